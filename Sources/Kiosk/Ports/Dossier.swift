package import QueueCore

/// Hands tickets into the dossier workflow.
///
/// The other side honours the step's key: a step handed over twice has one effect, and both calls
/// get the same receipt. Steps of one ticket are handed over in order, one at a time; different
/// tickets may go at once.
package protocol DossierGateway: Sendable {
    /// Hands over one step and waits for the receipt.
    ///
    /// May take as long as the other side needs; the caller cancels after its own limit.
    ///
    /// - Parameters:
    ///   - step: complete in itself; carries codes and times, never a person's data.
    ///   - key: the step's key.
    /// - Returns: the receipt, the same for a repeated key.
    /// - Throws: `DossierError`; the caller repeats the step when it `isRetryable`.
    func handOver(_ step: HandOffStep, key: String) async throws(DossierError) -> HandOffReceipt
}

/// The core's answer to a step.
package struct HandOffReceipt: Hashable, Sendable, Codable {
    /// The core's name for the reception that the ticket became; the same for all its steps.
    package let reception: String
    /// Dossiers that this step opened, a code per procedure.
    package let dossiers: [DossierReference]

    package init(reception: String, dossiers: [DossierReference]) {
        self.reception = reception
        self.dossiers = dossiers
    }
}

/// The clerk's own talk with the core about the citizen at the counter, keyed by ticket.
///
/// Synchronous and never a command, event or delivery: what is said here (a person's name, papers)
/// stays in the core.
package protocol DossierDesk: Sendable {
    /// What the core knows of a ticket's visit; nil before its first step arrived.
    func reception(of ticket: TicketID) async throws(DossierError) -> Reception?

    /// Notes the applicant and papers for the visit; replaces an earlier note of the same ticket.
    ///
    /// - Throws: `DossierError` with code `.unknownReception` before the ticket was handed over.
    func note(_ application: Application, for ticket: TicketID) async throws(DossierError)

    /// Enters a code that another authority gave (the provincial system), also after completion.
    ///
    /// - Throws: `DossierError` with code `.malformed` when it is no dossier code, `.conflict` when
    ///   the procedure has another code already.
    func enter(code: String, for procedure: ProcedureCode, ticket: TicketID)
        async throws(DossierError)

    /// Looks a dossier up by its code; nil when the core has none.
    func dossier(code: String) async throws(DossierError) -> DossierSummary?

    /// How far a dossier is, for whoever holds its receipt; any text may be asked for.
    func status(ofDossier code: String) async throws(DossierError) -> DossierStatus

    /// Notes that a dossier's result lies at the counter, or that it does not after all; saying the
    /// same again changes nothing.
    ///
    /// - Parameters:
    ///   - code: the dossier's.
    ///   - isReady: whether the result may be fetched.
    ///   - name: who says so: an account, or the command line.
    ///   - now: when.
    /// - Throws: `DossierError` with code `.unknownDossier` for one that the core does not have.
    func noteResult(ofDossier code: String, isReady: Bool, by name: String, at now: Instant)
        async throws(DossierError)
}

/// How far a dossier is, as a citizen may know it.
package enum DossierStatus: Hashable, Sendable {
    /// There is no such dossier.
    case unknown
    /// It came by portal or post, and a clerk of its procedure has to look at it first.
    case awaitsClerk(ProcedureCode)
    /// It is worked on; the day on which its result is promised, nil where none is known.
    case inWork(due: ServiceDay?)
    /// Its result waits at the counter.
    case ready
}

/// A visit as the core recorded it.
package struct Reception: Hashable, Sendable, Codable {
    package let id: String
    package let ticket: TicketID
    package let number: String
    package let line: LineID
    package let serviceDay: ServiceDay
    /// Highest step that took effect.
    package let steps: Int
    package let counter: CounterNumber?
    package let clerk: ClerkID?
    package let startedAt: Instant?
    package let endedAt: Instant?
    package let end: TicketState?
    package let outcome: Outcome?
    package let dossiers: [DossierReference]

    package init(
        id: String, ticket: TicketID, number: String, line: LineID, serviceDay: ServiceDay,
        steps: Int, counter: CounterNumber?, clerk: ClerkID?, startedAt: Instant?,
        endedAt: Instant?, end: TicketState?, outcome: Outcome?, dossiers: [DossierReference]
    ) {
        self.id = id
        self.ticket = ticket
        self.number = number
        self.line = line
        self.serviceDay = serviceDay
        self.steps = steps
        self.counter = counter
        self.clerk = clerk
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.end = end
        self.outcome = outcome
        self.dossiers = dossiers
    }
}

/// What a clerk notes of an application; personal, and known to the core alone.
package struct Application: Hashable, Sendable {
    package let procedure: ProcedureCode
    package let applicantName: String
    package let identityNumber: String?
    package let phone: String?
    /// Papers handed in, a line each.
    package let papers: [String]

    package init(
        procedure: ProcedureCode, applicantName: String, identityNumber: String?, phone: String?,
        papers: [String]
    ) {
        self.procedure = procedure
        self.applicantName = applicantName
        self.identityNumber = identityNumber
        self.phone = phone
        self.papers = papers
    }
}

/// A dossier without anything personal.
package struct DossierSummary: Hashable, Sendable, Codable {
    package let code: String
    package let procedure: ProcedureCode
    package let receivedAt: Instant

    package init(code: String, procedure: ProcedureCode, receivedAt: Instant) {
        self.code = code
        self.procedure = procedure
        self.receivedAt = receivedAt
    }
}

/// Why the core did not do what it was asked.
package struct DossierError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Code: String, Hashable, Sendable {
        /// No answer, or an answer that says: later.
        case unavailable
        /// A step came before its predecessor.
        case outOfOrder = "out-of-order"
        /// The key was used for a different step.
        case conflict
        case malformed
        case unknownReception = "unknown-reception"
        case unknownDossier = "unknown-dossier"
        /// The workflow does not allow it; the cause is for people.
        case refused
        case storage
    }

    package let code: Code
    package let cause: String

    package init(_ code: Code, _ cause: String) {
        self.code = code
        self.cause = cause
    }

    /// Whether handing over the same step again may help.
    package var isRetryable: Bool {
        switch code {
        case .unavailable, .outOfOrder, .storage: true
        case .conflict, .malformed, .unknownReception, .unknownDossier, .refused: false
        }
    }

    package var description: String { "\(cause) (\(code.rawValue))" }
}
