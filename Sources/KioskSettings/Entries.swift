import Yams

/// The entries of one YAML mapping, each key once, in the file's order.
struct Entries {
    /// A key, the line it stands in, and its value.
    struct Entry {
        let key: String
        let line: Int
        let value: Place
    }

    let all: [Entry]
    let place: Place

    /// Takes a mapping's entries; a key that is no text, or comes a second time, is written down.
    init(_ mapping: Node.Mapping, at place: Place) {
        var entries: [Entry] = []
        var lines: [String: Int] = [:]
        for (keyNode, node) in mapping {
            let line = keyNode.mark?.line ?? place.line
            guard case .scalar(let scalar) = keyNode else {
                place.mistakes.add(
                    place.file, line, found: "a list or mapping as a key", expected: "a word")
                continue
            }
            let key = RepeatedKeyMark.removed(from: scalar.string)
            if let first = lines[key] {
                place.mistakes.add(
                    place.file, line, found: "the key \(quoted(key)) again, after line \(first)",
                    expected: "each key once in \(place.name)")
                continue
            }
            lines[key] = line
            let path = place.path.isEmpty ? key : "\(place.path).\(key)"
            let value = Place(node, in: place.file, path: path, mistakes: place.mistakes)
            entries.append(Entry(key: key, line: line, value: value))
        }
        self.all = entries
        self.place = place
    }

    /// The value of a key that need not be there.
    subscript(key: String) -> Place? { all.first { $0.key == key }?.value }

    /// The value of a key that must be there; its absence is written down.
    func required(_ key: String, _ expected: String) -> Place? {
        if let value = self[key] { return value }
        place.mistake(found: "no key “\(key)” in \(place.name)", expected: "\(key): \(expected)")
        return nil
    }
}
