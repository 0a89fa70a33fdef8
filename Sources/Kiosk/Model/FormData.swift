package import QueueCore

/// What one form is filled with, already in words: a renderer places it and decides nothing.
///
/// As JSON: `{"at": "2026-11-23T08:15:00+07:00", "heading": [], "values": {}, "tables": {},
/// "choices": {}}`, all but `at` optional, and no other key.
package struct FormData: Hashable, Sendable {
    /// Head of the paper, a line each, the centre's own name last: as it was called on the day.
    package var heading: [String]
    /// When the form was made; the document's date, so that one form is one sequence of bytes.
    package var at: Instant
    /// By the template's field; a value absent or blank is an empty place.
    package var values: [String: String]
    /// Rows by the template's table, each by column.
    package var tables: [String: [[String: String]]]
    /// Ticked options by the template's choice.
    package var choices: [String: [String]]

    package init(
        heading: [String], at: Instant, values: [String: String] = [:],
        tables: [String: [[String: String]]] = [:], choices: [String: [String]] = [:]
    ) {
        self.heading = heading
        self.at = at
        self.values = values
        self.tables = tables
        self.choices = choices
    }

    /// The value of a field; nil where nothing but white space is there.
    package func value(_ field: String) -> String? {
        guard let value = values[field], value.contains(where: { !$0.isWhitespace }) else {
            return nil
        }
        return value
    }

    /// Whether a field, table or choice of that name has anything to show.
    package func isFilled(_ name: String) -> Bool {
        value(name) != nil || !(tables[name] ?? []).isEmpty || !(choices[name] ?? []).isEmpty
    }
}

extension FormData: Decodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let known = ["at", "heading", "values", "tables", "choices"]
        if let other = container.allKeys.first(where: { !known.contains($0.stringValue) }) {
            throw DecodingError.dataCorruptedError(
                forKey: other, in: container, debugDescription: "no such key in a form's data")
        }
        let text = try container.decode(String.self, forKey: Key("at"))
        guard let at = Instant(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                forKey: Key("at"), in: container,
                debugDescription: "no time such as 2026-11-23T08:15:00+07:00")
        }
        self.init(
            heading: try container.decodeIfPresent([String].self, forKey: Key("heading")) ?? [],
            at: at,
            values: try container.decodeIfPresent([String: String].self, forKey: Key("values"))
                ?? [:],
            tables: try container.decodeIfPresent(
                [String: [[String: String]]].self, forKey: Key("tables")) ?? [:],
            choices: try container.decodeIfPresent([String: [String]].self, forKey: Key("choices"))
                ?? [:])
    }
}
