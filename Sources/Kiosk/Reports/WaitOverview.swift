package import QueueCore

/// What is drawn of many waits: how they are spread, when they are long, whether they grow.
package struct WaitOverview: Sendable {
    /// How many waits there were of each length.
    package struct Distribution: Hashable, Sendable {
        /// The width of a step.
        package static let stepMinutes = 5
        /// Steps that are told apart; the last holds all that were longer too.
        package static let steps = 25

        /// Waits of each step, the shortest first.
        package private(set) var counts = [Int](repeating: 0, count: steps)

        mutating func add(_ milliseconds: Int64) {
            let step = milliseconds / (Int64(Self.stepMinutes) * 60_000)
            counts[Int(min(max(0, step), Int64(Self.steps) - 1))] += 1
        }
    }

    package let from: ServiceDay
    package let to: ServiceDay
    /// By the name of the measure: `first`, `total`, `open`, `totalOpen`.
    package let distributions: [String: Distribution]
    package let weekdayHours: WaitReport
    package let days: WaitReport

    /// How waits are spread, as a table: a row a step.
    package var table: ReportTable {
        let measures = ["first", "total", "open", "totalOpen"]
        let rows = (0..<Distribution.steps).map { step -> [ReportCell] in
            let isLast = step == Distribution.steps - 1
            let from = step * Distribution.stepMinutes
            return [.number(from), isLast ? .empty : .number(from + Distribution.stepMinutes)]
                + measures.map { ReportCell(distributions[$0]?.counts[step]) }
        }
        return ReportTable(columns: ["fromMinutes", "belowMinutes"] + measures, rows: rows)
    }

    /// The overview as JSON.
    package var json: JSONOutput {
        .object([
            "from": .string(from.description), "to": .string(to.description),
            "stepMinutes": .number(Distribution.stepMinutes),
            "distribution": .object(
                distributions.mapValues { .array($0.counts.map(JSONOutput.number)) }),
            "weekdayHours": .array(weekdayHours.rows.map(\.json)),
            "days": .array(days.rows.map(\.json)),
        ])
    }
}

/// Gathers waits into an overview.
package struct OverviewTally: Sendable {
    private let filter: WaitFilter
    private var weekdayHours: WaitTally
    private var days: WaitTally
    private var first = WaitOverview.Distribution()
    private var total = WaitOverview.Distribution()
    private var open = WaitOverview.Distribution()
    private var totalOpen = WaitOverview.Distribution()

    package init(_ filter: WaitFilter = WaitFilter()) {
        self.filter = filter
        weekdayHours = WaitTally(by: .weekdayHour)
        days = WaitTally(by: .day)
    }

    /// Counts one ticket, where the filter admits it.
    package mutating func add(_ sample: WaitSample) {
        guard filter.admits(sample) else { return }
        weekdayHours.add(sample)
        days.add(sample)
        guard let wait = sample.first else { return }
        first.add(wait)
        total.add(sample.total)
        open.add(sample.firstOpen ?? wait)
        totalOpen.add(sample.totalOpen)
    }

    /// The overview of everything counted.
    package func overview(from: ServiceDay, to: ServiceDay) -> WaitOverview {
        WaitOverview(
            from: from, to: to,
            distributions: [
                "first": first, "total": total, "open": open, "totalOpen": totalOpen,
            ], weekdayHours: weekdayHours.report(from: from, to: to),
            days: days.report(from: from, to: to))
    }
}
