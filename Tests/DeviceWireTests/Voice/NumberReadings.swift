import Foundation
import Testing

/// The table of readings, which is no work of the rules that are tested with it.
struct NumberReadings {
    private var north: [Character: String] = [:]
    private var south: [Character: String] = [:]
    /// The code words of 0 to 9999.
    private var codes: [String] = []

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Firmware-Protocols/voice/number-readings.txt")
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            var words = line.split(separator: " ")
            if line.hasPrefix("# words ") || line.hasPrefix("# south ") {
                for word in words.dropFirst(2) {
                    let letter = try #require(word.first)
                    if line.hasPrefix("# words ") { north[letter] = String(word.dropFirst(2)) }
                    south[letter] = String(word.dropFirst(2))
                }
            } else if !line.hasPrefix("#") {
                try #require(Int(words.removeFirst()) == codes.count / 100)
                codes += words.map(String.init)
            }
        }
        try #require(codes.count == 10_000)
    }

    func northern(_ number: Int) -> String { spelled(codes[number], north) }
    func southern(_ number: Int) -> String { spelled(codes[number], south) }

    /// The plain words of the digits, in their order.
    func digits(_ text: String) -> String { spelled(text, north) }

    private func spelled(_ code: String, _ words: [Character: String]) -> String {
        code.map { words[$0] ?? "?" }.joined(separator: " ")
    }
}
