package import QueueCore

/// What people were told against how long they waited; every share comes with its denominator.
package struct EstimateReport: Hashable, Sendable {
    /// What the rows are by.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case line, hour, day
    }

    package let from: ServiceDay
    package let to: ServiceDay
    package let by: Key
    /// One for each key that has a ticket.
    package let rows: [Row]
    /// All of them together.
    package let total: Row

    /// The figures of one key.
    package struct Row: Hashable, Sendable {
        /// Empty for the total.
        package let key: String
        /// Tickets issued.
        package let count: Int
        /// Of these, the ones that were told a range.
        package let told: Int
        package let figures: EstimateFigures
    }
}

/// How good the ranges were of those who were told one and were called.
package struct EstimateFigures: Hashable, Sendable {
    /// How far a wait may exceed the middle of its range before it counts as `muchLonger`.
    package static let muchLongerBy = Duration.minutes(10)

    /// The longest time that a stored range is read as: a hundred days.
    static let secondsMax = 8_640_000

    /// Waits within the range, both ends included, in whole seconds.
    package let within: Int
    /// Waits shorter than the range.
    package let shorter: Int
    /// Waits longer than the range.
    package let longer: Int
    /// Waits more than ten minutes longer than the middle of the range.
    package let muchLonger: Int
    package let denominator: Int
    /// `within` of a thousand: 800 is promised; nil of nobody.
    package let coveragePermille: Int?
    /// The median distance of a wait from the middle of its range.
    package let medianErrorSeconds: Int?
    /// The mean of middle less wait: negative when people were told too little.
    package let biasSeconds: Int?

    /// Exact figures; the order does not matter.
    package init(_ pairs: [(range: EstimateRange, wait: Duration)]) {
        var within = 0
        var shorter = 0
        var muchLonger = 0
        var errors: [Int64] = []
        errors.reserveCapacity(pairs.count)
        var sum: Int64 = 0
        for (range, wait) in pairs {
            // A range is told in whole seconds, so a wait is compared in them.
            let seconds = wait.milliseconds / 1_000
            if seconds < range.lowSeconds {
                shorter += 1
            } else if seconds <= range.highSeconds {
                within += 1
            }
            let low = Int64(min(range.lowSeconds, Self.secondsMax))
            let high = Int64(min(range.highSeconds, Self.secondsMax))
            let middle = (low + high) * 500
            let error = middle - wait.milliseconds
            if error < -Self.muchLongerBy.milliseconds { muchLonger += 1 }
            errors.append(abs(error))
            sum += error
        }
        self.within = within
        self.shorter = shorter
        longer = pairs.count - within - shorter
        self.muchLonger = muchLonger
        denominator = pairs.count
        guard !pairs.isEmpty else {
            coveragePermille = nil
            medianErrorSeconds = nil
            biasSeconds = nil
            return
        }
        errors.sort()
        let count = errors.count
        coveragePermille = (within * 1_000 + count / 2) / count
        medianErrorSeconds = Self.seconds(errors[(count - 1) / 2] + errors[count / 2], 2)
        biasSeconds = Self.seconds(sum, Int64(count))
    }

    /// Milliseconds to whole seconds, halves away from zero.
    private static func seconds(_ milliseconds: Int64, _ divisor: Int64) -> Int {
        let half = divisor * 500
        return Int((milliseconds + (milliseconds < 0 ? -half : half)) / (divisor * 1_000))
    }
}

/// Gathers estimate rows into a report.
package struct EstimateTally: Sendable {
    private struct Group {
        var rows = 0
        var told = 0
        var pairs: [(range: EstimateRange, wait: Duration)] = []
    }

    private let key: EstimateReport.Key
    private var groups: [String: Group] = [:]

    package init(by key: EstimateReport.Key) {
        self.key = key
    }

    /// Counts one ticket.
    package mutating func add(_ row: EstimateRow) {
        var group = groups.removeValue(forKey: name(row)) ?? Group()
        group.rows += 1
        if let range = row.estimate {
            group.told += 1
            if let wait = row.firstWait { group.pairs.append((range, wait)) }
        }
        groups[name(row)] = group
    }

    /// The report of everything counted.
    ///
    /// - Parameters:
    ///   - from: first service day asked for.
    ///   - to: last service day asked for.
    ///   - order: keys that come first, in this order; the rest follows by name.
    /// - Returns: a row for each key that has a ticket, and the total.
    package func report(from: ServiceDay, to: ServiceDay, order: [String] = []) -> EstimateReport {
        let keys = ReportOrder(order).sorted(groups.keys)
        var all = Group()
        for group in groups.values {
            all.rows += group.rows
            all.told += group.told
            all.pairs += group.pairs
        }
        return EstimateReport(
            from: from, to: to, by: key,
            rows: keys.compactMap { key in groups[key].map { row(key, $0) } }, total: row("", all))
    }

    private func row(_ key: String, _ group: Group) -> EstimateReport.Row {
        EstimateReport.Row(
            key: key, count: group.rows, told: group.told, figures: EstimateFigures(group.pairs))
    }

    private func name(_ row: EstimateRow) -> String {
        switch key {
        case .line: row.line.rawValue
        case .hour: String(row.issuedAt.clockText.prefix(2))
        case .day: row.day.description
        }
    }
}
