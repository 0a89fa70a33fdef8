package import Kiosk
package import QueueCore

/// Writes a hall's decisions into a store as the controller does, one command a commit.
///
/// Lets a conformance suite reach a store without the controller, and also do what the controller
/// never would.
package struct StoreDriver {
    package let store: any TicketStore
    package private(set) var book = DayBook()
    package var sequence: Int64 = 0
    private let plan: HallPlan

    /// A driver of an empty store.
    package init(_ store: any TicketStore, plan: HallPlan = SamplePlan.plan()) {
        self.store = store
        self.plan = plan
    }

    private init(store: any TicketStore, book: DayBook, sequence: Int64, plan: HallPlan) {
        self.store = store
        self.book = book
        self.sequence = sequence
        self.plan = plan
    }

    /// What a command leads to, already part of the driver's own book.
    ///
    /// - Parameters:
    ///   - action: asked of the hall; its day is opened before, when it must be.
    ///   - actor: who asks.
    ///   - now: when.
    /// - Returns: the journal's entries and the deliveries, not written anywhere yet.
    /// - Throws: `Refusal`.
    package mutating func decide(
        _ action: Command.Action, by actor: Actor, at now: Instant
    ) throws(Refusal) -> (entries: [JournalEntry], deliveries: [DeliveryOrder]) {
        if book.hall.wholePlan != plan {
            let adoption = try book.hall.decide(Command(.adopt(plan), by: .system, at: now))
            for fact in adoption.facts { book.apply(fact, at: now) }
        }
        var facts: [Fact] = []
        var deliveries: [DeliveryOrder] = []
        if let opening = book.hall.opening(at: now) {
            facts += opening.facts
            deliveries += opening.deliveries
        }
        let entries = facts.map { entry($0, by: .system, at: now) }
        let decision = try book.hall.decide(Command(action, by: actor, at: now))
        return (
            entries + decision.facts.map { entry($0, by: actor, at: now) },
            deliveries + decision.deliveries
        )
    }

    /// Decides and commits.
    package mutating func perform(
        _ action: Command.Action, by actor: Actor, at now: Instant
    ) throws {
        let (entries, deliveries) = try decide(action, by: actor, at: now)
        try write(entries, deliveries, at: now)
    }

    /// Asks for a number that the hall refuses, and commits what is kept of that.
    ///
    /// - Parameters:
    ///   - request: of a day that is open.
    ///   - now: when.
    /// - Throws: `ConformanceFailure` when the hall gives the number, or keeps nothing.
    package mutating func pressInVain(_ request: IssueRequest, at now: Instant) throws {
        let refusal: Refusal
        do throws(Refusal) {
            _ = try book.hall.decide(Command(.issue(request), by: SamplePlan.kiosk, at: now))
            throw Refusal(.wrongState)
        } catch {
            refusal = error
        }
        guard let unmet = book.hall.unmetDemand(request, refusal, at: now) else {
            throw ConformanceFailure("the hall kept nothing of a press: \(refusal.code)")
        }
        try write(unmet.facts.map { entry($0, by: SamplePlan.kiosk, at: now) }, [], at: now)
    }

    /// Commits what was decided.
    package func write(
        _ entries: [JournalEntry], _ deliveries: [DeliveryOrder], at now: Instant
    ) throws {
        try store.commit { transaction in
            for entry in entries { try transaction.append(entry) }
            for delivery in deliveries { try transaction.order(delivery, at: now) }
        }
    }

    private mutating func entry(_ fact: Fact, by actor: Actor, at now: Instant) -> JournalEntry {
        book.apply(fact, at: now)
        sequence += 1
        return JournalEntry(
            sequence: sequence, at: now, actor: actor, fact: fact,
            ticket: fact.event.ticket.flatMap { book.hall.tickets[$0] })
    }

    /// The same driver going on with another handle of its store.
    package func on(_ store: any TicketStore) -> StoreDriver {
        StoreDriver(store: store, book: book, sequence: sequence, plan: plan)
    }
}
