import QueueCore

/// Who has a name on which days: a name may stand twice where no day has both.
struct DatedNames<Name: Hashable> {
    /// One who has the name.
    struct Holder {
        let dates: DateSpan
        /// The line of the file in which it stands.
        let line: Int

        fileprivate var start: Int { dates.from?.daysSinceEpoch ?? .min }
    }

    /// By name, the earliest first; no two of one name share a day.
    private var holders: [Name: [Holder]] = [:]

    /// Gives the name on those days to the line.
    ///
    /// - Returns: who has it already on one of the days; the name is not given then.
    mutating func give(_ name: Name, on dates: DateSpan, toLine line: Int) -> Holder? {
        let new = Holder(dates: dates, line: line)
        let given = holders[name, default: []]
        // The place is halved down to: a table may have one name twenty thousand times.
        var (low, high) = (0, given.count)
        while low < high {
            let middle = (low + high) / 2
            if given[middle].start <= new.start { low = middle + 1 } else { high = middle }
        }
        let neighbours = given[max(0, low - 1)..<min(given.count, low + 1)]
        if let holder = neighbours.first(where: { $0.dates.overlaps(dates) }) { return holder }
        holders[name, default: []].insert(new, at: low)
        return nil
    }

    /// The sentence's beginning for a name that stands twice, and what is expected.
    static func double(
        of thing: String, on dates: DateSpan, after first: Holder
    ) -> (found: String, expected: String) {
        let days = dates.common(with: first.dates)?.words ?? ""
        let both = days.isEmpty ? "" : ", both\(days)"
        return (
            "\(thing) again, after line \(first.line)\(both)",
            "it once, or on days that do not overlap (from, to)"
        )
    }
}
