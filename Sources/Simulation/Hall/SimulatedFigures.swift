package import QueueCore

/// What a roster does to people, over all simulated days.
package struct SimulatedFigures: Hashable, Sendable, Codable {
    /// The figures of one line, or of all.
    package struct Line: Hashable, Sendable, Codable {
        /// Nil for all lines together.
        package let line: LineID?
        package let issued: Int
        package let unmet: Int
        package let noShows: Int
        package let cancelled: Int
        package let expired: Int
        /// Those who were called; the figures of waits are theirs.
        package let called: Int
        package let averageSeconds: Int?
        /// The middle wait, or the mean of the two middle ones.
        package let medianSeconds: Int?
        /// By nearest rank: the smallest wait that at least 90 % do not exceed.
        package let p90Seconds: Int?
        package let longestSeconds: Int?
        package let within15: Int
        package let within30: Int
        /// Called within the target.
        package let withinTarget: Int
        /// Called within the target, of all who did not leave before; per cent to two decimals.
        ///
        /// Whoever was left over at the end of the day waited too long. Nil where there was nobody.
        package let sharePercent: Double?
    }

    /// The figures of one counter.
    package struct Counter: Hashable, Sendable, Codable {
        package let counter: CounterNumber
        package let served: Int
        package let openHours: Double
        package let busyHours: Double
        /// Busy for each hour open, in whole per cent; nil where it never opened.
        package let utilisationPercent: Int?
    }

    package let days: Int
    package let targetMinutes: Int
    package let all: Line
    package let lines: [Line]
    package let counters: [Counter]
    /// Steps that the hall refused, by code; empty when the roster fits the plan.
    package let refusedSteps: [String: Int]
    /// When the last citizen of any day left; minutes since midnight.
    package let lastEndMinutes: Int

    /// - Parameters:
    ///   - results: days of the same plan and roster.
    ///   - targetMinutes: within which citizens should be called.
    package init(_ results: [DayResult], targetMinutes: Int) {
        days = results.count
        self.targetMinutes = targetMinutes
        let target = Int64(targetMinutes) * 60_000
        let first = results.first
        lines = (first?.lines ?? []).indices.map { place in
            Line(first?.lines[place].line, results.map { $0.lines[place] }, target: target)
        }
        all = Line(nil, results.flatMap(\.lines), target: target)
        counters = (first?.counters ?? []).indices.map { place in
            Counter(results.map { $0.counters[place] })
        }
        var refused: [String: Int] = [:]
        for result in results { refused.merge(result.refusedSteps, uniquingKeysWith: +) }
        refusedSteps = refused
        lastEndMinutes = Int((results.map(\.lastEnd).max() ?? 0) / 60_000)
    }
}

extension SimulatedFigures.Line {
    fileprivate init(_ line: LineID?, _ days: [DayResult.Line], target: Int64) {
        func total(_ part: (DayResult.Line) -> Int) -> Int { days.reduce(0) { $0 + part($1) } }
        func within(_ limit: Int64) -> Int { total { $0.waits.count { $0 <= limit } } }
        let waits = days.flatMap(\.waits).sorted()
        let count = waits.count
        self.line = line
        issued = total(\.issued)
        unmet = total(\.unmet)
        noShows = total(\.noShows)
        cancelled = total(\.cancelled)
        expired = total(\.expired)
        called = count
        averageSeconds = count == 0 ? nil : Self.seconds(waits.reduce(0, +) / Int64(count))
        medianSeconds =
            count == 0 ? nil : Self.seconds((waits[(count - 1) / 2] + waits[count / 2]) / 2)
        p90Seconds = count == 0 ? nil : Self.seconds(waits[(count * 9 + 9) / 10 - 1])
        longestSeconds = waits.last.map(Self.seconds)
        within15 = within(15 * 60_000)
        within30 = within(30 * 60_000)
        withinTarget = within(target)
        // One who left before a call says nothing of whom the roster would have served in time.
        let neverCalled = total { $0.issued - $0.waits.count }
        let wanted = count + neverCalled - min(neverCalled, cancelled)
        sharePercent =
            wanted == 0
            ? nil : (Double(withinTarget) / Double(wanted) * 10_000).rounded(.down) / 100
    }

    private static func seconds(_ milliseconds: Int64) -> Int {
        Int((milliseconds + 500) / 1_000)
    }
}

extension SimulatedFigures.Counter {
    fileprivate init(_ days: [DayResult.Counter]) {
        counter = days.first?.counter ?? 0
        served = days.reduce(0) { $0 + $1.served }
        let open = days.reduce(0) { $0 + $1.open }
        let busy = days.reduce(0) { $0 + $1.busy }
        openHours = Self.hours(open)
        busyHours = Self.hours(busy)
        utilisationPercent = open == 0 ? nil : Int((busy * 100 + open / 2) / open)
    }

    /// To two decimals, so that what is printed and what is kept are the same.
    private static func hours(_ milliseconds: Int64) -> Double {
        Double((milliseconds + 18_000) / 36_000) / 100
    }
}
