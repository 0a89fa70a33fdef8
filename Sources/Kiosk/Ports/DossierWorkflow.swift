package import QueueCore

/// What officials do with dossiers after their reception, and read of them; nothing personal.
package protocol DossierWorkflow: Sendable {
    /// A dossier's life; nil for a code that the core does not have.
    func life(ofDossier code: String) async throws(DossierError) -> DossierLife?

    /// Does something to a dossier, where the workflow allows it.
    ///
    /// - Parameters:
    ///   - deed: what is done.
    ///   - code: the dossier's.
    ///   - actor: the account that does it.
    ///   - office: for which office; nil for the one where dossiers are received.
    ///   - key: the same deed under the same key has one effect, for two days at least.
    ///   - now: when.
    /// - Returns: the dossier's life after it.
    /// - Throws: `DossierError`: `.unknownDossier`, `.refused` with the reason in Vietnamese,
    ///   `.conflict` for a key of another dossier's deed, `.storage`.
    func carryOut(
        _ deed: DossierDeed, onDossier code: String, by actor: String, for office: String?,
        key: String, at now: Instant
    ) async throws(DossierError) -> DossierLife

    /// What has to be hurried, an office each.
    func urgent(at now: Instant) async throws(DossierError) -> [UrgentDossiers]
}

/// Something to be done to a dossier.
package enum DossierDeed: Hashable, Sendable {
    /// What came by portal or post; the due date runs by its channel's limit.
    case receive
    case askSupplement(papers: [String], reason: String)
    case supply
    case refuse(reason: String)
    case forward(to: String, note: String)
    case accept
    /// Amounts in đồng; `isAwaited`: the work rests until it is paid.
    case charge(amount: Int, reason: String, isAwaited: Bool)
    /// `receipt`: the number of the official e-receipt.
    case pay(amount: Int, receipt: String)
    case suspend(reason: String)
    case goOn
    case withdraw(reason: String)
    case stop(reason: String)
    case finish(result: String)
    case takeBackResult(reason: String)
    case handOverAtCounter(note: String)
    case handOverByPost(consignment: String)
    case recordError(what: String)
    /// `number`: of the apology in the dossier's life.
    case apologise(number: Int, reason: String, newDay: ServiceDay?)

    /// Its words in the contract.
    package enum Word: String, Hashable, Sendable, CaseIterable {
        case receive
        case askSupplement = "ask-supplement"
        case supply, refuse, forward, accept, charge, pay, suspend
        case goOn = "go-on"
        case withdraw, stop, finish
        case takeBackResult = "take-back-result"
        case handOver = "hand-over"
        case recordError = "record-error"
        case apologise
    }
}

/// A dossier's life as officials read it.
package struct DossierLife: Hashable, Sendable {
    /// An apology that is owed or was made.
    package struct Apology: Hashable, Sendable {
        /// Counted from 1 in the order of their causes.
        package let number: Int
        /// Why, in Vietnamese.
        package let cause: String
        package let madeAt: Instant?
        package let newDay: ServiceDay?

        package init(number: Int, cause: String, madeAt: Instant?, newDay: ServiceDay?) {
            self.number = number
            self.cause = cause
            self.madeAt = madeAt
            self.newDay = newDay
        }
    }

    /// Something that happened, in a Vietnamese sentence.
    package struct Step: Hashable, Sendable {
        package let at: Instant
        package let by: String
        package let office: String
        package let words: String

        package init(at: Instant, by: String, office: String, words: String) {
            self.at = at
            self.by = by
            self.office = office
            self.words = words
        }
    }

    package let code: String
    package let procedure: ProcedureCode
    /// A word of the workflow, such as `awaiting-supplement`, and its Vietnamese name.
    package let state: String
    package let stateName: String
    /// When the result is promised, as it stands; nil where no day can be.
    package let promise: ServiceDay?
    /// Why that day, or why none, in Vietnamese.
    package let promiseReason: String
    /// The office that has it in its hands, and where it is on its way to.
    package let holder: String
    package let sentTo: String?
    /// đồng.
    package let owed: Int
    package let paid: Int
    package let apologies: [Apology]
    /// What its state allows.
    package let allowed: [DossierDeed.Word]
    package let steps: [Step]

    package init(
        code: String, procedure: ProcedureCode, state: String, stateName: String,
        promise: ServiceDay?, promiseReason: String, holder: String, sentTo: String?, owed: Int,
        paid: Int, apologies: [Apology], allowed: [DossierDeed.Word], steps: [Step]
    ) {
        self.code = code
        self.procedure = procedure
        self.state = state
        self.stateName = stateName
        self.promise = promise
        self.promiseReason = promiseReason
        self.holder = holder
        self.sentTo = sentTo
        self.owed = owed
        self.paid = paid
        self.apologies = apologies
        self.allowed = allowed
        self.steps = steps
    }
}

/// What one office has to hurry, most urgent first.
package struct UrgentDossiers: Hashable, Sendable {
    /// How near the promise is.
    package enum Urgency: String, Hashable, Sendable, CaseIterable {
        case late, today, soon
    }

    /// One dossier.
    package struct Entry: Hashable, Sendable {
        package let code: String
        package let promise: ServiceDay
        package let urgency: Urgency
        /// Working days since the promise passed.
        package let workingDaysLate: Int

        package init(code: String, promise: ServiceDay, urgency: Urgency, workingDaysLate: Int) {
            self.code = code
            self.promise = promise
            self.urgency = urgency
            self.workingDaysLate = workingDaysLate
        }
    }

    package let office: String
    package let entries: [Entry]

    package init(office: String, entries: [Entry]) {
        self.office = office
        self.entries = entries
    }
}
