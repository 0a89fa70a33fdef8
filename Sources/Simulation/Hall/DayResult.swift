package import QueueCore

/// What became of one simulated day.
package struct DayResult: Hashable, Sendable, Codable {
    /// One line's day.
    package struct Line: Hashable, Sendable, Codable {
        package let line: LineID
        /// Numbers given.
        package internal(set) var issued = 0
        /// Presses that got no number.
        package internal(set) var unmet = 0
        package internal(set) var completed = 0
        package internal(set) var noShows = 0
        package internal(set) var cancelled = 0
        /// Left over when the day ended.
        package internal(set) var expired = 0
        /// Milliseconds from the number to the first call, of all who were called, by issue.
        package internal(set) var waits: [Int64] = []

        init(line: LineID) {
            self.line = line
        }
    }

    /// One counter's day.
    package struct Counter: Hashable, Sendable, Codable {
        package let counter: CounterNumber
        /// Milliseconds with somebody called or served.
        package internal(set) var busy: Int64 = 0
        /// Milliseconds open, or serving.
        package internal(set) var open: Int64 = 0
        /// Services completed.
        package internal(set) var served = 0

        init(counter: CounterNumber) {
            self.counter = counter
        }
    }

    package let day: ServiceDay
    /// In the plan's order.
    package internal(set) var lines: [Line]
    /// By number, those of the roster.
    package internal(set) var counters: [Counter]
    /// Steps that the hall refused, by code: a clerk who may not sit there, and the like.
    ///
    /// Presses without a number are not among them.
    package internal(set) var refusedSteps: [String: Int] = [:]
    /// The last moment at which somebody was served; milliseconds since midnight.
    package internal(set) var lastEnd: Int64 = 0

    init(day: ServiceDay, plan: HallPlan, counters: [CounterNumber]) {
        self.day = day
        lines = plan.lines.map { Line(line: $0.id) }
        self.counters = counters.map { Counter(counter: $0) }
    }

    /// Counts a ticket of the day as it stands.
    mutating func add(_ ticket: Ticket) {
        guard let place = lines.firstIndex(where: { $0.line == ticket.issuedLine }) else { return }
        lines[place].issued += 1
        switch ticket.state {
        case .completed: lines[place].completed += 1
        case .noShow: lines[place].noShows += 1
        case .cancelled: lines[place].cancelled += 1
        // Without an end when the next day begins is left over.
        case .expired, .waiting, .called, .serving, .parked: lines[place].expired += 1
        }
        if let wait = ticket.waits.first { lines[place].waits.append(wait.milliseconds) }
    }
}
