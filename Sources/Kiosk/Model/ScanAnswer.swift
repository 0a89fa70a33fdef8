package import QueueCore

/// What a kiosk's screen says of the last scan; nothing in it is personal, no code either.
package struct ScanAnswer: Hashable, Sendable {
    /// What a scan led to.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The result is ready, or was promised by today: a number was given.
        case ticket
        /// A number was given for this dossier before, or its own slip was scanned.
        case held
        /// The slip of a number that is over.
        case ended
        /// The result is not ready yet: no number, no useless wait.
        case notReady = "not-ready"
        /// No such dossier here.
        case unknownDossier = "unknown-dossier"
        /// The hall gives no number now; `reason` says why.
        case refused
        /// A citizen's card was read, and kept for the clerk.
        case card
        /// What was scanned is nothing that is understood here.
        case unreadable
        /// The dossiers cannot be looked up now.
        case unavailable
    }

    /// How long a screen goes on showing it.
    package static let lifetime = Duration.seconds(30)

    package let kind: Kind
    /// Grows with every scan at this kiosk.
    package let sequence: Int
    package let at: Instant
    /// The ticket's number, where there is one.
    package let number: String?
    /// The ticket that the scan led to.
    package let ticket: TicketID?
    /// The line in which whoever came too early may take a number all the same.
    package let line: LineID?
    /// When the result is promised, where that is known; with a number: the day has come, and nobody
    /// said yet that the result is there.
    package let due: ServiceDay?
    /// The word of the hall's refusal.
    package let reason: String?

    package init(
        _ kind: Kind, sequence: Int, at: Instant, number: String? = nil, ticket: TicketID? = nil,
        line: LineID? = nil, due: ServiceDay? = nil, reason: String? = nil
    ) {
        self.kind = kind
        self.sequence = sequence
        self.at = at
        self.number = number
        self.ticket = ticket
        self.line = line
        self.due = due
        self.reason = reason
    }
}
