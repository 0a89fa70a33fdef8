/// Something that happened in the hall; the truth, never changed afterwards.
///
/// Holds codes and credits only. Free text and priority groups travel beside it in a `Fact` and are
/// kept in side tables that can be erased.
package enum Event: Hashable, Sendable, Codable {
    /// With what earlier days taught of waits; nil before there was one.
    case dayOpened(day: ServiceDay, plan: HallPlan, priors: EstimatePriors?)
    case planChanged(plan: HallPlan)
    case ticketIssued(issue: TicketIssue)
    case ticketCalled(
        ticket: TicketID, counter: CounterNumber, clerk: ClerkID, reason: CallReason)
    case ticketRecalled(ticket: TicketID, counter: CounterNumber)
    case serviceStarted(ticket: TicketID, counter: CounterNumber, clerk: ClerkID)
    case ticketParked(ticket: TicketID, counter: CounterNumber)
    case ticketTransferred(
        ticket: TicketID, line: LineID, counter: CounterNumber?, rank: Int64,
        service: ServiceRecord?)
    /// Back to waiting at the rank it has: a missed call made good, a claim rejected at the
    /// counter, a counter closed over it.
    case ticketReturned(ticket: TicketID)
    /// The last step at the counter was taken back; the ticket stands as before it.
    case stepUndone(ticket: TicketID, counter: CounterNumber)
    case ticketReranked(ticket: TicketID, rank: Int64, creditMinutes: Int)
    case ticketEnded(ticket: TicketID, end: TicketEnd)
    case counterOpened(counter: CounterNumber, clerk: ClerkID)
    case counterPaused(counter: CounterNumber)
    case counterClosed(counter: CounterNumber)
    /// Somebody asked for a number and got none.
    case pressRefused(press: RefusedPress)
    /// The holder said how the visit at the counter was.
    case ticketRated(
        ticket: TicketID, counter: CounterNumber, clerk: ClerkID, level: RatingLevel,
        reasons: [RatingReason])
    /// Somebody at a kiosk needs a person.
    case helpAsked(kiosk: KioskID)
    /// A person goes there.
    case helpAnswered(kiosk: KioskID)
    case clockConfirmed
    /// Somebody looked at figures or a log in which clerks are named.
    case clerksShown(from: ServiceDay, to: ServiceDay)
    case slipOrdered(ticket: TicketID, print: Int)
    case slipSettled(ticket: TicketID, print: Int, state: SlipState)
    case handOffAccepted(ticket: TicketID, step: Int, dossiers: [DossierReference])
    case handOffParked(ticket: TicketID, step: Int)
    /// A person looked after what parked it: it is tried again.
    case handOffResumed(ticket: TicketID, step: Int)

    /// The ticket it is about, if it is about one.
    package var ticket: TicketID? {
        switch self {
        case .dayOpened, .planChanged, .counterOpened, .counterPaused, .counterClosed,
            .pressRefused, .clockConfirmed, .helpAsked, .helpAnswered,
            .clerksShown:
            nil
        case .ticketIssued(let issue): issue.id
        case .ticketCalled(let ticket, _, _, _), .ticketRecalled(let ticket, _),
            .serviceStarted(let ticket, _, _), .ticketParked(let ticket, _),
            .ticketTransferred(let ticket, _, _, _, _), .ticketReranked(let ticket, _, _),
            .ticketReturned(let ticket), .stepUndone(let ticket, _),
            .ticketEnded(let ticket, _), .slipOrdered(let ticket, _),
            .slipSettled(let ticket, _, _), .handOffAccepted(let ticket, _, _),
            .handOffParked(let ticket, _), .handOffResumed(let ticket, _),
            .ticketRated(let ticket, _, _, _, _):
            ticket
        }
    }
}

extension Event {
    /// Whether it only reports what became of a delivery or a file: such events come at any time and
    /// say nothing of whether the clock is right.
    var isReport: Bool {
        switch self {
        case .planChanged, .slipSettled, .handOffAccepted, .handOffParked, .handOffResumed: true
        default: false
        }
    }
}

/// The birth of a ticket.
package struct TicketIssue: Hashable, Sendable, Codable {
    package let id: TicketID
    package let number: String
    package let line: LineID
    package let procedure: ProcedureCode?
    package let field: FieldID?
    package let channel: Channel
    package let kiosk: KioskID?
    package let language: String
    package let statusToken: String
    package let boundDossier: String?
    package let creditMinutes: Int
    package let printsSlip: Bool
    /// The slot that was kept; nil without one, or when the citizen came too late for it.
    package let appointment: Instant?
    /// Milliseconds since 1970, before any credit: the slot, or the arrival.
    package let base: Int64
    /// What the citizen was told of the wait, with what it takes to learn from it at the call.
    package let forecast: Forecast?
}

/// A press that got no number: demand that was not met.
package struct RefusedPress: Hashable, Sendable, Codable {
    package let line: LineID
    /// The refusal's code, such as `line-closed`.
    package let code: String
    package let channel: Channel
    package let kiosk: KioskID?

    package init(line: LineID, code: String, channel: Channel, kiosk: KioskID?) {
        self.line = line
        self.code = code
        self.channel = channel
        self.kiosk = kiosk
    }
}

/// How a visit ended.
package struct TicketEnd: Hashable, Sendable, Codable {
    package let state: TicketState
    package let outcome: Outcome?
    package let procedures: [ProcedureCode]
    package let counter: CounterNumber?
    package let clerk: ClerkID?
}

/// An event with what may be erased later.
package struct Fact: Hashable, Sendable {
    package let event: Event
    /// Free text that somebody typed, at most `Hall.noteLengthMax` characters.
    package let note: String?
    /// The ticket's priority claim from now on, when this event changes it.
    package let priority: PriorityChange?
    /// Keyed hash of the day of the ticket's holder, when this event made the ticket.
    package let person: String?

    init(
        _ event: Event, note: String? = nil, priority: PriorityChange? = nil,
        person: String? = nil
    ) {
        self.event = event
        self.note = note
        self.priority = priority
        self.person = person
    }
}

/// A claim made, verified or withdrawn.
package enum PriorityChange: Hashable, Sendable {
    case claim(PriorityClaim)
    case withdrawn
}
