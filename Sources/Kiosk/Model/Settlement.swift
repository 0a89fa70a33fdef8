package import QueueCore

/// What became of a ticket's deliveries; kept apart from the ticket, for it may come days later.
package struct Settlement: Hashable, Sendable {
    package var slip: SlipState
    /// The hand-off steps that the core accepted.
    package var acceptedSteps = 0
    package var parked = false
    package var dossiers: [DossierReference] = []

    package init(slip: SlipState) {
        self.slip = slip
    }

    /// Takes an event of the ticket into account.
    package mutating func apply(_ event: Event) {
        switch event {
        case .slipOrdered: slip = .pending
        case .slipSettled(_, _, let state): slip = state
        case .handOffAccepted(_, _, let new):
            acceptedSteps += 1
            parked = false
            dossiers += new.filter { !dossiers.contains($0) }
        case .handOffParked: parked = true
        case .handOffResumed: parked = false
        default: break
        }
    }

    /// The word for a ticket that ordered `steps` hand-offs.
    package func handOffWord(steps: Int) -> String {
        parked ? "parked" : acceptedSteps < steps ? "pending" : "accepted"
    }
}
