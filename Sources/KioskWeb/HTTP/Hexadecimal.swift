extension Sequence<UInt8> {
    /// Each byte as two lower-case hexadecimal digits.
    var hexadecimal: [String] {
        map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
    }

    /// The same in one piece, as digests are written; twice with every press.
    var hexadecimalText: String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * underestimatedCount)
        for byte in self {
            text.append(Self.digit(byte >> 4))
            text.append(Self.digit(byte & 0xF))
        }
        return String(decoding: text, as: UTF8.self)
    }
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
