import Kiosk

/// Whether the words that a layout asks for are there, can be filled and can be printed.
struct WordsCheck {
    let kind: Slip.Kind
    let texts: Texts
    /// What mistakes call the folder of texts.
    let textsName: String
    let tools: LayoutTools

    /// Checks one text in every language, and blames the place that asks for it.
    func check(_ key: String, at place: Place) {
        check(key, places: Set(kind.values.map(\.rawValue)), at: place)
    }

    /// Checks what values of this kind are made of.
    func checkWordsOfValues(at place: Place) {
        for (key, places) in kind.wordsOfValues.sorted(by: { $0.key < $1.key }) {
            check(key, places: places, at: place)
        }
    }

    private func check(_ key: String, places: Set<String>, at place: Place) {
        let known = texts.own(in: Texts.defaultLanguage)
        // Nothing was read: that is said already, and no layout is to blame.
        if known.isEmpty { return }
        guard known[key] != nil else {
            let near = didYouMean(key, among: known.keys.filter { $0.hasPrefix("slip.") })
            let vietnamese = file(Texts.defaultLanguage)
            place.mistake(
                found: "the text \(quoted(key)), which \(vietnamese) has not\(near)",
                expected: "a key of the texts as \(place.name)")
            return
        }
        for language in texts.languages {
            guard let words = texts.own(in: language)[key] else { continue }
            let spot = "“\(key)” of \(file(language))"
            for unknown in Texts.places(in: words).subtracting(places).sorted() {
                let hint = didYouMean(unknown, among: places)
                place.mistake(
                    found: "{\(String(quoted(unknown).dropFirst().dropLast()))} in \(spot), "
                        + "which a \(kind.rawValue) slip does not fill\(hint)",
                    expected: anyOf(places.sorted().map { "{\($0)}" }))
            }
            let missing = tools.missingCharacters(words)
            if !missing.isEmpty {
                place.mistake(
                    found: "\(Self.named(missing)) in \(spot), which no font has",
                    expected: "letters that can be printed")
            }
        }
    }

    private func file(_ language: Texts.Language) -> String { "\(textsName)/\(language).yaml" }

    /// Characters with their code, since what no font has cannot be seen.
    static func named(_ characters: [Character]) -> String {
        let limit = 5
        let names = characters.prefix(limit).map { character in
            let codes = character.unicodeScalars.prefix(limit)
                .map { "U+" + String($0.value, radix: 16, uppercase: true) }
            return "\(quoted(String(character))) (\(codes.joined(separator: " ")))"
        }
        let rest = characters.count > limit ? " and \(characters.count - limit) more" : ""
        return names.joined(separator: ", ") + rest
    }
}
