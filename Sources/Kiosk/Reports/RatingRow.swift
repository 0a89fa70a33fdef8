package import QueueCore

/// A completed visit, and what its citizen thought of it.
package struct RatingRow: Hashable, Sendable {
    package var line: LineID
    package var field: FieldID?
    package var day: ServiceDay
    package var endedAt: Instant
    /// Where the visit ended.
    package var counter: CounterNumber?
    package var clerk: ClerkID?
    /// Nil for who did not rate.
    package var level: RatingLevel?
    package var reasons: [RatingReason]

    package init(
        line: LineID, field: FieldID?, day: ServiceDay, endedAt: Instant,
        counter: CounterNumber?, clerk: ClerkID?, level: RatingLevel?, reasons: [RatingReason]
    ) {
        self.line = line
        self.field = field
        self.day = day
        self.endedAt = endedAt
        self.counter = counter
        self.clerk = clerk
        self.level = level
        self.reasons = reasons
    }
}
