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
        guard case .object(let members) = JSONInput.read(bytes) else { throw .malformed() }
        self.members = members
    }

    /// A text, or nil when it is missing or null.
    mutating func text(_ name: String) throws(Problem) -> String? {
        switch members.removeValue(forKey: name) {
        case nil, .null: return nil
        case .string(let text):
            // ASCII, as almost all are, is composed as it stands.
            if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }),
                text.utf8.count <= Self.textLengthMax
            {
                return text
            }
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
