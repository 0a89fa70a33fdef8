/// One thing that is wrong in a centre's files.
package struct Mistake: Hashable, Sendable, CustomStringConvertible {
    /// The file as its reader knows it: `centre.yaml`, `texts/vi.yaml`, `procedures.tsv`.
    package let file: String
    /// Counted from 1; 0 when the file as a whole is at fault.
    package let line: Int
    /// What stands there, in English; never a password or a token's hash.
    package let found: String
    /// What would be right, in English.
    package let expected: String

    package init(file: String, line: Int, found: String, expected: String) {
        self.file = file
        self.line = line
        self.found = found
        self.expected = expected
    }

    package var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        return "\(place): found \(found); expected \(expected)"
    }
}

/// Everything that is wrong in a centre's files, all at once.
package struct ConfigurationMistakes: Error, Hashable, Sendable, CustomStringConvertible {
    /// How many mistakes are listed; whoever made more will run the check again anyway.
    package static let listedLimit = 200

    /// At least one, sorted by file and line, the centre's own file first.
    package let mistakes: [Mistake]
    /// How many more there are at least; long tables are not read on once the list is full.
    package let unlisted: Int

    package init(_ mistakes: [Mistake], unlisted: Int = 0) {
        self.mistakes = mistakes
        self.unlisted = unlisted
    }

    /// A mistake a line, and a last line when some are not listed.
    package var description: String {
        var lines = mistakes.map(\.description)
        if unlisted > 0 { lines.append("… and \(unlisted) more") }
        return lines.joined(separator: "\n")
    }
}

/// Where the readers of one load write down what is wrong.
///
/// A class, because every part of one load shares it; it never leaves the load.
final class MistakeList {
    private var mistakes: Set<Mistake> = []
    private var order: [String: Int] = [:]
    private var unlisted = 0

    var isEmpty: Bool { mistakes.isEmpty }
    /// Whether what comes now is counted only.
    var isFull: Bool { mistakes.count >= ConfigurationMistakes.listedLimit }

    func add(_ file: String, _ line: Int, found: String, expected: String) {
        if order[file] == nil { order[file] = order.count }
        let mistake = Mistake(file: file, line: line, found: found, expected: expected)
        // A mistake inside an aliased part is met once for each alias.
        guard !mistakes.contains(mistake) else { return }
        if isFull {
            unlisted += 1
        } else {
            mistakes.insert(mistake)
        }
    }

    /// The error to throw: the file met first comes first, then lines in order.
    func error() -> ConfigurationMistakes {
        let sorted = mistakes.sorted {
            (order[$0.file] ?? 0, $0.line, $0.found, $0.expected)
                < (order[$1.file] ?? 0, $1.line, $1.found, $1.expected)
        }
        return ConfigurationMistakes(sorted, unlisted: unlisted)
    }
}
