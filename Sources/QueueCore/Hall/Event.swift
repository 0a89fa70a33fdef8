/// Something that happened in the hall; the truth, never changed afterwards.
///
/// Holds codes and credits only. Free text and priority groups travel beside it in a `Fact` and are
/// kept in side tables that can be erased.
package enum Event: Hashable, Sendable, Codable {
    case dayOpened(day: ServiceDay, plan: HallPlan)
    case planChanged(plan: HallPlan)
    case ticketIssued(issue: TicketIssue)
    case ticketCalled(
        ticket: TicketID, counter: CounterNumber, clerk: ClerkID, reason: CallReason)
    case ticketRecalled(ticket: TicketID, counter: CounterNumber)
    case serviceStarted(ticket: TicketID, counter: CounterNumber, clerk: ClerkID)
    case ticketParked(ticket: TicketID, counter: CounterNumber)
    case ticketTransferred(
        ticket: TicketID, line: LineID, counter: CounterNumber?, rank: Int64)
    case ticketReranked(ticket: TicketID, rank: Int64, creditMinutes: Int)
    case ticketEnded(ticket: TicketID, end: TicketEnd)
    case counterOpened(counter: CounterNumber, clerk: ClerkID)
    case counterPaused(counter: CounterNumber)
    case counterClosed(counter: CounterNumber)
    case slipOrdered(ticket: TicketID, print: Int)
    case slipSettled(ticket: TicketID, print: Int, state: SlipState)
    case handOffAccepted(ticket: TicketID, step: Int, dossiers: [DossierReference])
    case handOffParked(ticket: TicketID, step: Int)

    /// The ticket it is about, if it is about one.
    package var ticket: TicketID? {
        switch self {
        case .dayOpened, .planChanged, .counterOpened, .counterPaused, .counterClosed: nil
        case .ticketIssued(let issue): issue.id
        case .ticketCalled(let ticket, _, _, _), .ticketRecalled(let ticket, _),
            .serviceStarted(let ticket, _, _), .ticketParked(let ticket, _),
            .ticketTransferred(let ticket, _, _, _), .ticketReranked(let ticket, _, _),
            .ticketEnded(let ticket, _), .slipOrdered(let ticket, _),
            .slipSettled(let ticket, _, _), .handOffAccepted(let ticket, _, _),
            .handOffParked(let ticket, _):
            ticket
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

    init(_ event: Event, note: String? = nil, priority: PriorityChange? = nil) {
        self.event = event
        self.note = note
        self.priority = priority
    }
}

/// A claim made, verified or withdrawn.
package enum PriorityChange: Hashable, Sendable {
    case claim(PriorityClaim)
    case withdrawn
}
