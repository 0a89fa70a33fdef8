package import QueueCore

/// Changes of dossiers that a province's or the nation's system has still to hear of.
///
/// A change is told until it was heard, the changes of one dossier in their order. Whether it was
/// heard says nothing about the dossier itself.
package protocol DossierSyncStore: Sendable {
    /// The next change of each dossier whose time has come.
    ///
    /// - Parameters:
    ///   - now: the moment of which is asked.
    ///   - limit: how many at most.
    /// - Returns: one change a dossier, that waits for no earlier one; none of parked dossiers.
    /// - Throws: `DossierError` with code `.storage`.
    func dueSyncs(at now: Instant, limit: Int) async throws(DossierError) -> [SyncChange]

    /// Writes down what became of telling a change.
    ///
    /// - Parameters:
    ///   - code: the dossier's.
    ///   - sequence: the change's.
    ///   - outcome: what became of it.
    /// - Throws: `DossierError` with code `.storage`.
    func settleSync(
        of code: String, _ sequence: Int, _ outcome: SyncOutcome
    ) async throws(DossierError)

    /// How far it is behind, with the first `limit` changes that are stuck.
    func syncBacklog(limit: Int) async throws(DossierError) -> SyncBacklog

    /// Takes a parked change up again.
    ///
    /// - Parameter code: the dossier's.
    /// - Returns: whether one was parked.
    /// - Throws: `DossierError` with code `.storage`.
    func resumeSync(ofDossier code: String) async throws(DossierError) -> Bool
}

/// What became of telling a change.
package enum SyncOutcome: Hashable, Sendable {
    case heard
    /// It is told again from that moment on.
    case failed(String, nextAt: Instant)
    /// It waits for a person.
    case parked(String)
}

/// One change of a dossier, complete in itself; nothing personal.
package struct SyncChange: Hashable, Sendable {
    package let code: String
    /// The event's number in its dossier, from 1.
    package let sequence: Int
    /// How often telling it has failed.
    package let attempts: Int
    package let procedure: ProcedureCode
    package let field: FieldID
    /// 1 at the counter, 2 online, 3 by post.
    package let channel: Int
    /// The national code of its state after the change.
    package let status: Int
    package let filedAt: Instant
    package let receivedAt: Instant?
    /// The last moment of what is promised.
    package let dueAt: Instant?
    package let readyAt: Instant?
    package let returnedAt: Instant?
    package let refusedAt: Instant?
    /// Where it is.
    package let office: String
    /// Who changed it, when, and how, in a Vietnamese sentence.
    package let by: String
    package let at: Instant
    package let words: String

    package init(
        code: String, sequence: Int, attempts: Int, procedure: ProcedureCode, field: FieldID,
        channel: Int, status: Int, filedAt: Instant, receivedAt: Instant?, dueAt: Instant?,
        readyAt: Instant?, returnedAt: Instant?, refusedAt: Instant?, office: String, by: String,
        at: Instant, words: String
    ) {
        self.code = code
        self.sequence = sequence
        self.attempts = attempts
        self.procedure = procedure
        self.field = field
        self.channel = channel
        self.status = status
        self.filedAt = filedAt
        self.receivedAt = receivedAt
        self.dueAt = dueAt
        self.readyAt = readyAt
        self.returnedAt = returnedAt
        self.refusedAt = refusedAt
        self.office = office
        self.by = by
        self.at = at
        self.words = words
    }
}

/// How far the telling of changes is behind.
package struct SyncBacklog: Hashable, Sendable {
    /// A change that was not heard at the first try.
    package struct Stuck: Hashable, Sendable {
        package let code: String
        package let sequence: Int
        package let attempts: Int
        package let reason: String
        /// When it is tried again; nil for one that waits for a person.
        package let nextAt: Instant?

        package init(
            code: String, sequence: Int, attempts: Int, reason: String, nextAt: Instant?
        ) {
            self.code = code
            self.sequence = sequence
            self.attempts = attempts
            self.reason = reason
            self.nextAt = nextAt
        }
    }

    /// Changes not heard yet, those behind stuck ones too.
    package let waiting: Int
    package let parkedCount: Int
    /// Parked ones first.
    package let stuck: [Stuck]

    package init(waiting: Int, parkedCount: Int, stuck: [Stuck]) {
        self.waiting = waiting
        self.parkedCount = parkedCount
        self.stuck = stuck
    }
}
