/// What a command leads to: facts to make durable, things to be done once, and an answer.
package struct Decision: Hashable, Sendable {
    package let facts: [Fact]
    package let deliveries: [DeliveryOrder]
    package let answer: Answer

    init(_ facts: [Fact], deliveries: [DeliveryOrder] = [], answer: Answer) {
        self.facts = facts
        self.deliveries = deliveries
        self.answer = answer
    }

    init(_ events: Event..., answer: Answer) {
        self.init(events.map { Fact($0) }, answer: answer)
    }
}

/// What the asker hears.
package enum Answer: Hashable, Sendable {
    case ticket(TicketID)
    case call(TicketID, CallReason)
    case counter(CounterNumber)
    /// Nobody waits whom this clerk may serve at this counter.
    case nobody
    case done
}

/// Something that must happen once because of a command.
package enum DeliveryOrder: Hashable, Sendable {
    case slip(SlipOrder)
    case handOff(HandOffStep)
    case announcement(AnnouncementOrder)
}

/// A slip to be printed, with what was true when it was ordered.
package struct SlipOrder: Hashable, Sendable, Codable {
    package let ticket: TicketID
    package let number: String
    package let line: LineID
    package let kiosk: KioskID
    package let language: String
    package let statusToken: String
    package let issuedAt: Instant
    /// 1 for the first print; later ones are marked as reprints.
    package let print: Int
    /// Open counters that serve the line, or all of them while none is open.
    package let counters: [CounterNumber]
    package let ahead: Int
    package let estimate: EstimateRange?

    /// A slip of what is known; the hall's own orders come from `decide`.
    package init(
        ticket: TicketID, number: String, line: LineID, kiosk: KioskID, language: String,
        statusToken: String, issuedAt: Instant, print: Int, counters: [CounterNumber], ahead: Int,
        estimate: EstimateRange? = nil
    ) {
        self.ticket = ticket
        self.number = number
        self.line = line
        self.kiosk = kiosk
        self.language = language
        self.statusToken = statusToken
        self.issuedAt = issuedAt
        self.print = print
        self.counters = counters
        self.ahead = ahead
        self.estimate = estimate
    }
}

/// A ticket's step into the dossier workflow: what the core learns, complete in itself.
///
/// Steps of a ticket are numbered from 1 without gaps; the core sees each exactly once, in order.
package struct HandOffStep: Hashable, Sendable, Codable {
    /// What happened.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case issued, started, ended
        /// A service came to an end and the citizen went on to another counter.
        case served
        /// Takes the step `compensates` back.
        case compensated
    }

    package let ticket: TicketID
    package let step: Int
    package let kind: Kind
    package let centre: String
    package let serviceDay: ServiceDay
    package let number: String
    package let line: LineID
    package let field: FieldID?
    package let procedure: ProcedureCode?
    package let channel: Channel
    package let boundDossier: String?
    package let issuedAt: Instant
    package let occurredAt: Instant
    package let counter: CounterNumber?
    package let clerk: ClerkID?
    /// How the visit ended; only for `ended`.
    package let end: TicketState?
    package let outcome: Outcome?
    /// What was dealt with; a dossier is opened for each when the outcome says so.
    package let procedures: [ProcedureCode]
    /// The step that is taken back; only for `compensated`.
    package let compensates: Int?

    /// The key under which the step has one effect however often it is handed over.
    package var key: String { "\(ticket.rawValue)/\(step)" }
}

/// Why a command is not possible: an everyday answer.
///
/// Nothing changes.
package struct Refusal: Error, Hashable, Sendable {
    /// Codes as in the HTTP contract.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case unknownLine = "unknown-line"
        case unknownProcedure = "unknown-procedure"
        case unknownCounter = "unknown-counter"
        case unknownTicket = "unknown-ticket"
        case lineClosed = "line-closed"
        case lineFull = "line-full"
        case counterTaken = "counter-taken"
        case notQualified = "not-qualified"
        case counterClosed = "counter-closed"
        case stillServing = "still-serving"
        case notWaiting = "not-waiting"
        case callsExhausted = "calls-exhausted"
        case tooSoon = "too-soon"
        /// The time in which it could be taken back or made good is over, or a dossier exists.
        case tooLate = "too-late"
        case nothingToUndo = "nothing-to-undo"
        case nothingToRate = "nothing-to-rate"
        /// One more could not be served before closing.
        case lineClosing = "line-closing"
        /// Too many numbers for this kiosk or person.
        case tooMany = "too-many"
        case wrongState = "wrong-state"
        /// Another clerk's counter.
        case notYours = "not-yours"
        /// A member of the request does not fit; `field` names it.
        case invalid
        /// The clock stands before the last event or far after it: nothing is done until someone
        /// looked.
        case clockDoubtful = "clock-doubtful"
    }

    package let code: Code
    /// The member at fault, for `invalid`.
    package let field: String?
    package let line: LineID?

    package init(_ code: Code, field: String? = nil, line: LineID? = nil) {
        self.code = code
        self.field = field
        self.line = line
    }
}
