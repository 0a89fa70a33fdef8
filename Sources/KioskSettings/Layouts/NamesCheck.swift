import Kiosk
import Yams

/// Whether the names that slips carry can be printed, wherever they are written.
struct NamesCheck {
    let tools: LayoutTools

    /// Checks heading, line names and procedures of a centre.
    func run(_ draft: CentreDraft, procedures: [ProcedureRow]) {
        let root = Self.part(draft.place)
        let centre = root["centre"].map(Self.part) ?? [:]
        for line in centre["heading"].map(Self.items) ?? [] { check(line) }
        check(names: centre["name"])
        for line in draft.lines ?? [] { check(names: Self.part(line.place)["name"]) }
        check(procedures, namedAt: draft.procedures)
    }

    private func check(names: Place?) {
        for name in names.map(Self.part)?.values.map(\.self) ?? [] { check(name) }
    }

    private func check(_ place: Place) {
        let missing = tools.missingCharacters(place.scalarText ?? "")
        guard !missing.isEmpty else { return }
        place.mistake(
            found: "\(WordsCheck.named(missing)), which no font has",
            expected: "letters that can be printed as \(place.name)")
    }

    private func check(_ procedures: [ProcedureRow], namedAt place: Place?) {
        // All at once: a thousand names have the same hundred letters.
        let letters = procedures.reduce(into: Set<Character>()) { $0.formUnion($1.entry.name) }
        let missing = Set(tools.missingCharacters(String(letters.sorted())))
        guard !missing.isEmpty, let place else { return }
        for entry in procedures.map(\.entry) {
            let found = entry.name.filter { missing.contains($0) }
            guard !found.isEmpty else { continue }
            place.mistake(
                found: "\(WordsCheck.named(Array(found))) in the name of procedure "
                    + "\(entry.code), which no font has",
                expected: "letters that can be printed in \(place.scalarText ?? place.name)")
        }
    }

    /// The parts of a mapping that was read already: nothing is written down a second time.
    private static func part(_ place: Place) -> [String: Place] {
        guard case .mapping(let mapping) = place.node else { return [:] }
        return Entries(mapping, at: place).all.reduce(into: [:]) { $0[$1.key] = $1.value }
    }

    private static func items(_ place: Place) -> [Place] {
        guard case .sequence = place.node else { return [] }
        return place.list("lines") ?? []
    }
}
