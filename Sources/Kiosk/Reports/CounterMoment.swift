package import QueueCore

/// A counter was opened, paused or closed; or the day ended for all of them.
package struct CounterMoment: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case opened(ClerkID), paused, closed
        /// The last event of the day: nobody knows how long a counter that nobody closed was open.
        case dayEnded
    }

    package var counter: CounterNumber
    /// The day of the hall, or the calendar's before the first one.
    package var day: ServiceDay
    package var at: Instant
    package var kind: Kind

    /// The moment that an event tells of; nil for events of another kind.
    package init?(_ event: Event, on day: ServiceDay, at: Instant) {
        switch event {
        case .counterOpened(let counter, let clerk):
            (self.counter, kind) = (counter, .opened(clerk))
        case .counterPaused(let counter): (self.counter, kind) = (counter, .paused)
        case .counterClosed(let counter): (self.counter, kind) = (counter, .closed)
        default: return nil
        }
        self.day = day
        self.at = at
    }

    /// The end of a day.
    package init(endOf day: ServiceDay, at: Instant) {
        counter = 0
        self.day = day
        self.at = at
        kind = .dayEnded
    }
}
