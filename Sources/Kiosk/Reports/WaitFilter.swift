package import QueueCore

/// Which tickets a report or the log counts; nil admits all.
package struct WaitFilter: Hashable, Sendable {
    package var line: LineID?
    package var field: FieldID?
    /// The counter of the first call.
    package var counter: CounterNumber?
    /// The first hour of issue, 0 to 23.
    package var fromHour: Int?
    /// The hour before whose beginning the number was taken, 1 to 24.
    package var toHour: Int?

    package init() {}

    /// Whether it is known which presses that got no number belong to it: they have no field and no
    /// counter.
    package var tellsUnmet: Bool { field == nil && counter == nil }

    package func admits(_ sample: WaitSample) -> Bool {
        (field == nil || field == sample.field) && (counter == nil || counter == sample.counter)
            && admits(sample.line, sample.issuedAt)
    }

    package func admits(_ press: UnmetPress) -> Bool { tellsUnmet && admits(press.line, press.at) }

    private func admits(_ line: LineID, _ at: Instant) -> Bool {
        guard self.line == nil || self.line == line else { return false }
        guard fromHour != nil || toHour != nil else { return true }
        return (fromHour ?? 0) <= at.hour && at.hour < toHour ?? 24
    }
}
