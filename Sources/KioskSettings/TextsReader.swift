import Foundation
import Kiosk

/// Reads the folder of words: a file a language, `vi.yaml`, each one flat map of keys to words.
enum TextsReader {
    /// How many languages one centre may have words for.
    static let languageLimit = 20
    /// How long the words of one key may be.
    static let wordLimit = 2_000

    private struct Words {
        let value: String
        let place: Place
    }

    /// Reads every language.
    ///
    /// - Parameters:
    ///   - folder: the folder's path.
    ///   - name: what mistakes call it.
    ///   - mistakes: where what is wrong in a file is written down.
    ///   - blame: writes down that the folder itself is wrong, where it was named.
    /// - Returns: words by language; incomplete when mistakes were written down.
    static func read(
        folder: String, name: String, mistakes: MistakeList,
        blame: (_ found: String, _ expected: String) -> Void
    ) -> Texts {
        let files: [String]
        do {
            files = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            blame("no readable folder at \(quoted(path: folder))", "a folder with vi.yaml in it")
            return Texts([:])
        }
        let languages = languages(of: files)
        guard languages.first == Texts.defaultLanguage else {
            blame("no vi.yaml in the folder \(quoted(path: folder))", "the Vietnamese words")
            return Texts([:])
        }
        guard languages.count <= languageLimit else {
            blame("\(languages.count) languages", "at most \(languageLimit)")
            return Texts([:])
        }
        var all: [Texts.Language: [String: Words]] = [:]
        for language in languages {
            let file = "\(name)/\(language).yaml"
            guard isLanguage(language) else {
                mistakes.add(
                    file, 0, found: "the file name \(quoted(language))",
                    expected: "a language code such as vi or en")
                continue
            }
            all[language] = words(
                path: "\(folder)/\(language).yaml", name: file, mistakes: mistakes)
        }
        check(all, name: name, mistakes)
        return Texts(all.mapValues { $0.mapValues(\.value) })
    }

    /// The languages that the folder has files for, Vietnamese first.
    private static func languages(of files: [String]) -> [Texts.Language] {
        let named = files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(".yaml".count)) }
        let others = named.filter { $0 != Texts.defaultLanguage }.sorted()
        return named.count == others.count ? others : [Texts.defaultLanguage] + others
    }

    private static func isLanguage(_ code: String) -> Bool {
        (2...3).contains(code.utf8.count)
            && code.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    private static func words(
        path: String, name: String, mistakes: MistakeList
    ) -> [String: Words]? {
        let source: SourceFile?
        do {
            source = try SourceFile.read(
                path: path, name: name, limit: SourceFile.yamlLimit, mistakes: mistakes)
        } catch {
            mistakes.add(name, 0, found: error.found, expected: error.expected)
            return nil
        }
        guard let root = source.flatMap({ YAMLDocument.root(of: $0, mistakes: mistakes) }),
            let entries = root.anyEntries("a mapping of keys to words")
        else { return nil }
        var words: [String: Words] = [:]
        for entry in entries.all {
            guard isKey(entry.key) else {
                mistakes.add(
                    name, entry.line, found: "the key \(quoted(entry.key))",
                    expected: "a key of letters, digits, “.”, “-” and “_”")
                continue
            }
            guard let text = entry.value.text("words", limit: wordLimit) else {
                // The key is there: that it has no words is said, that it is missing would be wrong.
                words[entry.key] = Words(value: "", place: entry.value)
                continue
            }
            words[entry.key] = Words(value: text, place: entry.value)
        }
        return words
    }

    private static func isKey(_ key: String) -> Bool {
        (1...80).contains(key.utf8.count) && isASCIIWord(key, with: ".-_")
    }

    /// Vietnamese has every key; other languages have no others, nor other places to fill.
    private static func check(
        _ all: [Texts.Language: [String: Words]], name: String, _ mistakes: MistakeList
    ) {
        guard let base = all[Texts.defaultLanguage] else { return }
        for key in RequiredTexts.keys where base[key] == nil {
            mistakes.add(
                "\(name)/\(Texts.defaultLanguage).yaml", 0, found: "no words for “\(key)”",
                expected: "the key \(key)")
        }
        for (language, words) in all.sorted(by: { $0.key < $1.key })
        where language != Texts.defaultLanguage {
            for (key, translated) in words {
                // Searching thousands of keys for what was meant is for a few mistakes only.
                if mistakes.isFull { return }
                guard let original = base[key] else {
                    let hint = didYouMean(key, among: base.keys)
                    translated.place.mistake(
                        found: "the key “\(key)”, which vi.yaml does not have\(hint)",
                        expected: "keys of vi.yaml")
                    continue
                }
                let places = placeholders(in: original.value)
                for extra in placeholders(in: translated.value).subtracting(places).sorted() {
                    translated.place.mistake(
                        found: "{\(extra)} in “\(key)”, which vi.yaml does not fill",
                        expected: anyOf(places.sorted().map { "{\($0)}" }))
                }
            }
        }
    }

    /// The names between braces.
    static func placeholders(in words: String) -> Set<String> {
        let parts = words.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
        return Set(
            parts.compactMap { part in part.firstIndex(of: "}").map { String(part[..<$0]) } })
    }
}
