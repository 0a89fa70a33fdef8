import Yams

/// A value with the line it stands in, for mistakes that show only beside other values.
struct Located<Value> {
    let value: Value
    let place: Place
}

/// A node of a YAML file, its line and its way from the root such as `lines[2].series.first`.
///
/// Reading a value writes down what is wrong with it and returns nil; so a reader goes on to the
/// next value, and every mistake of a file is met in one pass.
struct Place {
    /// How long a list may be; no hall has so many of anything.
    static let listLimit = 500

    let node: Node
    let file: String
    let path: String
    let mistakes: MistakeList

    init(_ node: Node, in file: String, path: String, mistakes: MistakeList) {
        self.node = node
        self.file = file
        self.path = path
        self.mistakes = mistakes
    }

    var line: Int { node.mark?.line ?? 0 }

    /// Writes down that something else was expected here.
    func mistake(found: String, expected: String) {
        mistakes.add(file, line, found: found, expected: expected)
    }

    /// Writes down what stands here instead of what is `expected`.
    func mistake(expected: String) {
        mistake(found: found, expected: "\(expected) as \(name)")
    }

    /// The node in words.
    private var found: String {
        switch node {
        case .mapping: return "a mapping"
        case .sequence: return "a list"
        case .alias: return "an alias"
        case .scalar(let scalar):
            if isNothing { return "nothing" }
            return scalar.style == .plain
                ? quoted(scalar.string) : "the text \(quoted(scalar.string))"
        }
    }

    var name: String { path.isEmpty ? "the whole file" : path }

    /// The text as it stands, unchecked; nil for a list or mapping.
    var scalarText: String? {
        guard case .scalar(let scalar) = node else { return nil }
        return scalar.string
    }

    var isEmptyList: Bool {
        guard case .sequence(let items) = node else { return false }
        return items.isEmpty
    }

    /// Whether nothing is written here, or YAML's own words for nothing.
    private var isNothing: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    // MARK: Values

    /// Text in NFC, not blank and of at most `limit` characters.
    ///
    /// A number is text too: a code may look like one.
    func text(_ expected: String, limit: Int = 200) -> String? {
        guard case .scalar(let scalar) = node, !isNothing else {
            mistake(expected: expected)
            return nil
        }
        let text = composed(scalar.string)
        guard text.contains(where: { !$0.isWhitespace }) else {
            mistake(expected: expected)
            return nil
        }
        guard text.unicodeScalars.count <= limit else {
            mistake(
                found: "a text of \(text.unicodeScalars.count) characters",
                expected: "at most \(limit) as \(name)")
            return nil
        }
        return text
    }

    /// A text on one line, as every name on paper and boards is.
    func lineOfText(_ expected: String, limit: Int = 200) -> String? {
        guard let text = text(expected, limit: limit) else { return nil }
        guard !text.contains(where: \.isNewline) else {
            mistake(found: "a text of several lines", expected: "one line as \(name)")
            return nil
        }
        return text
    }

    /// A name of the centre's own making: 1 to 40 of `a-z 0-9 -`.
    func identifier(_ expected: String) -> String? {
        guard let text = text(expected) else { return nil }
        guard isIdentifier(text) else {
            mistake(
                found: quoted(text),
                expected: "\(expected) of 1 to 40 of a-z, 0-9 and “-” as \(name)")
            return nil
        }
        return text
    }

    /// A whole number in decimal, written without quotes.
    func integer(in range: ClosedRange<Int>) -> Int? {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .scalar(let scalar) = node, scalar.style == .plain,
            scalar.string.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(scalar.string), range.contains(number)
        else {
            mistake(expected: expected)
            return nil
        }
        return number
    }

    /// `true` or `false`.
    func flag() -> Bool? {
        if case .scalar(let scalar) = node, scalar.style == .plain {
            if scalar.string == "true" { return true }
            if scalar.string == "false" { return false }
        }
        mistake(expected: "true or false")
        return nil
    }

    /// One of the words that `Choice` has.
    func choice<Choice: RawRepresentable & CaseIterable>(
        of type: Choice.Type, _ allowed: [Choice]? = nil
    ) -> Choice? where Choice.RawValue == String {
        let words = (allowed ?? Array(Choice.allCases)).map(\.rawValue)
        guard let text = text(anyOf(words)) else { return nil }
        guard words.contains(text), let choice = Choice(rawValue: text) else {
            let hint = didYouMean(text, among: words)
            mistake(found: quoted(text) + hint, expected: "\(anyOf(words)) as \(name)")
            return nil
        }
        return choice
    }

    // MARK: Parts

    /// The items of a list.
    func list(_ expected: String) -> [Place]? {
        guard case .sequence(let items) = node else {
            mistake(expected: "a list of \(expected)")
            return nil
        }
        guard items.count <= Self.listLimit else {
            mistake(
                found: "a list of \(items.count) items",
                expected: "at most \(Self.listLimit) as \(name)")
            return nil
        }
        return items.enumerated().map { index, item in
            Place(item, in: file, path: "\(path)[\(index + 1)]", mistakes: mistakes)
        }
    }

    /// The entries of a mapping whose keys are known; another key is a mistake.
    func entries(_ known: [String]) -> Entries? {
        guard let entries = anyEntries("a mapping with \(anyOf(known))") else { return nil }
        let expected = "\(anyOf(known)) in \(name)"
        for entry in entries.all where !known.contains(entry.key) {
            let hint = mistakes.isFull ? "" : didYouMean(entry.key, among: known)
            mistakes.add(
                file, entry.line, found: "the unknown key \(quoted(entry.key))\(hint)",
                expected: expected)
        }
        return entries
    }

    /// The entries of a mapping with keys of any name.
    func anyEntries(_ expected: String) -> Entries? {
        guard case .mapping(let mapping) = node else {
            mistake(expected: expected)
            return nil
        }
        return Entries(mapping, at: self)
    }
}

/// Whether `text` is 1 to 40 of `a-z 0-9 -`.
func isIdentifier(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
}
