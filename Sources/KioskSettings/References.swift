import QueueCore

/// Names that one part of the file declares and others refer to.
struct DeclaredNames {
    /// What they name, in the singular: `line`, `field`.
    let kind: String
    /// Nil when the part that declares them could not be read: then nobody is blamed for a name.
    let names: Set<String>?

    /// Takes the names of one part; a name that comes a second time is written down.
    init(_ kind: String, _ declared: [Located<String>?]?) {
        self.kind = kind
        guard let declared else {
            names = nil
            return
        }
        var lines: [String: Int] = [:]
        for name in declared.compactMap(\.self) {
            if let first = lines[name.value] {
                name.place.mistake(
                    found: "\(kind) \(quoted(name.value)) again, after line \(first)",
                    expected: "each \(kind) once")
            } else {
                lines[name.value] = name.place.line
            }
        }
        names = Set(lines.keys)
    }

    /// Takes the names of a part with dates; a name that comes a second time for one of the days
    /// is written down.
    ///
    /// - Parameters:
    ///   - kind: what they name.
    ///   - dated: each name and its days; those whose days could not be read disturb nobody.
    init(_ kind: String, dated: [(name: Located<String>?, dates: DateSpan?)]?) {
        self.kind = kind
        guard let dated else {
            names = nil
            return
        }
        var given = DatedNames<String>()
        for case (let name?, let dates?) in dated {
            guard let first = given.give(name.value, on: dates, toLine: name.place.line) else {
                continue
            }
            let thing = "\(kind) \(quoted(name.value))"
            let (found, expected) = DatedNames<String>.double(of: thing, on: dates, after: first)
            name.place.mistake(found: found, expected: expected)
        }
        names = Set(dated.compactMap { $0.name?.value })
    }

    /// Writes down each of `references` that nobody declares.
    func check(_ references: some Sequence<Located<String>>) {
        guard let names else { return }
        for reference in references where !names.contains(reference.value) {
            let hint = didYouMean(reference.value, among: names)
            let known = names.isEmpty ? "a \(kind) that is declared" : anyOf(names.sorted())
            reference.place.mistake(
                found: "the unknown \(kind) \(quoted(reference.value))\(hint)", expected: known)
        }
    }
}

extension Place {
    /// A name with its line.
    func locatedIdentifier(_ expected: String) -> Located<String>? {
        identifier(expected).map { Located(value: $0, place: self) }
    }

    /// A list of names of declared things, at least one, each once.
    func references(to kind: String) -> [Located<String>]? {
        guard let items = list("\(kind)s") else { return nil }
        guard !items.isEmpty else {
            mistake(found: "an empty list", expected: "at least one \(kind) as \(name)")
            return nil
        }
        var seen: Set<String> = []
        return items.compactMap { item in
            guard let reference = item.locatedIdentifier("a \(kind)") else { return nil }
            if !seen.insert(reference.value).inserted {
                item.mistake(
                    found: "\(kind) \(quoted(reference.value)) again", expected: "each \(kind) once"
                )
            }
            return reference
        }
    }
}
