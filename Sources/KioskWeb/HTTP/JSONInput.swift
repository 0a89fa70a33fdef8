/// JSON as it comes in.
enum JSONInput: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSONInput])
    case object([String: JSONInput])
    /// A number with a fraction or exponent, or one too large; no member here wants it.
    case fraction

    /// Arrays and objects within each other; a deeper text is refused.
    static let depthMax = 16

    /// Reads one JSON text (RFC 8259).
    ///
    /// Every press comes with one: a general decoder, which tries type after type, takes ten times
    /// as long.
    ///
    /// - Parameter bytes: the whole text, which may be anything.
    /// - Returns: nil when it is no JSON, deeper than `depthMax`, or names a member twice.
    static func read(_ bytes: [UInt8]) -> JSONInput? {
        var reader = JSONReader(bytes)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        return reader.isAtEnd ? value : nil
    }
}

/// Goes once through the bytes; nil from any step means that they are no JSON.
private struct JSONReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skipSpace() {
        while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { place += 1 }
    }

    /// Takes the byte, space before it left out, if it is the next.
    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: byte) else { return false }
        place += 1
        return true
    }

    private mutating func take(_ word: StaticString, as value: JSONInput) -> JSONInput? {
        let end = place + word.utf8CodeUnitCount
        guard end <= bytes.count else { return nil }
        let isWord = word.withUTF8Buffer { bytes[place..<end].elementsEqual($0) }
        place = end
        return isWord ? value : nil
    }

    mutating func value(depth: Int) -> JSONInput? {
        skipSpace()
        switch next {
        case UInt8(ascii: "\""): return string().map(JSONInput.string)
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "n"): return take("null", as: .null)
        case UInt8(ascii: "t"): return take("true", as: .bool(true))
        case UInt8(ascii: "f"): return take("false", as: .bool(false))
        default: return number()
        }
    }

    private mutating func object(depth: Int) -> JSONInput? {
        guard depth < JSONInput.depthMax, take("{") else { return nil }
        var members: [String: JSONInput] = [:]
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard let name = string(), take(":"), let value = value(depth: depth + 1),
                members.updateValue(value, forKey: name) == nil
            else { return nil }
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func array(depth: Int) -> JSONInput? {
        guard depth < JSONInput.depthMax, take("[") else { return nil }
        var values: [JSONInput] = []
        if take("]") { return .array(values) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
        } while take(",")
        return take("]") ? .array(values) : nil
    }

    private mutating func digits() -> Range<Int>? {
        let start = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return start < place ? start..<place : nil
    }

    private mutating func number() -> JSONInput? {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        guard let whole = digits(), whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0")
        else { return nil }
        let end = place
        if next == UInt8(ascii: ".") {
            place += 1
            guard digits() != nil else { return nil }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard digits() != nil else { return nil }
        }
        guard place == end else { return .fraction }
        return Int(String(decoding: bytes[start..<end], as: UTF8.self)).map(JSONInput.number)
            ?? .fraction
    }

    private mutating func string() -> String? {
        guard next == UInt8(ascii: "\"") else { return nil }
        place += 1
        let start = place
        var unescaped: [UInt8]?
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                if let unescaped { return String(validating: unescaped, as: UTF8.self) }
                return String(validating: bytes[start..<place - 1], as: UTF8.self)
            case UInt8(ascii: "\\"):
                var text = unescaped ?? Array(bytes[start..<place - 1])
                guard let scalar = escape() else { return nil }
                text.append(contentsOf: String(Character(scalar)).utf8)
                unescaped = text
            case 0..<0x20: return nil
            default: unescaped?.append(byte)
            }
        }
        return nil
    }

    /// What stands behind a backslash; of a surrogate pair, both halves.
    private mutating func escape() -> Unicode.Scalar? {
        guard let byte = next else { return nil }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let unit = fourDigits() else { return nil }
            guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) }
            guard next == UInt8(ascii: "\\") else { return nil }
            place += 1
            guard next == UInt8(ascii: "u") else { return nil }
            place += 1
            guard let low = fourDigits(), (0xDC00..<0xE000).contains(low) else { return nil }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        default: return nil
        }
    }

    private mutating func fourDigits() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        let digits = bytes[place..<place + 4]
        place += 4
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else {
            return nil
        }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
