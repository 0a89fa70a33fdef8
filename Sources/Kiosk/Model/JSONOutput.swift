/// JSON to be written: with `null` where the contract has it, keys in order.
package enum JSONOutput: Sendable {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSONOutput])
    case object([String: JSONOutput])
    /// What was written already.
    case written(JSONText)

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
        if case .written(let json) = self { return json.bytes }
        var text: [UInt8] = []
        text.reserveCapacity(512)
        write(to: &text)
        return text
    }

    func write(to text: inout [UInt8]) {
        switch self {
        case .null: text.append(contentsOf: "null".utf8)
        case .bool(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let value): text.append(contentsOf: String(value).utf8)
        case .string(let value): JSONText.write(value, to: &text)
        case .array(let values):
            text.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                value.write(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                JSONText.write(member.key, to: &text)
                text.append(UInt8(ascii: ":"))
                member.value.write(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        case .written(let json): text.append(contentsOf: json.bytes)
        }
    }
}
