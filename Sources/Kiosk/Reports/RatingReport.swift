package import QueueCore

/// How satisfied people were, by some key.
///
/// Satisfied are levels 3 and 4, out of those who rated; how many could have rated stands beside it,
/// for a share of few is worth little.
package struct RatingReport: Hashable, Sendable {
    /// What the rows are by.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case line, field, counter, clerk, hour, day
    }

    /// The figures of one key.
    package struct Row: Hashable, Sendable {
        package let key: String
        /// Completed visits.
        package let visits: Int
        /// How often each level was given, the lowest first.
        package let levels: [Int]
        /// How often each reason was named, by those of the two lower levels.
        package let reasons: [RatingReason: Int]

        /// Visits that were rated: the denominator of the satisfied.
        package var rated: Int { levels.reduce(0, +) }
        package var satisfied: Int {
            zip(RatingLevel.allCases, levels).filter(\.0.isSatisfied).map(\.1).reduce(0, +)
        }
    }

    package let from: ServiceDay
    package let to: ServiceDay
    package let by: RatingReport.Key
    package let rows: [Row]
    /// All rows together.
    package let total: Row

    /// The report as a table, the total last.
    package var table: ReportTable {
        ReportTable(
            columns: [by.rawValue, "visits", "rated", "satisfied"]
                + RatingLevel.allCases.map { "level\($0.rawValue)" }
                + RatingReason.allCases.map(\.rawValue),
            rows: (rows + [total]).map { row in
                let counts = [row.visits, row.rated, row.satisfied] + row.levels
                return [.text(row.key)] + counts.map(ReportCell.number)
                    + RatingReason.allCases.map { .number(row.reasons[$0] ?? 0) }
            })
    }

    package var json: JSONOutput {
        .object([
            "from": .string(from.description), "to": .string(to.description),
            "by": .string(by.rawValue), "rows": .array(rows.map(\.json)), "total": total.json,
        ])
    }
}

extension RatingReport.Row {
    fileprivate var json: JSONOutput {
        let reasons = RatingReason.allCases.map {
            ($0.rawValue, JSONOutput.number(self.reasons[$0] ?? 0))
        }
        return .object([
            "key": .string(key), "visits": .number(visits), "rated": .number(rated),
            "satisfied": .number(satisfied), "levels": .array(levels.map(JSONOutput.number)),
            "reasons": .object(Dictionary(uniqueKeysWithValues: reasons)),
        ])
    }
}

/// Gathers completed visits into a report.
package struct RatingTally: Sendable {
    private struct Group {
        var visits = 0
        var levels = [Int](repeating: 0, count: RatingLevel.allCases.count)
        var reasons: [RatingReason: Int] = [:]

        mutating func add(_ row: RatingRow) {
            visits += 1
            guard let level = row.level else { return }
            levels[level.rawValue - 1] += 1
            for reason in Set(row.reasons) { reasons[reason, default: 0] += 1 }
        }

        func row(_ key: String) -> RatingReport.Row {
            RatingReport.Row(key: key, visits: visits, levels: levels, reasons: reasons)
        }
    }

    private let key: RatingReport.Key
    private var groups: [String: Group] = [:]
    private var total = Group()

    package init(by key: RatingReport.Key) {
        self.key = key
    }

    package mutating func add(_ row: RatingRow) {
        groups[name(row), default: Group()].add(row)
        total.add(row)
    }

    /// The report of everything counted.
    ///
    /// - Parameters:
    ///   - from: first service day asked for.
    ///   - to: last service day asked for.
    ///   - order: keys that come first, in this order; the rest follows by name.
    /// - Returns: a row for each key that has a completed visit, and the total.
    package func report(from: ServiceDay, to: ServiceDay, order: [String] = []) -> RatingReport {
        RatingReport(
            from: from, to: to, by: key,
            rows: ReportOrder(order).sorted(groups.keys).compactMap { groups[$0]?.row($0) },
            total: total.row("-"))
    }

    private func name(_ row: RatingRow) -> String {
        switch key {
        case .line: row.line.rawValue
        case .field: row.field?.rawValue ?? "-"
        case .counter: row.counter.map(String.init) ?? "-"
        case .clerk: row.clerk?.rawValue ?? "-"
        case .hour: String(row.endedAt.clockText.prefix(2))
        case .day: row.day.description
        }
    }
}
