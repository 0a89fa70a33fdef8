/// A printer's IEEE 1284 device ID: `MFG:EPSON;MDL:TM-T20II;CMD:ESC/POS;`.
package struct DeviceIDString: Hashable, Sendable {
    /// Longest ID that is read.
    package static let maximumLength = 1_024

    package let text: String
    package let maker: String
    package let model: String

    /// Of a printer that named maker and model by other means, such as GS I.
    package init(maker: String, model: String) {
        let limit = Self.maximumLength / 4
        self.maker = String(maker.prefix(limit))
        self.model = String(model.prefix(limit))
        text = "MFG:\(self.maker);MDL:\(self.model);"
    }

    /// Reads the answer to GET_DEVICE_ID.
    ///
    /// Its first two bytes hold the whole length, big-endian by the standard, little-endian on some
    /// printers, and wrong on others: what arrived bounds it.
    ///
    /// - Returns: nil when there is no text in it.
    package init?(answer: [UInt8]) {
        guard answer.count > 2 else { return nil }
        let lengths = [
            Int(answer[0]) << 8 | Int(answer[1]), Int(answer[1]) << 8 | Int(answer[0]),
        ]
        let length = lengths.first { (3...answer.count).contains($0) } ?? answer.count
        let printable = answer[2..<length].prefix { $0 != 0 }
            .map { (0x20...0x7E).contains($0) ? $0 : 0x3F }
        guard !printable.isEmpty else { return nil }
        text = String(decoding: printable, as: UTF8.self)
        var fields: [Substring: Substring] = [:]
        for field in text.split(separator: ";") {
            let pair = field.split(separator: ":", maxSplits: 1)
            if pair.count == 2 { fields[pair[0]] = pair[1] }
        }
        maker = String(fields["MFG"] ?? fields["MANUFACTURER"] ?? "")
        model = String(fields["MDL"] ?? fields["MODEL"] ?? "")
    }
}
