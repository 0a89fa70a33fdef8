import Foundation

/// One golden vector of `Firmware-Protocols/printers/*/vectors.json`.
struct PrinterVector: Decodable {
    let id: String
    /// `tx` goes to the printer, `rx` comes from it whole, `bad` comes from it broken.
    let kind: String
    let hex: String
    let meaning: String
    let source: String

    var bytes: [UInt8] { hex.split(separator: " ").compactMap { UInt8($0, radix: 16) } }

    /// All of one protocol, by id.
    static func load(_ protocolName: String = "escpos") throws -> [String: PrinterVector] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Firmware-Protocols/printers/\(protocolName)/vectors.json")
        let list = try JSONDecoder().decode([PrinterVector].self, from: Data(contentsOf: root))
        return Dictionary(uniqueKeysWithValues: list.map { ($0.id, $0) })
    }
}
