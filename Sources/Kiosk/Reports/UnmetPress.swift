package import QueueCore

/// Somebody who asked for a number and got none: unmet demand.
package struct UnmetPress: Hashable, Sendable {
    /// The line that was asked for.
    package var line: LineID
    package var day: ServiceDay
    package var at: Instant

    package init(line: LineID, day: ServiceDay, at: Instant) {
        self.line = line
        self.day = day
        self.at = at
    }
}
