import Logging
import QueueCore

/// What the writer owns: the open day, and where the journal ends.
///
/// A value that is changed in place: put to the actor's own property, each question to the hall
/// would copy all of it first.
struct WritingDesk {
    private(set) var book: DayBook
    /// The number of the event written last.
    private(set) var lastSequence: Int64
    private let announcements: AnnouncementRules?
    private let logger: Logger

    /// A desk that goes on from what the store restored.
    ///
    /// - Parameters:
    ///   - restored: what it goes on from.
    ///   - announcements: what is said of events; nil where nothing is spoken.
    ///   - logger: told of a doubtful clock.
    init(_ restored: RestoredDay, announcements: AnnouncementRules?, logger: Logger) {
        book = DayBook(restored)
        lastSequence = restored.lastSequence
        self.announcements = announcements
        self.logger = logger
    }

    /// Decides one request and writes what follows from it.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - clock: what the clock says.
    ///   - transaction: takes every fact, and the answer where the request bears a key.
    ///   - orders: deliveries that are added to it.
    /// - Returns: the reply, to be given once the transaction is durable.
    /// - Throws: what the transaction throws; the book is then ahead of the disk.
    mutating func process(
        _ request: Request, at clock: Instant, in transaction: any StoreTransaction,
        orders: inout [DeliveryOrder]
    ) throws -> Reply {
        if let claim = request.claim, let known = try transaction.remembered(claim) {
            return known.reply(to: claim)
        }
        let now = commandTime(clock)
        var action = resolved(request.action)
        if case .resumeHandOff(let id, _) = action {
            guard let step = try transaction.parkedHandOff(of: id) else {
                return .refused(Refusal(.wrongState))
            }
            action = .resumeHandOff(id, step: step)
        }
        let command = Command(action, by: request.actor, at: now)
        if request.opensDay, let opening = book.hall.opening(at: now) {
            try carryOut(opening, by: .system, at: now, in: transaction, orders: &orders)
        }
        let decision: Decision
        do throws(Refusal) {
            decision = try book.hall.decide(command)
        } catch {
            if error.code == .clockDoubtful {
                logger.error("the clock says \(now.rfc3339), which cannot be right: no numbers")
            }
            if case .issue(let press) = command.action,
                let unmet = book.hall.unmetDemand(press, error, at: now)
            {
                try carryOut(unmet, by: request.actor, at: now, in: transaction, orders: &orders)
            }
            return .refused(error)
        }
        try carryOut(decision, by: request.actor, at: now, in: transaction, orders: &orders)
        while let call = book.hall.assignment(at: now) {
            try carryOut(call, by: .system, at: now, in: transaction, orders: &orders)
        }
        guard let render = request.render else { return .done(decision.answer, nil) }
        let answer = render(decision.answer, book, now)
        if let claim = request.claim { try transaction.remember(claim, answer, at: now) }
        return .done(decision.answer, answer)
    }

    /// Adds what the hall does not keep: claims as they stand now, not as the asker saw them, and
    /// the numbers that a known person holds.
    private func resolved(_ action: Command.Action) -> Command.Action {
        switch action {
        case .verifyPriority(let id):
            guard let claim = book.priorities[id] else {
                // Without a ticket there is none to verify either: the hall says which.
                return book.hall.tickets[id] == nil ? .setPriority(id, nil) : action
            }
            return .setPriority(id, PriorityClaim(group: claim.group, verified: true))
        case .issue(var request):
            guard let person = request.person else { return action }
            request.heldTickets = book.tickets(of: person)
            return .issue(request)
        default: return action
        }
    }

    private mutating func carryOut(
        _ decision: Decision, by actor: Actor, at now: Instant,
        in transaction: any StoreTransaction, orders: inout [DeliveryOrder]
    ) throws {
        for fact in decision.facts {
            book.apply(fact, at: now)
            lastSequence += 1
            try transaction.append(
                JournalEntry(
                    sequence: lastSequence, at: now, actor: actor, fact: fact,
                    ticket: fact.event.ticket.flatMap { book.hall.tickets[$0] }))
            // Behind their event, with the hall as it stood after it: an act of several events may
            // call more than one.
            try deliver(said(of: fact.event, at: now), at: now, in: transaction, orders: &orders)
        }
        try deliver(decision.deliveries, at: now, in: transaction, orders: &orders)
    }

    private func said(of event: Event, at now: Instant) -> [DeliveryOrder] {
        guard let announcements else { return [] }
        return announcements.orders(for: event, in: book.hall, sequence: lastSequence, at: now)
            .map(DeliveryOrder.announcement)
    }

    private func deliver(
        _ new: [DeliveryOrder], at now: Instant, in transaction: any StoreTransaction,
        orders: inout [DeliveryOrder]
    ) throws {
        for order in new { try transaction.order(order, at: now) }
        orders += new
    }

    /// The clock's time; one that time service set back a little counts on from the last event.
    private func commandTime(_ now: Instant) -> Instant {
        guard let last = book.hall.lastEventAt, now < last, last - Hall.clockStepBackMax <= now
        else { return now }
        return last
    }
}
