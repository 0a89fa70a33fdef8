import Foundation

/// One golden vector of `Firmware-Protocols/printers/escpos/vectors.json`.
struct PrinterVector: Decodable {
    let id: String
    let kind: String
    let hex: String
    let meaning: String
    let source: String

    var bytes: [UInt8] { hex.split(separator: " ").compactMap { UInt8($0, radix: 16) } }

    /// All of them, by id.
    static func load() throws -> [String: PrinterVector] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Firmware-Protocols/printers/escpos/vectors.json")
        let list = try JSONDecoder().decode([PrinterVector].self, from: Data(contentsOf: root))
        return Dictionary(uniqueKeysWithValues: list.map { ($0.id, $0) })
    }
}
