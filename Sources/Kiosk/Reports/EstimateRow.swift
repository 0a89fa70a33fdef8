package import QueueCore

/// What one citizen was told at issue, and how long the wait was.
package struct EstimateRow: Hashable, Sendable {
    /// The line in which the number was taken.
    package var line: LineID
    package var day: ServiceDay
    package var issuedAt: Instant
    /// What was shown; nil where the hall did not know.
    package var estimate: EstimateRange?
    /// Issue to first call; nil for who was never called.
    package var firstWait: Duration?

    /// The row of a ticket.
    package init(
        line: LineID, day: ServiceDay, issuedAt: Instant, estimate: EstimateRange?,
        firstWait: Duration?
    ) {
        self.line = line
        self.day = day
        self.issuedAt = issuedAt
        self.estimate = estimate
        self.firstWait = firstWait
    }
}
