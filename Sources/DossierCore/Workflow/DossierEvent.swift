package import QueueCore

/// What happened to a dossier, when, by whom, and why.
///
/// Facts only: what was decided then, due dates among it, is in the event and is not reckoned again
/// when another calendar holds. Nothing here names the applicant.
package struct DossierEvent: Hashable, Sendable, Codable {
    /// 1 for the first of its dossier, without gaps.
    package let sequence: Int
    package let at: Instant
    package let by: Official
    package let fact: Fact

    package init(sequence: Int, at: Instant, by: Official, fact: Fact) {
        self.sequence = sequence
        self.at = at
        self.by = by
        self.fact = fact
    }

    package enum Fact: Hashable, Sendable, Codable {
        /// It was handed in; every dossier begins so.
        case filed(Filing)
        /// It was received; `due` is what the receipt promises.
        case received(DossierCourse, due: DueAnswer)
        /// Form 03.
        case refused(reason: String)
        /// Form 02; the citizen brings `papers`.
        case supplementAsked(papers: [String], reason: String)
        /// What was awaited is there since `at`; `due` is the promise from now on, nil for a
        /// dossier that was not received yet.
        case waitEnded(Interruption.Kind, at: Instant, due: DueAnswer?)
        case forwarded(from: OfficeID, to: OfficeID, note: String)
        /// The office to which it was sent has it in its hands.
        case accepted(OfficeID)
        /// `isAwaited`: the work does not go on before it is paid.
        case charged(amountVND: Int, reason: String, isAwaited: Bool)
        /// `receipt`: the number of the official e-receipt.
        case paid(amountVND: Int, receipt: String)
        case suspended(reason: String)
        case withdrawn(reason: String)
        /// Form 05.
        case stopped(reason: String)
        /// The result is ready; `result` is its number or a word for it.
        case finished(result: String, timeliness: Timeliness?)
        /// The result was wrong and did not reach the applicant.
        case resultTakenBack(reason: String)
        case returned(ReturnMethod)
        /// The centre owes an apology.
        case apologyOwed(ApologyCause)
        /// Form 04, or a corrected receipt; `newDay` is a fresh promise.
        case apologised(ApologyCause, reason: String, newDay: ServiceDay?)
    }
}

/// How a dossier came, and under which version of its procedure.
package struct Filing: Hashable, Sendable, Codable {
    package let procedure: ProcedureVersion
    package let field: FieldID
    package let channel: FilingChannel
    /// When it was handed in; online that may be a Sunday.
    package let at: Instant

    package init(
        procedure: ProcedureVersion, field: FieldID, channel: FilingChannel, at: Instant
    ) {
        self.procedure = procedure
        self.field = field
        self.channel = channel
        self.at = at
    }
}

/// How a result reached the applicant.
package enum ReturnMethod: Hashable, Sendable, Codable {
    /// At the counter; `note` says how the receipt was signed, such as “ký nhận tại sổ 2, dòng 14”.
    case counter(note: String)
    /// By the public postal service, with the number of the consignment.
    case post(consignment: String)
    case online
}

/// Why the centre apologises.
package enum ApologyCause: Hashable, Sendable, Codable {
    /// This promise passed without a result; one apology for each promise.
    case lateness(DueDate.Point)
    /// A mistake was made at reception; the receipt is corrected.
    case receptionError(what: String)
}
