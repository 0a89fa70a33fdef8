import Foundation

@testable import KioskWeb

/// Holds JSON against the schemas of a description, stricter than a client has to: a member that
/// the schema does not name is a fault, and so is a schema that says what is not understood here.
struct SchemaCheck {
    private let named: [String: JSONInput]

    /// A check by the schemas of an OpenAPI document.
    init(_ document: JSONInput) {
        named = document["components"]["schemas"].members
    }

    /// What is wrong with the value, each fault behind the place where it is; empty when it fits.
    func faults(_ value: JSONInput, _ schema: JSONInput, at place: String = "$") -> [String] {
        if let reference = schema["$ref"].text {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard reference == "#/components/schemas/\(name)", let found = named[name] else {
                return ["\(place): no schema \(reference)"]
            }
            return faults(value, found, at: place)
        }
        if case .array(let choices) = schema["anyOf"] {
            let all = choices.map { faults(value, $0, at: place) }
            return all.contains([]) ? [] : all.flatMap { $0 }
        }
        let known: Set = [
            "type", "enum", "format", "pattern", "minimum", "maximum", "items", "maxItems",
            "properties", "required", "additionalProperties",
        ]
        let strange = Set(schema.members.keys).subtracting(known)
        guard strange.isEmpty else { return ["\(place): schema says \(strange.sorted())"] }
        switch (schema["type"].text, value) {
        case ("null", .null), ("boolean", .bool): return []
        case ("string", .string(let text)): return faults(text, schema, at: place)
        case ("integer", .number(let number)):
            guard let least = schema["minimum"].number, let most = schema["maximum"].number,
                least <= number, number <= most
            else { return ["\(place): \(number) is out of range"] }
            return []
        case ("array", .array(let elements)):
            return elements.enumerated().flatMap {
                faults($1, schema["items"], at: "\(place)[\($0)]")
            }
        case ("object", .object(let members)): return faults(members, schema, at: place)
        default: return ["\(place): \(value) is no \(schema["type"].text ?? "value")"]
        }
    }

    private func faults(
        _ members: [String: JSONInput], _ schema: JSONInput, at place: String
    ) -> [String] {
        let properties = schema["properties"].members
        var faults = members.keys.filter { properties[$0] == nil }.map {
            "\(place).\($0) is not described"
        }
        if case .array(let required) = schema["required"] {
            faults += required.compactMap(\.text).filter { members[$0] == nil }.map {
                "\(place).\($0) is missing"
            }
        }
        for (name, value) in members {
            guard let schema = properties[name] else { continue }
            faults += self.faults(value, schema, at: "\(place).\(name)")
        }
        return faults
    }

    private func faults(_ text: String, _ schema: JSONInput, at place: String) -> [String] {
        if case .array(let words) = schema["enum"], !words.contains(where: { $0.text == text }) {
            return ["\(place): \(text) is none of \(words.compactMap(\.text))"]
        }
        let patterns = [
            "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "date-time": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?[+-][0-9]{2}:[0-9]{2}$",
        ]
        let wanted = [schema["format"].text.map { patterns[$0] ?? "" }, schema["pattern"].text]
        for pattern in wanted.compactMap({ $0 }) {
            guard !pattern.isEmpty, text.range(of: pattern, options: .regularExpression) != nil
            else { return ["\(place): \(text) does not fit \(pattern)"] }
        }
        return []
    }
}

extension JSONInput {
    init(_ bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Decoded.self, from: Data(bytes)).value
    }

    /// A member; null when there is none.
    subscript(name: String) -> JSONInput { members[name] ?? .null }

    var members: [String: JSONInput] {
        guard case .object(let members) = self else { return [:] }
        return members
    }
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
    var number: Int? {
        guard case .number(let number) = self else { return nil }
        return number
    }
}

/// JSON as another reader than the program's own has it.
private struct Decoded: Decodable {
    let value: JSONInput

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .null
        } else if let flag = try? container.decode(Bool.self) {
            value = .bool(flag)
        } else if let number = try? container.decode(Int.self) {
            value = .number(number)
        } else if let text = try? container.decode(String.self) {
            value = .string(text)
        } else if let elements = try? container.decode([Decoded].self) {
            value = .array(elements.map(\.value))
        } else if let members = try? container.decode([String: Decoded].self) {
            value = .object(members.mapValues(\.value))
        } else {
            _ = try container.decode(Double.self)
            value = .fraction
        }
    }
}
