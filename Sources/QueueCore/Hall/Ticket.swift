/// A citizen's place in a line for one service day.
package struct Ticket: Hashable, Sendable {
    package let id: TicketID
    package let number: String
    package let day: ServiceDay
    /// Place in the day's order of issue, 1…; breaks ties of rank.
    package let order: Int
    package let channel: Channel
    package let kiosk: KioskID?
    package let language: String
    package let statusToken: String
    package let procedure: ProcedureCode?
    package let field: FieldID?
    /// Code of the dossier that the citizen comes for, where one was scanned or typed.
    package let boundDossier: String?
    package let issuedAt: Instant

    /// The line in which the number was taken; reports of waits count the ticket there.
    package let issuedLine: LineID
    /// The slot that the citizen has and kept; nil for all others.
    package let appointment: Instant?
    /// What was promised at issue; kept, so that shown and real can be compared.
    package let estimate: EstimateRange?

    /// Where it waits now, or waited last.
    package var line: LineID
    package var state: TicketState = .waiting
    /// Set when the ticket was transferred to one counter: only that counter may call it.
    package var boundCounter: CounterNumber?
    /// Smaller is served earlier: arrival in milliseconds less the credit of a priority group.
    package var rank: Int64
    /// Of the group that the citizen belongs to, also where somebody placed the ticket by hand.
    package var creditMinutes: Int
    package var wasTransferred = false

    /// The counter and clerk of the present or last call.
    package var counter: CounterNumber?
    package var clerk: ClerkID?
    /// Invitations of the present call, the first call among them.
    package var calls = 0
    package var calledAt: Instant?
    package var lastInvitedAt: Instant?
    package var startedAt: Instant?
    package var endedAt: Instant?
    package var outcome: Outcome?
    package var procedures: [ProcedureCode] = []
    /// What was done at each counter, in order; the last of a completed visit among them.
    package var services: [ServiceRecord] = []
    /// How often the citizen came back after a missed call.
    package var returns = 0
    /// Hand-off steps ordered so far.
    package var handOffSteps = 0
    /// Slips ordered so far; 2 and later are reprints.
    package var prints = 0
    package var waits: Waits

    /// A ticket at its issue, or as a store read it back.
    package init(
        id: TicketID, number: String, day: ServiceDay, order: Int, channel: Channel,
        kiosk: KioskID?, language: String, statusToken: String, procedure: ProcedureCode?,
        field: FieldID?, boundDossier: String?, issuedAt: Instant,
        issuedLine: LineID? = nil, line: LineID, appointment: Instant? = nil,
        estimate: EstimateRange? = nil, rank: Int64, creditMinutes: Int, handOffSteps: Int,
        prints: Int, waits: Waits
    ) {
        self.id = id
        self.number = number
        self.day = day
        self.order = order
        self.channel = channel
        self.kiosk = kiosk
        self.language = language
        self.statusToken = statusToken
        self.procedure = procedure
        self.field = field
        self.boundDossier = boundDossier
        self.issuedAt = issuedAt
        self.issuedLine = issuedLine ?? line
        self.appointment = appointment
        self.estimate = estimate
        self.line = line
        self.rank = rank
        self.creditMinutes = creditMinutes
        self.handOffSteps = handOffSteps
        self.prints = prints
        self.waits = waits
    }

    /// From when its wait counts: arrival, or the slot of who came before it.
    package var arrivedAt: Instant { max(issuedAt, appointment ?? issuedAt) }

    /// The step that the next hand-off of this ticket gets.
    var nextHandOffStep: Int { handOffSteps + 1 }
}

/// How long a citizen waited: every leg counts.
package struct Waits: Hashable, Sendable {
    /// When the present leg began; nil while not waiting.
    package var legSince: Instant?
    /// Issue to first call; nil until then.
    package var first: Duration?
    package var firstOpen: Duration?
    /// The counter and clerk who called first, for reports.
    package var firstCounter: CounterNumber?
    package var firstClerk: ClerkID?
    package var firstCalledAt: Instant?
    /// All legs ended so far: issue to call, and each transfer to call.
    package var total: Duration = .zero
    /// The same, counting only time within the line's opening hours.
    package var totalOpen: Duration = .zero

    /// Waits that have just begun, or not at all.
    package init(legSince: Instant? = nil) {
        self.legSince = legSince
    }

    /// Ends the present leg at a call.
    mutating func endLeg(at now: Instant, hours: DatedHours) {
        guard let since = legSince else { return }
        legSince = nil
        total += max(.zero, now.since(since))
        totalOpen += hours.openTime(from: since, to: now)
    }
}

/// One service at one counter: a ticket may have several.
package struct ServiceRecord: Hashable, Sendable, Codable {
    package let counter: CounterNumber
    package let clerk: ClerkID
    package let outcome: Outcome
    package let procedures: [ProcedureCode]
    package let startedAt: Instant
    package let endedAt: Instant

    package init(
        counter: CounterNumber, clerk: ClerkID, outcome: Outcome, procedures: [ProcedureCode],
        startedAt: Instant, endedAt: Instant
    ) {
        self.counter = counter
        self.clerk = clerk
        self.outcome = outcome
        self.procedures = procedures
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}

/// Where a ticket stands.
package enum TicketState: String, Hashable, Sendable, Codable, CaseIterable {
    case waiting
    case called
    case serving
    case parked
    case completed
    case noShow = "no-show"
    case cancelled
    /// Left over when its day ended.
    case expired

    /// Whether the citizen is at, or on the way to, a counter.
    package var isAtCounter: Bool { self == .called || self == .serving }

    /// Whether the visit is over, as far as anyone knows.
    package var isEnded: Bool {
        switch self {
        case .completed, .noShow, .cancelled, .expired: true
        case .waiting, .called, .serving, .parked: false
        }
    }
}

/// What a completed ticket led to.
package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
    case dossierReceived = "dossier-received"
    case supplementAsked = "supplement-asked"
    case refused
    case resultReturned = "result-returned"
    case informationGiven = "information-given"
}

/// How the citizen came by the ticket.
package enum Channel: String, Hashable, Sendable, Codable, CaseIterable {
    case kiosk, desk, online, post
}

/// What is known of a ticket's slip.
package enum SlipState: String, Hashable, Sendable, Codable, CaseIterable {
    case pending, confirmed, probable, failed, unknown, none
}

/// A dossier that the core opened for a ticket.
package struct DossierReference: Hashable, Sendable, Codable {
    package let procedure: ProcedureCode
    package let code: String

    package init(procedure: ProcedureCode, code: String) {
        self.procedure = procedure
        self.code = code
    }
}

/// A claim to be served earlier; never shown or spoken outside the clerk's page.
package struct PriorityClaim: Hashable, Sendable, Codable {
    package let group: String
    package let verified: Bool

    package init(group: String, verified: Bool) {
        self.group = group
        self.verified = verified
    }
}
