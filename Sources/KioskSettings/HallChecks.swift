import QueueCore

/// What must hold between fields, lines, counters and clerks.
enum HallChecks {
    static func run(_ draft: CentreDraft) {
        for (part, isEmpty) in [
            ("fields", draft.fields?.isEmpty), ("lines", draft.lines?.isEmpty),
            ("counters", draft.counters?.isEmpty),
        ] where isEmpty == true {
            draft.place.mistake(found: "an empty list of \(part)", expected: "at least one")
        }
        let lines = draft.lines ?? []
        for line in lines {
            draft.names.fields.check(line.fields)
            line.series.map(checkSeries)
        }
        checkOverlaps(lines)
        checkCounters(draft)
        checkClerks(draft)
        _ = DeclaredNames("priority group", draft.priorityGroups?.map(\.id))
    }

    private static func checkSeries(_ series: LineDraft.Series) {
        if series.first > series.last {
            series.place.mistake(
                found: "a series from \(series.first) to \(series.last)",
                expected: "the first number not above the last")
        }
        if String(series.last).count > series.digits {
            series.place.mistake(
                found: "the number \(series.last) in a series of \(series.digits) digits",
                expected: "numbers that fit")
        }
    }

    /// Numbers are compared as numbers: 0101 and 101 sound alike.
    private static func checkOverlaps(_ lines: [LineDraft]) {
        let sorted = lines.filter { ($0.series.map { $0.first <= $0.last }) ?? false }
            .sorted { ($0.series?.first ?? 0) < ($1.series?.first ?? 0) }
        var widest: LineDraft?
        for line in sorted {
            guard let series = line.series else { continue }
            if let other = widest, let before = other.series, series.first <= before.last {
                let place = max(series.place.line, before.place.line)
                let (later, earlier) = place == series.place.line ? (line, other) : (other, line)
                later.series?.place.mistake(
                    found: "a series of \(name(later)) that overlaps \(name(earlier))'s "
                        + "(\(text(earlier)))",
                    expected: "numbers of its own")
            }
            if series.last > (widest?.series?.last ?? 0) { widest = line }
        }
    }

    private static func name(_ line: LineDraft) -> String {
        line.id.map { "line \(quoted($0.value))" } ?? "a line"
    }

    private static func text(_ line: LineDraft) -> String {
        line.series.map { "\($0.first)–\($0.last)" } ?? ""
    }

    private static func checkCounters(_ draft: CentreDraft) {
        guard let counters = draft.counters else { return }
        var numbers: [Int: Int] = [:]
        var served: Set<String> = []
        for counter in counters {
            draft.names.lines.check(counter.lines)
            served.formUnion(counter.lines.map(\.value))
            guard let number = counter.number else { continue }
            if let first = numbers[number.value] {
                number.place.mistake(
                    found: "counter \(number.value) again, after line \(first)",
                    expected: "each counter once")
            } else {
                numbers[number.value] = number.place.line
            }
        }
        for line in draft.lines ?? [] {
            guard let id = line.id, !served.contains(id.value) else { continue }
            id.place.mistake(
                found: "line \(quoted(id.value)) that no counter serves",
                expected: "it in the lines of at least one counter")
        }
    }

    private static func checkClerks(_ draft: CentreDraft) {
        for clerk in draft.clerks ?? [] {
            if case .these(let fields) = clerk.fields { draft.names.fields.check(fields) }
        }
    }
}
