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
        LineChecks.run(draft.lines ?? [], draft)
        checkCounters(draft)
        checkClerks(draft)
        ServingChecks(draft)?.run()
        _ = DeclaredNames("priority group", draft.priorityGroups?.map(\.id))
    }

    private static func checkCounters(_ draft: CentreDraft) {
        var given = DatedNames<Int>()
        for counter in draft.counters ?? [] {
            draft.names.lines.check(counter.lines)
            checkOverflow(counter, draft.names.lines)
            guard let number = counter.number, let dates = counter.dates,
                let first = given.give(number.value, on: dates, toLine: number.place.line)
            else { continue }
            let (found, expected) = DatedNames<Int>.double(
                of: "counter \(number.value)", on: dates, after: first)
            number.place.mistake(found: found, expected: expected)
        }
    }

    private static func checkOverflow(_ counter: CounterDraft, _ names: DeclaredNames) {
        let served = Set(counter.lines.map(\.value))
        var seen: Set<String> = []
        for line in counter.overflow.compactMap(\.line) {
            names.check(CollectionOfOne(line))
            if served.contains(line.value) {
                line.place.mistake(
                    found: "overflow from line \(quoted(line.value)), which the counter serves "
                        + "anyway",
                    expected: "a line of other counters")
            } else if !seen.insert(line.value).inserted {
                line.place.mistake(
                    found: "overflow from line \(quoted(line.value)) again",
                    expected: "each line once")
            }
        }
    }

    private static func checkClerks(_ draft: CentreDraft) {
        for clerk in draft.clerks ?? [] {
            if case .these(let fields) = clerk.fields { draft.names.fields.check(fields) }
        }
    }
}
