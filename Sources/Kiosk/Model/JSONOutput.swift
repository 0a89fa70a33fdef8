/// JSON to be written: with `null` where the contract has it, keys in order.
package enum JSONOutput: Sendable {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSONOutput])
    case object([String: JSONOutput])
    /// An object whose members are written as they stand: for what every press writes, where a
    /// dictionary's hashing and sorting would show.
    case ordered(KeyValuePairs<String, JSONOutput>)

    /// The value, or `null`.
    package static func optional(_ text: String?) -> JSONOutput {
        text.map(JSONOutput.string) ?? .null
    }
    /// The value, or `null`.
    package static func optional(_ number: Int?) -> JSONOutput {
        number.map(JSONOutput.number) ?? .null
    }

    /// The text as bytes, an `object`'s members sorted by name.
    package var bytes: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        write(to: &text)
        return text
    }

    /// Writes the JSON text; a few times faster than a general encoder, and this is on the way of
    /// every press.
    private func write(to text: inout [UInt8]) {
        switch self {
        case .null: text.append(contentsOf: "null".utf8)
        case .bool(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let value): text.append(contentsOf: String(value).utf8)
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            text.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                value.write(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            Self.write(members.sorted { $0.key < $1.key }, to: &text)
        case .ordered(let members): Self.write(members, to: &text)
        }
    }

    private static func write(
        _ members: some Sequence<(key: String, value: JSONOutput)>, to text: inout [UInt8]
    ) {
        text.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in members {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            write(member.key, to: &text)
            text.append(UInt8(ascii: ":"))
            member.value.write(to: &text)
        }
        text.append(UInt8(ascii: "}"))
    }

    private static func write(_ value: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            // Almost every text: copied as a whole.
            text.append(contentsOf: value.utf8)
        } else {
            for byte in value.utf8 { writeEscaped(byte, to: &text) }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func writeEscaped(_ byte: UInt8, to text: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            text.append(UInt8(ascii: "\\"))
            text.append(byte)
        case 0..<0x20:
            let digits = String(byte, radix: 16)
            text.append(
                contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))".utf8)
            text.append(contentsOf: digits.utf8)
        default: text.append(byte)
        }
    }
}
