package import QueueCore

/// How long counters were open and paused.
package struct CounterReport: Hashable, Sendable {
    /// What the rows are by.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case counter, clerk, day
    }

    package let from: ServiceDay
    package let to: ServiceDay
    package let by: Key
    package let rows: [Row]

    /// The figures of one key.
    package struct Row: Hashable, Sendable {
        package let key: String
        package let openSeconds: Int
        package let pauses: Int
        package let pausedSeconds: Int
        package let longestPauseSeconds: Int
    }

    /// The report as a table.
    package var table: ReportTable {
        ReportTable(
            columns: [
                by.rawValue, "openSeconds", "pauses", "pausedSeconds", "longestPauseSeconds",
            ],
            rows: rows.map {
                [
                    .text($0.key), .number($0.openSeconds), .number($0.pauses),
                    .number($0.pausedSeconds), .number($0.longestPauseSeconds),
                ]
            })
    }

    /// The report as JSON.
    package var json: JSONOutput {
        let rows = rows.map { row in
            JSONOutput.object([
                "key": .string(row.key), "openSeconds": .number(row.openSeconds),
                "pauses": .number(row.pauses), "pausedSeconds": .number(row.pausedSeconds),
                "longestPauseSeconds": .number(row.longestPauseSeconds),
            ])
        }
        return .object([
            "from": .string(from.description), "to": .string(to.description),
            "by": .string(by.rawValue), "rows": .array(rows),
        ])
    }
}

/// Gathers a report from the moments of counters, in their order.
///
/// What nobody ended lasts until the last event of that day, or until `now` on the day that it is:
/// nobody knows better. A pause belongs to the clerk who paused.
package struct CounterTally: Sendable {
    private struct Group {
        var open: Int64 = 0
        var paused: Int64 = 0
        var longest: Int64 = 0
        var pauses = 0
    }

    /// What a counter does since when.
    private struct Standing {
        let clerk: ClerkID
        let isPaused: Bool
        let since: Instant
    }

    private let key: CounterReport.Key
    private var groups: [String: Group] = [:]
    private var standing: [CounterNumber: Standing] = [:]
    private var last: (day: ServiceDay, at: Instant)?

    package init(by key: CounterReport.Key) {
        self.key = key
    }

    /// Counts what came to its end at this moment.
    package mutating func add(_ moment: CounterMoment) {
        if let last, last.day != moment.day { endDay(at: last.at) }
        last = (moment.day, moment.at)
        let before = standing.removeValue(forKey: moment.counter)
        if let before { count(before, moment.counter, on: moment.day, until: moment.at) }
        switch moment.kind {
        case .opened(let clerk):
            standing[moment.counter] = Standing(clerk: clerk, isPaused: false, since: moment.at)
        case .paused:
            guard let before else { return }
            standing[moment.counter] = Standing(
                clerk: before.clerk, isPaused: true, since: moment.at)
        case .closed, .dayEnded: break
        }
    }

    private mutating func endDay(at end: Instant) {
        guard let day = last?.day else { return }
        for (counter, open) in standing { count(open, counter, on: day, until: end) }
        standing = [:]
    }

    private mutating func count(
        _ span: Standing, _ counter: CounterNumber, on day: ServiceDay, until end: Instant
    ) {
        let name =
            switch key {
            case .counter: String(counter)
            case .clerk: span.clerk.rawValue
            case .day: day.description
            }
        let length = max(0, end.milliseconds(since: span.since))
        if span.isPaused {
            groups[name, default: Group()].pauses += 1
            groups[name, default: Group()].paused += length
            groups[name, default: Group()].longest = max(groups[name]?.longest ?? 0, length)
        } else {
            groups[name, default: Group()].open += length
        }
    }

    /// The report of everything counted.
    ///
    /// - Parameters:
    ///   - from: first service day asked for.
    ///   - to: last service day asked for.
    ///   - now: until when what still stands today lasts.
    /// - Returns: a row for each key that was open or paused.
    package func report(
        from: ServiceDay, to: ServiceDay, now: Instant
    ) -> CounterReport {
        var tally = self
        if let last {
            tally.endDay(at: last.day == ServiceDay(at: now) ? max(last.at, now) : last.at)
        }
        let groups = tally.groups
        let keys = groups.keys.sorted {
            // Counter 10 comes after counter 9.
            (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1)
        }
        return CounterReport(
            from: from, to: to, by: key,
            rows: keys.compactMap { key in
                guard let group = groups[key] else { return nil }
                return CounterReport.Row(
                    key: key, openSeconds: Int((group.open + 500) / 1_000), pauses: group.pauses,
                    pausedSeconds: Int((group.paused + 500) / 1_000),
                    longestPauseSeconds: Int((group.longest + 500) / 1_000))
            })
    }
}
