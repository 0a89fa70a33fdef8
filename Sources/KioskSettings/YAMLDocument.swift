import Yams

/// Makes Yams' tree of one file and translates what Yams finds wrong.
enum YAMLDocument {
    /// How many places may repeat an anchored part: bounds what aliases of aliases can unfold to.
    static let aliasLimit = 32
    /// How many repeated keys are told apart in one file; each costs another parse.
    static let repeatedKeyLimit = 16

    /// The file's root, or nil when a mistake was written down.
    ///
    /// Yams refuses a file at its first repeated key. So that all mistakes come at once, such a key
    /// is renamed by a mark before it and the text is read again; `Entries` takes the mark off and
    /// reports the key, with both lines.
    static func root(of file: SourceFile, mistakes: MistakeList) -> Place? {
        guard let text = withinLimits(file, mistakes) else { return nil }
        var scalars = Array(text.unicodeScalars)
        for mark in 0...repeatedKeyLimit {
            do {
                let yaml = String(String.UnicodeScalarView(scalars))
                guard let node = try compose(yaml: yaml, .basic, .default, .utf8) else {
                    mistakes.add(file.name, 0, found: "an empty file", expected: "settings in YAML")
                    return nil
                }
                return Place(node, in: file.name, path: "", mistakes: mistakes)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard mark < repeatedKeyLimit, let key = keys.first,
                    let index = indexOfKey(key, at: context.mark, in: scalars)
                else {
                    mistakes.add(
                        file.name, context.mark.line,
                        found: mark < repeatedKeyLimit
                            ? "a repeated key" : "more than \(repeatedKeyLimit) repeated keys",
                        expected: "each key once")
                    return nil
                }
                scalars.insert(RepeatedKeyMark.scalar(mark), at: index)
            } catch {
                report(error, in: file, mistakes)
                return nil
            }
        }
        return nil
    }

    private static func withinLimits(_ file: SourceFile, _ mistakes: MistakeList) -> String? {
        var aliases = 0
        var line = 1
        var previous: UInt8 = 0
        for byte in file.text.utf8 {
            if byte == UInt8(ascii: "\n") { line += 1 }
            if previous == UInt8(ascii: "*"), isAnchorCharacter(byte) { aliases += 1 }
            if aliases > aliasLimit {
                mistakes.add(
                    file.name, line, found: "more than \(aliasLimit) aliases (“*name”)",
                    expected: "the values written out")
                return nil
            }
            previous = byte
        }
        if let scalar = file.text.unicodeScalars.first(where: RepeatedKeyMark.contains) {
            mistakes.add(
                file.name, 0,
                found: "the private-use character U+\(String(scalar.value, radix: 16))",
                expected: "letters that every font has")
            return nil
        }
        return file.text
    }

    private static func isAnchorCharacter(_ byte: UInt8) -> Bool {
        let character = Unicode.Scalar(byte)
        return character.properties.isAlphabetic || character.properties.numericType != nil
            || character == "-" || character == "_"
    }

    /// Where in the text the key at `mark` begins, after its quote; nil when it is written in some
    /// other way (with an anchor, a tag or over several lines).
    private static func indexOfKey(
        _ key: String, at mark: Mark, in scalars: [Unicode.Scalar]
    ) -> Int? {
        guard var index = index(of: mark, in: scalars) else { return nil }
        if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
        let written = scalars[index...].prefix(key.unicodeScalars.count)
        guard !key.isEmpty, written.elementsEqual(key.unicodeScalars) else { return nil }
        return index
    }

    /// Counts lines as libYAML does: U+0085, U+2028 and U+2029 end one too.
    private static func index(of mark: Mark, in scalars: [Unicode.Scalar]) -> Int? {
        var line = 1
        var column = 1
        for (index, scalar) in scalars.enumerated() {
            if line == mark.line, column == mark.column { return index }
            switch scalar {
            case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": continue
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": (line, column) = (line + 1, 1)
            default: column += 1
            }
            if line > mark.line { return nil }
        }
        return nil
    }

    private static func report(_ error: any Error, in file: SourceFile, _ mistakes: MistakeList) {
        let (line, problem): (Int, String)
        switch error {
        case YamlError.scanner(let context, let text, let mark, _),
            YamlError.parser(let context, let text, let mark, _),
            YamlError.composer(let context, let text, let mark, _):
            let since = context.map { " (\($0.text), begun in line \($0.mark.line))" }
            (line, problem) = (mark.line, text + (since ?? ""))
        case YamlError.reader(let text, let offset, _, let yaml):
            let before = yaml.prefix(offset ?? 0)
            (line, problem) = (before.count { $0.isNewline } + 1, text)
        default:
            (line, problem) = (0, "something that cannot be parsed")
        }
        mistakes.add(
            file.name, line, found: "broken YAML: \(problem)", expected: "well-formed YAML")
    }
}

/// The character that tells a repeated key from its namesakes, see `YAMLDocument.root(of:)`.
enum RepeatedKeyMark {
    private static let first: UInt32 = 0xE000
    private static let last = first + UInt32(YAMLDocument.repeatedKeyLimit)

    static func scalar(_ number: Int) -> Unicode.Scalar {
        Unicode.Scalar(first + UInt32(number)) ?? "\u{E000}"
    }

    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        (first...last).contains(scalar.value)
    }

    /// The key as it was written.
    static func removed(from key: String) -> String {
        guard let scalar = key.unicodeScalars.first, contains(scalar) else { return key }
        return String(key.unicodeScalars.dropFirst())
    }
}
