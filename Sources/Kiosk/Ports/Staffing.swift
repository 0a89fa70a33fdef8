package import QueueCore

/// Answers what other hours of counters would have done on a past day.
package protocol StaffingDesk: Sendable {
    /// When counters were open on a day, by number; nil for a day that was never opened.
    ///
    /// Blocks while the day is read.
    func counters(of day: ServiceDay) throws -> [StaffingCounter]?

    /// Runs the day again as it was and with the changes.
    ///
    /// Blocks for seconds: call it from a thread that may wait.
    ///
    /// - Parameters:
    ///   - day: a past one.
    ///   - changes: such as `4=09:00-11:30,13:30-17:00`, or `4=` for closed.
    ///   - onStep: told after each run how many are done, of how many; false ends it.
    /// - Returns: nil when it was ended.
    /// - Throws: `StaffingFault` for what cannot be run, `StoreError` when the day cannot be read.
    func run(
        _ day: ServiceDay, changes: [String], onStep: @Sendable (_ done: Int, _ of: Int) -> Bool
    ) throws -> StaffingAnswer?
}

/// Why a day cannot be run again so.
package enum StaffingFault: String, Error, Hashable, Sendable {
    case noSuchDay = "no-such-day"
    /// A change that is none, or of a counter that there is not.
    case badChange = "bad-change"
    /// No clerk is left who could sit there then.
    case nobodyFree = "nobody-free"
}

/// When one counter was open.
package struct StaffingCounter: Hashable, Sendable {
    package let number: CounterNumber
    /// Such as `08:00-11:30,13:30-17:00`; empty when it never opened.
    package let times: String

    package init(number: CounterNumber, times: String) {
        self.number = number
        self.times = times
    }
}

/// The waits of a day with two rosters.
package struct StaffingAnswer: Hashable, Sendable {
    /// Waits of one line, or of all.
    package struct Figures: Hashable, Sendable {
        /// Empty for all lines together.
        package var line: String
        package var called: Int
        package var averageSeconds: Int?
        package var p90Seconds: Int?
        package var within15: Int
        package var within30: Int
        package var leftOver: Int

        package init(
            line: String, called: Int, averageSeconds: Int?, p90Seconds: Int?, within15: Int,
            within30: Int, leftOver: Int
        ) {
            self.line = line
            self.called = called
            self.averageSeconds = averageSeconds
            self.p90Seconds = p90Seconds
            self.within15 = within15
            self.within30 = within30
            self.leftOver = leftOver
        }
    }

    /// One roster.
    package struct Roster: Hashable, Sendable {
        /// Minutes that counters were open, all together.
        package var counterMinutes: Int
        package var all: Figures
        package var lines: [Figures]
        /// The mean wait on four fifths of days like it.
        package var averageSeconds: ClosedRange<Int>?

        package init(
            counterMinutes: Int, all: Figures, lines: [Figures],
            averageSeconds: ClosedRange<Int>?
        ) {
            self.counterMinutes = counterMinutes
            self.all = all
            self.lines = lines
            self.averageSeconds = averageSeconds
        }
    }

    package var day: ServiceDay
    /// As the journal has the day: what the simulator should find with the day's own roster.
    package var real: Figures
    package var before: Roster
    package var after: Roster
    /// Citizens whose service time had to be supposed, of `citizens`.
    package var supposed: Int
    package var citizens: Int
    /// Days like it on which both rosters were run.
    package var variants: Int

    package init(
        day: ServiceDay, real: Figures, before: Roster, after: Roster, supposed: Int,
        citizens: Int, variants: Int
    ) {
        self.day = day
        self.real = real
        self.before = before
        self.after = after
        self.supposed = supposed
        self.citizens = citizens
        self.variants = variants
    }
}
