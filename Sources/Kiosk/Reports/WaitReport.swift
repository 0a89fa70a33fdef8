package import QueueCore

/// How long people waited, by some key; every share comes with its denominator.
package struct WaitReport: Hashable, Sendable {
    /// What the rows are by.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case line, field, counter, clerk, hour, day
        /// Monday is 1: `1-08` are the Mondays from 8 to 9 o'clock.
        case weekdayHour = "weekday-hour"

        /// Whether a press that got no number has this key; it has no field, counter or clerk yet.
        package var tellsUnmet: Bool {
            switch self {
            case .line, .hour, .day, .weekdayHour: true
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
        /// Of the cancelled ones those who were never called: they gave up waiting.
        package let abandoned: Int
        /// Tickets that were sent on to another line or counter.
        package let transferred: Int
        /// Presses that got no number; nil where the key or the filter has none
        /// (`Key.tellsUnmet`, `WaitFilter.tellsUnmet`).
        package let unmet: Int?
        /// All waiting legs of those tickets.
        package let total: WaitFigures
        /// Issue to first call, counting opening hours only.
        package let open: WaitFigures
        /// All legs, counting opening hours only.
        package let totalOpen: WaitFigures
    }
}
