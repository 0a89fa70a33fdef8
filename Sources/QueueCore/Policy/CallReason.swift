/// Why this citizen was called now, from the facts that decided it.
package struct CallReason: Hashable, Sendable, Codable {
    /// The kind of reason; its words are in the texts under `reason.<code>`.
    package enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// Arrived first among all whom this counter may serve.
        case longestWait = "longest-wait"
        /// Waited beyond what the line promises.
        case guarantee
        /// Placed earlier by the head start of a priority group.
        case credit
        /// The slot of an appointment has come.
        case appointment
        /// Of the line that this counter is there for first.
        case preference
        /// Of another counter's line, after so long a wait that this one helps.
        case overflow
        /// Sent here from another line or counter.
        case transferred
        /// Picked by the clerk, who gave a reason.
        case outOfTurn = "out-of-turn"
        /// Taken back after being parked or missed.
        case resumed
    }

    package let code: Code
    /// Whole seconds waited since issue.
    package let waitedSeconds: Int
    package let line: LineID
    /// How many others this counter could have called.
    package let others: Int
    package let creditMinutes: Int
    /// The minutes that the guarantee, the preference or the help between lines is set to; nil for
    /// the other reasons.
    package let limitMinutes: Int?
}
