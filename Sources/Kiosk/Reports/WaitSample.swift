package import QueueCore

/// One ticket as the figures of waits need it: a year of them is read in half a second.
///
/// Lengths are whole milliseconds; sums with `Duration`'s 128 bits would be most of the work.
package struct WaitSample: Hashable, Sendable {
    /// The line in which the number was taken.
    package var line: LineID
    package var field: FieldID?
    /// Where and by whom it was called first; nil for who was never called.
    package var counter: CounterNumber?
    package var clerk: ClerkID?
    package var day: ServiceDay
    package var issuedAt: Instant
    package var state: TicketState
    /// Whether it was sent on to another line or counter.
    package var wasTransferred: Bool
    /// Issue to first call; nil for who was never called.
    package var first: Int64?
    package var firstOpen: Int64?
    /// All legs so far.
    package var total: Int64
    package var totalOpen: Int64

    package init(
        line: LineID, field: FieldID?, counter: CounterNumber?, clerk: ClerkID?, day: ServiceDay,
        issuedAt: Instant, state: TicketState, wasTransferred: Bool, first: Int64?,
        firstOpen: Int64?, total: Int64, totalOpen: Int64
    ) {
        self.line = line
        self.field = field
        self.counter = counter
        self.clerk = clerk
        self.day = day
        self.issuedAt = issuedAt
        self.state = state
        self.wasTransferred = wasTransferred
        self.first = first
        self.firstOpen = firstOpen
        self.total = total
        self.totalOpen = totalOpen
    }

    /// What the figures need of a row of the log.
    package init(_ row: WaitRow) {
        self.init(
            line: row.line, field: row.field, counter: row.firstCounter, clerk: row.firstClerk,
            day: row.day, issuedAt: row.issuedAt, state: row.state,
            wasTransferred: row.wasTransferred, first: row.first?.milliseconds,
            firstOpen: row.firstOpen?.milliseconds, total: row.total.milliseconds,
            totalOpen: row.totalOpen.milliseconds)
    }

    /// The hour of the day in which the number was taken, 0 to 23.
    package var hour: Int { issuedAt.hour }
}

extension Instant {
    /// The hour of the day at the centre, 0 to 23.
    package var hour: Int { Int(millisecondsOfDay / 3_600_000) }
}
