package import QueueCore

/// How long people waited, by some key; every share comes with its denominator.
package struct WaitReport: Hashable, Sendable {
    /// What the rows are by.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case line, field, counter, clerk, hour, day

        /// Whether a press that got no number has this key; it has no field, counter or clerk yet.
        package var tellsUnmet: Bool {
            switch self {
            case .line, .hour, .day: true
            case .field, .counter, .clerk: false
            }
        }
    }

    /// Days that one report may span.
    package static let daysMax = 3_660

    package let from: ServiceDay
    package let to: ServiceDay
    package let by: Key
    package let rows: [Row]

    /// The figures of one key.
    package struct Row: Hashable, Sendable {
        package let key: String
        /// Tickets issued.
        package let count: Int
        /// Issue to first call, of the tickets that were called.
        package let first: WaitFigures
        package let noShows: Int
        package let expired: Int
        package let cancelled: Int
        /// Presses that got no number; nil where the key has none (`Key.tellsUnmet`).
        package let unmet: Int?
        /// All waiting legs of those tickets.
        package let total: WaitFigures
        /// Issue to first call, counting opening hours only.
        package let open: WaitFigures
        /// All legs, counting opening hours only.
        package let totalOpen: WaitFigures
    }
}

/// The figures of one way to measure waits.
package struct WaitFigures: Hashable, Sendable {
    package let averageSeconds: Int?
    /// The middle wait, or the mean of the two middle ones.
    package let medianSeconds: Int?
    /// The 90th percentile by nearest rank: the smallest wait that at least 90 % do not exceed.
    package let p90Seconds: Int?
    package let longestSeconds: Int?
    package let within15: Int
    package let within30: Int
    package let denominator: Int

    /// Exact figures of the given waits; the order does not matter.
    package init(_ waits: [Duration]) {
        let sorted = waits.map(\.milliseconds).sorted()
        denominator = sorted.count
        within15 = Self.count(sorted, upTo: .minutes(15))
        within30 = Self.count(sorted, upTo: .minutes(30))
        guard let longest = sorted.last else {
            averageSeconds = nil
            medianSeconds = nil
            p90Seconds = nil
            longestSeconds = nil
            return
        }
        let count = sorted.count
        averageSeconds = Self.seconds(sorted.reduce(0, +), dividedBy: Int64(count))
        medianSeconds = Self.seconds(sorted[(count - 1) / 2] + sorted[count / 2], dividedBy: 2)
        p90Seconds = Self.seconds(sorted[(count * 9 + 9) / 10 - 1], dividedBy: 1)
        longestSeconds = Self.seconds(longest, dividedBy: 1)
    }

    /// How many of the sorted waits do not exceed the limit, to the millisecond.
    private static func count(_ sorted: [Int64], upTo limit: Duration) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] <= limit.milliseconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Milliseconds to whole seconds, halves rounded up.
    private static func seconds(_ milliseconds: Int64, dividedBy divisor: Int64) -> Int {
        Int((milliseconds + divisor * 500) / (divisor * 1_000))
    }
}

/// Gathers wait rows into a report.
package struct WaitTally: Sendable {
    private struct Group {
        var rows = 0
        var noShows = 0
        var expired = 0
        var cancelled = 0
        var unmet = 0
        var first: [Duration] = []
        var firstOpen: [Duration] = []
        var total: [Duration] = []
        var totalOpen: [Duration] = []
    }

    private let key: WaitReport.Key
    private var groups: [String: Group] = [:]

    package init(by key: WaitReport.Key) {
        self.key = key
    }

    /// Counts one ticket.
    package mutating func add(_ row: WaitRow) {
        var group = groups.removeValue(forKey: name(row)) ?? Group()
        group.rows += 1
        switch row.state {
        case .noShow: group.noShows += 1
        case .expired: group.expired += 1
        case .cancelled: group.cancelled += 1
        default: break
        }
        if let first = row.first {
            group.first.append(first)
            group.firstOpen.append(row.firstOpen ?? first)
            group.total.append(row.total)
            group.totalOpen.append(row.totalOpen)
        }
        groups[name(row)] = group
    }

    /// Counts one press that got no number, where the report's key says something of it.
    package mutating func add(_ press: UnmetPress) {
        guard let name = name(press) else { return }
        groups[name, default: Group()].unmet += 1
    }

    /// The report of everything counted.
    ///
    /// - Parameters:
    ///   - from: first service day asked for.
    ///   - to: last service day asked for.
    ///   - order: keys that come first, in this order; the rest follows by name.
    /// - Returns: a row for each key that has a ticket or a press that got none.
    package func report(from: ServiceDay, to: ServiceDay, order: [String] = []) -> WaitReport {
        let keys = ReportOrder(order).sorted(groups.keys)
        return WaitReport(
            from: from, to: to, by: key,
            rows: keys.compactMap { key in groups[key].map { row(key, $0) } })
    }

    private func row(_ key: String, _ group: Group) -> WaitReport.Row {
        WaitReport.Row(
            key: key, count: group.rows, first: WaitFigures(group.first), noShows: group.noShows,
            expired: group.expired, cancelled: group.cancelled,
            unmet: self.key.tellsUnmet ? group.unmet : nil, total: WaitFigures(group.total),
            open: WaitFigures(group.firstOpen), totalOpen: WaitFigures(group.totalOpen))
    }

    /// Tickets without a field, counter or clerk are gathered under `-`.
    private func name(_ row: WaitRow) -> String {
        switch key {
        case .line: row.line.rawValue
        case .field: row.field?.rawValue ?? "-"
        case .counter: row.firstCounter.map(String.init) ?? "-"
        case .clerk: row.firstClerk?.rawValue ?? "-"
        case .hour: String(row.issuedAt.clockText.prefix(2))
        case .day: row.day.description
        }
    }

    private func name(_ press: UnmetPress) -> String? {
        switch key {
        case .line: press.line.rawValue
        case .hour: String(press.at.clockText.prefix(2))
        case .day: press.day.description
        case .field, .counter, .clerk: nil
        }
    }
}
