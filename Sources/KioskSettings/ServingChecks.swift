import QueueCore

/// Whether somebody serves each line on each of its days, and each clerk can serve somebody.
///
/// Everything is looked at where it changes only: the days on which one part begins or ends.
struct ServingChecks {
    /// A line whose own parts are right.
    private struct Line {
        let id: Located<String>
        let fields: [String]
        let dates: DateSpan
    }

    private struct Clerk {
        let id: Located<String>?
        let fields: FieldSet
        let dates: DateSpan
    }

    private let lines: [Line]
    private let counters: [CounterDraft]
    /// Nil where they could not be read.
    private let clerks: [Clerk]?
    private let fieldPlaces: [String: Int]
    /// Whether lines and counters are without mistakes: only then a clerk can be blamed.
    private let isWhole: Bool

    /// Nil while the parts cannot be compared; all of them have mistakes written down then.
    init?(_ draft: CentreDraft) {
        guard let lines = draft.lines, let counters = draft.counters,
            let fields = draft.names.fields.names, fields.count <= FieldSet.fieldsMax
        else { return nil }
        let places = Dictionary(fields.enumerated().map { ($1, $0) }) { first, _ in first }
        self.lines = lines.compactMap { line in
            let names = line.fields.map(\.value)
            guard let id = line.id, let dates = line.dates, !names.isEmpty,
                names.allSatisfy({ places[$0] != nil })
            else { return nil }
            return Line(id: id, fields: names, dates: dates)
        }
        self.counters = counters
        clerks = draft.clerks?.map { clerk in
            let known: [Int]
            // Whose fields could not be read may know them all: one mistake is enough.
            if case .these(let names)? = clerk.fields, names.allSatisfy({ places[$0.value] != nil })
            {
                known = names.compactMap { places[$0.value] }
            } else {
                known = Array(places.values)
            }
            return Clerk(id: clerk.id, fields: FieldSet(known), dates: clerk.dates ?? .always)
        }
        fieldPlaces = places
        let known = Set(self.lines.map(\.id.value))
        isWhole =
            self.lines.count == lines.count
            && counters.allSatisfy { counter in
                counter.dates != nil && !counter.lines.isEmpty
                    && counter.allLines.allSatisfy { known.contains($0.value) }
            }
    }

    func run() {
        var countersOfLine: [String: [DateSpan]] = [:]
        for counter in counters {
            for line in Set(counter.lines.map(\.value)) {
                countersOfLine[line, default: []].append(counter.dates ?? .always)
            }
        }
        var unserved: [Line] = []
        for line in lines {
            if !checkCounters(of: line, countersOfLine[line.id.value] ?? []) {
                unserved.append(line)
            }
            checkClerks(of: line)
        }
        checkIdleClerks(unserved)
    }

    /// Overflow is help, not service: its counters do not count.
    ///
    /// - Returns: whether the line is served on all its days.
    private func checkCounters(of line: Line, _ counters: [DateSpan]) -> Bool {
        guard let gap = line.dates.firstGap(in: counters) else { return true }
        line.id.place.mistake(
            found: "line \(quoted(line.id.value)) that no counter serves\(gap.words)",
            expected: "it in the lines of at least one counter")
        return false
    }

    /// A line whose fields nobody is qualified for would give numbers that nobody may call.
    ///
    /// Whether one clerk has all fields of a line is not asked: a centre may let each procedure go to
    /// its own clerk, and send whoever comes without one to the guidance desk.
    private func checkClerks(of line: Line) {
        guard let clerks, !clerks.isEmpty else { return }
        let fields = FieldSet(line.fields.compactMap { fieldPlaces[$0] })
        let able = clerks.filter { !fields.isDisjoint(with: $0.fields) }
        guard let gap = line.dates.firstGap(in: able.map(\.dates)) else { return }
        line.id.place.mistake(
            found: "line \(quoted(line.id.value)) that no clerk is qualified for\(gap.words)",
            expected: "a clerk with \(anyOf(line.fields))")
    }

    /// A clerk who could press next for ever: whoever wrote that meant another field or counter.
    ///
    /// One who can serve somebody on a single day is right: qualifications outlast lines. Who
    /// would serve a line that lacks counters is not blamed for that.
    private func checkIdleClerks(_ unserved: [Line]) {
        guard isWhole, let clerks else { return }
        var linesByName: [String: [Line]] = [:]
        for line in lines { linesByName[line.id.value, default: []].append(line) }
        var fieldsByDates: [DateSpan: Set<Int>] = [:]
        for counter in counters {
            for line in counter.allLines.flatMap({ linesByName[$0.value] ?? [] }) {
                guard let dates = counter.dates?.common(with: line.dates) else { continue }
                fieldsByDates[dates, default: []].formUnion(
                    line.fields.compactMap { fieldPlaces[$0] })
            }
        }
        for line in unserved {
            fieldsByDates[line.dates, default: []].formUnion(
                line.fields.compactMap { fieldPlaces[$0] })
        }
        let served = fieldsByDates.map { (dates: $0, fields: FieldSet($1)) }
        for clerk in clerks {
            let servesSomebody = served.contains {
                $0.dates.overlaps(clerk.dates) && !$0.fields.isDisjoint(with: clerk.fields)
            }
            guard let id = clerk.id, !servesSomebody else { continue }
            id.place.mistake(
                found: "clerk \(quoted(id.value)), who can serve nobody at any counter"
                    + clerk.dates.words,
                expected: "a field of a line that a counter serves then")
        }
    }
}
