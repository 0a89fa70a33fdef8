/// Why a frame cannot be made.
package enum FrameError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchFrame(String)
    case missing(String)
    /// The number is larger than its place, or than the board has digits.
    case tooLarge(FrameValue, Int, limit: Int)
    case noSuchAddress(Int)
    case tooLong(characters: Int, limit: Int)
    case notPrintable(UInt8)
    case noSuchKey(FrameKey)
    /// A length that cannot be told in its place.
    case uncountable(Int)

    package var description: String {
        switch self {
        case .noSuchFrame(let name): "there is no frame \(name)"
        case .missing(let name): "the frame needs a value for \(name)"
        case .tooLarge(let value, let number, let limit):
            "\(value.rawValue) \(number) does not fit; \(limit) is the most"
        case .noSuchAddress(let address): "no device can have the address \(address)"
        case .tooLong(let count, let limit):
            "a text of \(count) characters does not fit on \(limit)"
        case .notPrintable(let byte): "the display has no character \(hexadecimal([byte]))"
        case .noSuchKey(let key): "the keypad has no key \(key.rawValue)"
        case .uncountable(let count): "a length of \(count) does not fit in its place"
        }
    }
}

/// Bytes as a manual writes them: `01 0A FF`.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16, uppercase: true) }
        .joined(separator: " ")
}

extension FrameProtocol {
    /// The bytes of a frame on the line, escapes and all.
    ///
    /// - Parameters:
    ///   - name: the frame's.
    ///   - values: what it says.
    ///   - leastDigits: of the ticket's number, zeros before it: `0012` stays `0012` where digits
    ///     stand by themselves.
    /// - Returns: the bytes.
    /// - Throws: `FrameError` when a value is missing or does not fit: nothing is ever cut.
    package func encode(
        _ name: String, with values: FrameValues, leastDigits: Int = 0
    ) throws(FrameError) -> [UInt8] {
        guard let frame = frame(named: name)?.frame else { throw .noSuchFrame(name) }
        var fields: [[UInt8]] = []
        for part in frame.parts { fields.append(try field(part, values, leastDigits)) }
        for (index, part) in frame.parts.enumerated() {
            guard case .length(let form) = part.content else { continue }
            let span = form.span.parts(of: frame, at: index)
            let count = span.map { fields[$0].reduce(0) { $0 + $1.count } } ?? 0
            guard let written = form.written(count) else { throw .uncountable(count) }
            fields[index] = written
        }
        for (index, part) in frame.parts.enumerated() {
            guard case .checksum(let form) = part.content else { continue }
            let span = form.span.parts(of: frame, at: index)
            fields[index] = form.written(over: span.map { Array(fields[$0].joined()) } ?? [])
        }
        let body = Array(fields.joined())
        return envelope?.wrapped(body) ?? body
    }

    /// The largest number that a value may have in a form.
    func limit(of value: FrameValue, in form: NumberForm) -> Int {
        guard value == .number else { return form.capacity }
        let cells = NumberForm.packed(digits: digits, .zero)
        return min(form.capacity, cells.capacity)
    }

    /// A part's bytes; zeros for what is counted or summed later.
    private func field(
        _ part: FramePart, _ values: FrameValues, _ leastDigits: Int
    ) throws(FrameError) -> [UInt8] {
        switch part.content {
        case .bytes(let bytes): return bytes
        case .value(let value, let form):
            guard let number = values.numbers[value] else { throw .missing(value.rawValue) }
            if value == .address, addresses?.contains(number) == false {
                throw .noSuchAddress(number)
            }
            let limit = limit(of: value, in: form)
            let least = value == .number ? leastDigits : 0
            guard number <= limit, let bytes = form.bytes(of: number, leastDigits: least) else {
                throw .tooLarge(value, number, limit: limit)
            }
            return bytes
        case .key:
            guard let key = values.key else { throw .missing("key") }
            guard let code = keys.first(where: { $0.key == key }) else { throw .noSuchKey(key) }
            return [code.code]
        case .text(let form):
            guard let text = values.text else { throw .missing("text") }
            return try Self.field(form, text)
        case .length, .checksum:
            return Array(repeating: 0, count: part.width ?? 0)
        }
    }

    private static func field(_ form: TextForm, _ text: [UInt8]) throws(FrameError) -> [UInt8] {
        guard text.count <= form.limit else {
            throw .tooLong(characters: text.count, limit: form.limit)
        }
        if let byte = text.first(where: { !form.allows($0) }) { throw .notPrintable(byte) }
        guard form.isPadded else { return text }
        let free = Array(repeating: UInt8(ascii: " "), count: form.limit - text.count)
        return form.side == .left ? text + free : free + text
    }
}
