package import QueueCore

/// A command on its way to the controller.
package struct Request: Sendable {
    package let action: Command.Action
    package let actor: Actor
    /// Makes the command happen once per key.
    package let claim: IdempotencyClaim?
    /// Writes the answer as the asker will see it, from the state just after the command.
    ///
    /// Runs on the writer's executor, before the commit, so that a replay gives the same bytes.
    package let render: (@Sendable (Answer, DayBook, Instant) -> StoredAnswer)?

    package init(
        _ action: Command.Action, by actor: Actor, claim: IdempotencyClaim? = nil,
        render: (@Sendable (Answer, DayBook, Instant) -> StoredAnswer)? = nil
    ) {
        self.action = action
        self.actor = actor
        self.claim = claim
        self.render = render
    }

    /// Whether it is somebody's act, which opens the day; what deliveries report is not.
    var opensDay: Bool {
        switch action {
        case .settleSlip, .settleHandOff, .parkHandOff, .resumeHandOff, .adopt, .tick, .showClerks:
            false
        default: true
        }
    }
}

/// What the controller answers.
package enum Reply: Sendable {
    case done(Answer, StoredAnswer?)
    case refused(Refusal)
    /// The same request was answered before.
    case replayed(StoredAnswer)
    /// The key belongs to another request.
    case keyReused
    /// The store failed or too many wait; nothing happened.
    case unavailable
}
