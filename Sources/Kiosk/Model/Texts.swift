/// Words that people read, by key and language, from `Config/texts/*.yaml`.
///
/// Vietnamese is the language every key exists in; another language falls back to it.
package struct Texts: Hashable, Sendable {
    /// A language by its code: `vi`, `en`.
    package typealias Language = String

    package static let defaultLanguage: Language = "vi"

    private let byLanguage: [Language: [String: String]]

    package init(_ byLanguage: [Language: [String: String]]) {
        self.byLanguage = byLanguage
    }

    /// Every language there is a file for, Vietnamese first.
    package var languages: [Language] {
        let others = byLanguage.keys.filter { $0 != Self.defaultLanguage }.sorted()
        return [Self.defaultLanguage] + others
    }

    /// All keys and words of one language, with Vietnamese where a key is missing.
    package func all(in language: Language) -> [String: String] {
        let base = byLanguage[Self.defaultLanguage] ?? [:]
        return base.merging(byLanguage[language] ?? [:]) { _, chosen in chosen }
    }

    /// The keys and words that one language's own file has.
    package func own(in language: Language) -> [String: String] { byLanguage[language] ?? [:] }

    /// The words for `key`, each `{name}` in them replaced; the key itself when nobody wrote words,
    /// so that a gap is visible and never a crash.
    package func callAsFunction(
        _ key: String, in language: Language = Texts.defaultLanguage,
        _ values: [String: String] = [:]
    ) -> String {
        let found = byLanguage[language]?[key] ?? byLanguage[Self.defaultLanguage]?[key]
        guard let words = found, !values.isEmpty else { return found ?? key }
        // Once from left to right: a value that holds a brace is no place for another value.
        var rest = words[...]
        var text = ""
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            text += rest[..<open] + (values[name] ?? String(rest[open...close]))
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}

/// One thing's name in each language; Vietnamese always there.
package struct LocalizedName: Hashable, Sendable {
    package var vi: String
    package var en: String

    package init(vi: String, en: String) {
        self.vi = vi
        self.en = en
    }

    package func callAsFunction(in language: Texts.Language) -> String {
        language == "en" ? en : vi
    }
}
