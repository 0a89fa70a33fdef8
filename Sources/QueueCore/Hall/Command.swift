/// What somebody asks of the hall at a moment; what needs dice comes in with it.
package struct Command: Hashable, Sendable {
    package let action: Action
    package let actor: Actor
    package let at: Instant

    package init(_ action: Action, by actor: Actor, at: Instant) {
        self.action = action
        self.actor = actor
        self.at = at
    }

    /// What is asked.
    package enum Action: Hashable, Sendable {
        case issue(IssueRequest)
        case openCounter(CounterNumber)
        case pauseCounter(CounterNumber, note: String)
        case closeCounter(CounterNumber, note: String? = nil)
        case callNext(CounterNumber)
        /// Out of turn, with the reason that is kept.
        case callNumber(CounterNumber, number: String, note: String)
        case recall(CounterNumber)
        case start(CounterNumber)
        case complete(CounterNumber, Outcome, procedures: [ProcedureCode])
        case noShow(CounterNumber, note: String?)
        case park(CounterNumber, note: String)
        case resume(CounterNumber, number: String)
        /// Sends on, with what was done here where the service came to an end.
        case transfer(
            CounterNumber, to: TransferTarget, place: TransferPlace, after: ServiceEnd? = nil)
        /// Takes the last step at a counter back.
        case undo(CounterNumber)
        /// Lets one who missed the call wait again at the old place.
        case returnTicket(TicketID)
        case cancel(TicketID, note: String)
        /// Cancels a number of a kiosk that nobody saw: one that still waits, on its first slip,
        /// and was never called.
        case cancelUnseen(TicketID, note: String)
        case reprint(TicketID)
        /// Grants a group, or withdraws the claim; with a note a called citizen whose claim is
        /// withdrawn is served all the same.
        case setPriority(TicketID, PriorityClaim?, note: String? = nil)
        /// Verifies the claim that the ticket has. Claims are no part of the hall: whoever keeps
        /// them turns this into `setPriority`.
        case verifyPriority(TicketID)
        /// What the citizen who was served last at a counter thinks of it.
        case rate(CounterNumber, RatingLevel, reasons: [RatingReason])
        case askHelp(KioskID)
        case answerHelp(KioskID)
        /// Somebody looked at the clock: it is right.
        case confirmClock
        /// Somebody looks at figures or a log of these days in which clerks are named: it is written
        /// down before they are shown. Whoever asks the hall has made sure of the right.
        case showClerks(from: ServiceDay, to: ServiceDay)
        /// Nobody did anything; time passed.
        case tick
        case adopt(HallPlan)
        case settleSlip(TicketID, print: Int, SlipState, note: String)
        case settleHandOff(TicketID, step: Int, dossiers: [DossierReference])
        /// The note says why, for people.
        case parkHandOff(TicketID, step: Int, note: String? = nil)
        /// Tries the parked step of a ticket again. Which it is, is the store's to know: whoever
        /// owns the store fills it in.
        case resumeHandOff(TicketID, step: Int = 0)
    }
}

/// Who acts: kept with every event, for the audit.
package struct Actor: Hashable, Sendable, Codable {
    /// What kind of principal it is.
    package enum Kind: String, Hashable, Sendable, Codable {
        case device, clerk, manager, system
    }

    package let kind: Kind
    /// Account or device name.
    package let name: String
    /// Where it acts from: an address, a keypad; nil where the name says it.
    package let place: String?

    package init(_ kind: Kind, _ name: String, at place: String? = nil) {
        self.kind = kind
        self.name = name
        self.place = place
    }

    package static let system = Actor(.system, "motcua")
}

/// What a ticket is asked for.
package struct IssueRequest: Hashable, Sendable {
    package var id: TicketID
    package var statusToken: String
    package var line: LineID?
    package var procedure: ProcedureCode?
    package var priorityGroup: String?
    package var channel: Channel
    /// Where the slip is printed; nil prints none.
    package var kiosk: KioskID?
    package var language: String
    package var boundDossier: String?
    /// The slot that the citizen has on this day.
    package var appointment: Instant?
    /// Keyed hash of the day of who asks, where that is known; never part of an event.
    package var person: String?
    /// Open tickets of the same person, as whoever keeps the hashes found them.
    package var heldTickets: [TicketID] = []

    package init(
        id: TicketID, statusToken: String, line: LineID? = nil, procedure: ProcedureCode? = nil,
        priorityGroup: String? = nil, channel: Channel, kiosk: KioskID?, language: String,
        boundDossier: String? = nil, appointment: Instant? = nil, person: String? = nil
    ) {
        self.id = id
        self.statusToken = statusToken
        self.line = line
        self.procedure = procedure
        self.priorityGroup = priorityGroup
        self.channel = channel
        self.kiosk = kiosk
        self.language = language
        self.boundDossier = boundDossier
        self.appointment = appointment
        self.person = person
    }
}

/// What a service led to, when the citizen goes on to another counter.
package struct ServiceEnd: Hashable, Sendable {
    package let outcome: Outcome
    package let procedures: [ProcedureCode]

    package init(_ outcome: Outcome, procedures: [ProcedureCode]) {
        self.outcome = outcome
        self.procedures = procedures
    }
}

/// Where a ticket is sent on.
package enum TransferTarget: Hashable, Sendable {
    case line(LineID)
    case counter(CounterNumber)
}

/// Its place there.
package enum TransferPlace: String, Hashable, Sendable, CaseIterable {
    case first, last
    case byArrival = "by-arrival"
}
