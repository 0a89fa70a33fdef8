package import QueueCore

/// How far the hand-off to the dossier core is behind.
package struct HandOffBacklog: Hashable, Sendable {
    /// A step that waits for a person; what follows it of the same ticket waits with it.
    package struct Parked: Hashable, Sendable {
        package let step: HandOffStep
        /// Why it was parked, as the core said it; nil where nothing was noted.
        package let reason: String?

        package init(step: HandOffStep, reason: String?) {
            self.step = step
            self.reason = reason
        }
    }

    /// Steps not accepted yet, those behind parked ones too.
    package let waiting: Int
    /// When the oldest of them happened.
    package let oldest: Instant?
    /// How many are parked, also beyond the bound of `parked`.
    package let parkedCount: Int
    package let parked: [Parked]

    package init(waiting: Int, oldest: Instant?, parkedCount: Int, parked: [Parked]) {
        self.waiting = waiting
        self.oldest = oldest
        self.parkedCount = parkedCount
        self.parked = parked
    }
}
