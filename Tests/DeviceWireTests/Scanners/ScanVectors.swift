import Foundation
import Testing

/// A golden vector of `Firmware-Protocols/scanners`.
struct ScanVector: Decodable, CustomTestStringConvertible {
    let id: String
    let kind: String
    let hex: String
    let meaning: String
    let source: String
    var fields: [String]?
    var code: String?
    var token: String?
    var reason: String?

    var testDescription: String { id }

    var bytes: [UInt8] { hex.split(separator: " ").compactMap { UInt8($0, radix: 16) } }

    static let all: [ScanVector] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Firmware-Protocols/scanners/vectors.json")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([ScanVector].self, from: data)) ?? []
    }()
}
