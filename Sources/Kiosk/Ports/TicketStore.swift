package import QueueCore

/// The journal and its projections, durable.
///
/// One writer (the Controller) and any number of readers beside it. Errors are `StoreError`; after
/// one from `commit` the store must be taken as broken.
package protocol TicketStore: Sendable {
    /// Everything a restart needs: the events of the open day and what is unfinished.
    ///
    /// Time grows with the open day, not with history.
    func restore() throws -> RestoredDay

    /// Runs `body` in one transaction and makes it durable: returns after the disk said so.
    ///
    /// Blocks for one sync; call it on the writer's own executor. When `body` throws, nothing of it
    /// is kept.
    func commit<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result

    /// Hand-offs not yet accepted or parked, oldest first, at most `limit`.
    func dueHandOffs(limit: Int) throws -> [HandOffStep]

    /// How far hand-offs are behind, with the oldest `limit` parked steps.
    func handOffBacklog(limit: Int) throws -> HandOffBacklog

    /// A ticket of any day with what became of its slip and hand-off; nil when there is none.
    func ticket(_ id: TicketID) throws -> TicketRecord?

    /// A row for each ticket of these service days, both included, in order of issue.
    ///
    /// Rows are handed to `each` one by one, so that a log of any length needs little memory.
    func waits(from: ServiceDay, to: ServiceDay, each: (WaitRow) throws -> Void) throws

    /// What figures need of each ticket of these service days, both included, in no order; handed to
    /// `each` one by one.
    ///
    /// The same tickets as `waits`, several times as fast.
    func samples(from: ServiceDay, to: ServiceDay, each: (WaitSample) throws -> Void) throws

    /// What each ticket of these service days was told at issue and how long it waited, both days
    /// included, in no order; handed to `each` one by one.
    func estimates(from: ServiceDay, to: ServiceDay, each: (EstimateRow) throws -> Void) throws

    /// Each opening, pause and closing of a counter on these service days, both included, in order,
    /// and last of each day its end; handed to `each` one by one.
    func counterMoments(
        from: ServiceDay, to: ServiceDay, each: (CounterMoment) throws -> Void) throws

    /// Each press of these service days that got no number, both days included, in the order of
    /// their coming; handed to `each` one by one.
    func unmet(from: ServiceDay, to: ServiceDay, each: (UnmetPress) throws -> Void) throws

    /// Each completed visit of these service days with its rating, both days included, in order of
    /// issue; handed to `each` one by one.
    func ratings(from: ServiceDay, to: ServiceDay, each: (RatingRow) throws -> Void) throws
}

/// One open transaction; used only while `commit` runs.
package protocol StoreTransaction {
    /// The answer given to this key before, if its request is remembered.
    func remembered(_ claim: IdempotencyClaim) throws -> RememberedRequest?
    /// Appends one event to the chain, with its note and its effects on every projection.
    func append(_ entry: JournalEntry) throws
    /// Adds a delivery; a slip is marked begun at once, for its first byte follows the commit.
    func order(_ delivery: DeliveryOrder, at: Instant) throws
    /// Writes down what became of an announcement; one that was never ordered changes nothing.
    func settle(announcement: String, as outcome: AnnouncementOutcome) throws
    /// The step of a ticket's hand-off that is parked; nil where none is.
    func parkedHandOff(of ticket: TicketID) throws -> Int?
    /// Keeps the answer, so that the same request gets it again.
    func remember(_ claim: IdempotencyClaim, _ answer: StoredAnswer, at: Instant) throws
}

/// One event as it is appended.
package struct JournalEntry: Sendable {
    package let sequence: Int64
    package let at: Instant
    package let actor: Actor
    package let fact: Fact
    /// The ticket that the event is about, as it stands after it; nil for a ticket of a past day.
    package let ticket: Ticket?

    package init(sequence: Int64, at: Instant, actor: Actor, fact: Fact, ticket: Ticket?) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.fact = fact
        self.ticket = ticket
    }
}

/// What a restart reads.
package struct RestoredDay: Sendable {
    package var events: [(event: Event, at: Instant)] = []
    package var lastSequence: Int64 = 0
    package var settlements: [TicketID: Settlement] = [:]
    package var priorities: [TicketID: PriorityClaim] = [:]
    /// Keyed hash of the day of the tickets' holders, where it is known.
    package var persons: [TicketID: String] = [:]
    /// Slips begun and never settled: nobody knows whether they came out.
    package var begunSlips: [(ticket: TicketID, print: Int)] = []
    /// Announcements ordered and never settled: whoever was called heard it, or comes too late for
    /// it now.
    package var openAnnouncements: [String] = []
    /// Announcements too damaged to be read, told as the store's error would tell them.
    ///
    /// They are dropped: no sentence is worth a centre that does not open.
    package var damagedAnnouncements: [String] = []

    package init() {}
}

/// A ticket with all that is known of it.
package struct TicketRecord: Sendable {
    package var ticket: Ticket
    package var settlement: Settlement
    package var priority: PriorityClaim?

    package init(ticket: Ticket, settlement: Settlement, priority: PriorityClaim?) {
        self.ticket = ticket
        self.settlement = settlement
        self.priority = priority
    }
}

/// Why the store could not do its work.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Code: String, Hashable, Sendable {
        case diskFull = "disk-full"
        case inputOutput = "io"
        case corrupt
        /// Another program holds the data directory.
        case locked
        /// Written by a newer program, or not by this one at all.
        case foreign
        /// The store belongs to a simulation, or the other way round.
        case simulation
        /// A uniqueness that must never be broken would have been.
        case constraint
        case other
    }

    package let code: Code
    /// What happened, to which file, in English.
    package let cause: String
    /// What an operator can do about it.
    package let hint: String

    package init(_ code: Code, cause: String, hint: String) {
        self.code = code
        self.cause = cause
        self.hint = hint
    }

    package var description: String { "\(cause) (\(code.rawValue)). \(hint)" }
}
