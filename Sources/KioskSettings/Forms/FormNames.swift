import Kiosk

/// The names that a form declares, and which of them its parts show.
///
/// A class, because every part of one form writes into it; it never leaves the reading.
final class FormNames {
    /// What a name stands for.
    enum Kind: String {
        case field, table, choice
    }

    private struct Declared {
        let kind: Kind
        let place: Place
        var isPlaced = false
    }

    private var declared: [String: Declared] = [:]
    /// Columns by table.
    private var columns: [String: [String]] = [:]

    /// Declares a name; one that cannot be used is written down.
    ///
    /// - Returns: whether it was new and well formed.
    func declare(_ entry: Entries.Entry, _ kind: Kind) -> Bool {
        guard FormWording.isName(entry.key) else {
            entry.value.mistakes.add(
                entry.value.file, entry.line, found: "the name \(quoted(entry.key))",
                expected: "a letter, then letters and digits of ASCII, 40 at most")
            return false
        }
        if FormTemplate.builtInNames.contains(entry.key) {
            entry.value.mistakes.add(
                entry.value.file, entry.line,
                found: "the name “\(entry.key)”, which every form has of itself",
                expected: "another name for the \(kind.rawValue)")
            return false
        }
        if let first = declared[entry.key] {
            entry.value.mistakes.add(
                entry.value.file, entry.line,
                found: "“\(entry.key)” again, after the \(first.kind.rawValue) in line "
                    + "\(first.place.line)",
                expected: "a name of its own for the \(kind.rawValue)")
            return false
        }
        declared[entry.key] = Declared(kind: kind, place: entry.value)
        return true
    }

    func setColumns(_ names: [String], of table: String) { columns[table] = names }

    /// The columns of a table that was declared.
    func columns(of table: String) -> [String]? { columns[table] }

    /// The name at `place`, which must have been declared as `kind`; it counts as shown.
    func placed(_ place: Place, _ kind: Kind) -> String? {
        guard let name = place.lineOfText("a \(kind.rawValue)") else { return nil }
        guard declared[name]?.kind == kind else {
            reportUnknown(name, among: names(of: kind), "a \(kind.rawValue)", place)
            return nil
        }
        declared[name]?.isPlaced = true
        return name
    }

    /// The name at `place`, of any kind; that it is asked about does not show it.
    func asked(_ place: Place) -> String? {
        guard let name = place.lineOfText("a field, table or choice") else { return nil }
        guard declared[name] != nil else {
            reportUnknown(
                name, among: declared.keys.sorted(), "a field, table or choice", place)
            return nil
        }
        return name
    }

    /// Words whose places are fields, or the names that every form has; `also` are those of the
    /// latter which only these words may use.
    func wording(_ place: Place, also: [String] = []) -> FormWording? {
        guard let text = place.text("words", limit: FormLimits.wordingScalars) else { return nil }
        let wording = FormWording(text)
        let paged = ["page", "pages"]
        let own = FormTemplate.builtInNames.filter { !paged.contains($0) || also.contains($0) }
        for name in wording.names where !own.contains(name) {
            guard declared[name]?.kind == .field else {
                reportUnknown(name, among: names(of: .field) + own, "a field", place)
                continue
            }
            declared[name]?.isPlaced = true
        }
        return wording
    }

    /// Writes down every name that no part shows: its value would be lost silently.
    func reportUnplaced() {
        for (name, one) in declared.sorted(by: { $0.key < $1.key }) where !one.isPlaced {
            one.place.mistake(
                found: "the \(one.kind.rawValue) “\(name)”, which no part shows",
                expected: "a part that shows it")
        }
    }

    private func names(of kind: Kind) -> [String] {
        declared.filter { $0.value.kind == kind }.keys.sorted()
    }

    private func reportUnknown(
        _ name: String, among known: [String], _ thing: String, _ place: Place
    ) {
        let hint = didYouMean(name, among: known)
        place.mistake(
            found: "\(quoted(name)), which the form does not declare\(hint)",
            expected: "\(thing) of the form as \(place.name)")
    }
}
