import Foundation

/// A JSON body read strictly: an object, known members only, each of its type.
struct RequestBody {
    /// Bytes of a body; a larger one is refused before it is read.
    static let lengthMax = 16 * 1_024
    /// Characters of one text in it.
    static let textLengthMax = 1_000

    private var members: [String: JSONInput]

    /// Reads the bytes; an empty body is an empty object.
    init(_ bytes: [UInt8]) throws(Problem) {
        guard !bytes.isEmpty else {
            members = [:]
            return
        }
        guard let value = try? JSONDecoder().decode(JSONInput.self, from: Data(bytes)),
            case .object(let members) = value
        else { throw .malformed() }
        self.members = members
    }

    /// A text, or nil when it is missing or null.
    mutating func text(_ name: String) throws(Problem) -> String? {
        switch members.removeValue(forKey: name) {
        case nil, .null: return nil
        case .string(let text):
            let composed = text.precomposedStringWithCanonicalMapping
            let hasControls = composed.unicodeScalars.contains {
                $0.properties.generalCategory == .control
            }
            guard composed.count <= Self.textLengthMax, !hasControls else { throw .invalid(name) }
            return composed
        default: throw .invalid(name)
        }
    }

    /// A text that must be there and not be empty.
    mutating func requiredText(_ name: String) throws(Problem) -> String {
        guard let text = try text(name), !text.isEmpty else { throw .invalid(name) }
        return text
    }

    /// A whole number, or nil when it is missing or null.
    mutating func number(_ name: String) throws(Problem) -> Int? {
        switch members.removeValue(forKey: name) {
        case nil, .null: return nil
        case .number(let number): return number
        default: throw .invalid(name)
        }
    }

    /// True or false, or nil when it is missing or null.
    mutating func flag(_ name: String) throws(Problem) -> Bool? {
        switch members.removeValue(forKey: name) {
        case nil, .null: return nil
        case .bool(let flag): return flag
        default: throw .invalid(name)
        }
    }

    /// A list of texts, or nil when it is missing or null.
    mutating func texts(_ name: String) throws(Problem) -> [String]? {
        switch members.removeValue(forKey: name) {
        case nil, .null: return nil
        case .array(let values):
            var texts: [String] = []
            for value in values {
                guard case .string(let text) = value, text.count <= Self.textLengthMax else {
                    throw .invalid(name)
                }
                texts.append(text)
            }
            return texts
        default: throw .invalid(name)
        }
    }

    /// Refuses what nobody asked for.
    func finish() throws(Problem) {
        if let unknown = members.keys.min() { throw .malformed(String(unknown.prefix(40))) }
    }
}

/// JSON as it comes in.
indirect enum JSONInput: Decodable {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSONInput])
    case object([String: JSONInput])
    /// A number with a fraction, which no member here wants.
    case fraction

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONInput].self) {
            self = .array(value)
        } else if let value = try? container.decode([String: JSONInput].self) {
            self = .object(value)
        } else {
            _ = try container.decode(Double.self)
            self = .fraction
        }
    }
}
