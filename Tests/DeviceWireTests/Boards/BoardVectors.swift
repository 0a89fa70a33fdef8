import Foundation

/// A golden vector of `Firmware-Protocols/boards`.
struct BoardVector: Decodable {
    let id: String
    let kind: String
    let hex: String
    let meaning: String
    let source: String

    var bytes: [UInt8] { hex.split(separator: " ").compactMap { UInt8($0, radix: 16) } }

    /// The vectors of one protocol, by their names.
    static func load(_ protocolName: String) throws -> [String: BoardVector] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Firmware-Protocols/boards/\(protocolName)/vectors.json")
        let vectors = try JSONDecoder().decode([BoardVector].self, from: Data(contentsOf: file))
        return Dictionary(uniqueKeysWithValues: vectors.map { ($0.id, $0) })
    }
}
