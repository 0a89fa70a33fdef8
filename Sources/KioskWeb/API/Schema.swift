import Kiosk

/// A JSON schema (2020-12, as OpenAPI 3.1 has it), as far as the API needs one.
indirect enum Schema: Sendable {
    case text
    case flag
    /// An RFC 3339 instant with its offset.
    case instant
    /// A date of the calendar, `2026-11-23`.
    case date
    /// A text that the regular expression fits whole.
    case pattern(String)
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// One of these texts.
    case words([String])
    case list(of: Schema, atMost: Int? = nil)
    /// An object; the optional members may be missing, all others are there.
    case object([String: Schema], optional: Set<String> = [])
    /// The schema, or null.
    case orNull(Schema)
    /// One of `Schema.named`, by its name.
    case named(String)

    /// Zero and more, as counts are.
    static let count = Schema.integer(0...countMax)
    /// The greatest number that every reader of JSON takes for what it is.
    static let countMax = 9_007_199_254_740_991

    /// The schema as JSON.
    var json: JSONOutput {
        switch self {
        case .text: Self.type("string")
        case .flag: Self.type("boolean")
        case .instant: Self.type("string", ["format": .string("date-time")])
        case .date: Self.type("string", ["format": .string("date")])
        case .pattern(let pattern): Self.type("string", ["pattern": .string(pattern)])
        case .integer(let range):
            Self.type(
                "integer",
                ["minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)])
        case .words(let words):
            Self.type("string", ["enum": .array(words.map(JSONOutput.string))])
        case .list(let element, let most):
            Self.type(
                "array",
                ["items": element.json].merging(most.map { ["maxItems": .number($0)] } ?? [:]) {
                    first, _ in first
                })
        case .object(let members, let optional):
            Self.type(
                "object",
                [
                    "properties": .object(members.mapValues(\.json)),
                    "required": .array(
                        members.keys.filter { !optional.contains($0) }.sorted()
                            .map(JSONOutput.string)),
                ])
        case .orNull(let schema):
            .object(["anyOf": .array([schema.json, Self.type("null")])])
        case .named(let name):
            .object(["$ref": .string("#/components/schemas/\(name)")])
        }
    }

    private static func type(
        _ name: String, _ more: [String: JSONOutput] = [:]
    ) -> JSONOutput {
        .object(more.merging(["type": .string(name)]) { first, _ in first })
    }
}

/// What an answer's body is, by media type.
typealias AnswerBody = [String: Schema]

extension AnswerBody {
    /// JSON of that shape.
    static func json(_ shape: Schema) -> AnswerBody { ["application/json": shape] }
}
