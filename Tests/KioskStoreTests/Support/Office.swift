import Kiosk
import KioskStore
import KioskTesting
import QueueCore

/// The controller's way through the store, in step: what is asked is decided, committed, answered.
///
/// After a failed commit its book is ahead of the disk, as the controller's would be: take a new
/// one on a new store.
final class Office {
    static let opensAt = ServiceDay(daysSinceEpoch: 20_780).start + .seconds(8 * 3_600)

    let store: SQLiteStore
    private(set) var book: DayBook
    private(set) var lastSequence: Int64
    /// When the next request comes; a second later after each.
    var now: Instant
    private let name: String
    private var asked = 0

    /// Goes on from what the store holds.
    ///
    /// - Parameters:
    ///   - store: open, and used by nobody else.
    ///   - name: begins every ticket's name, so that no two offices give the same.
    /// - Throws: what the store throws.
    init(_ store: SQLiteStore, name: String = "A") throws {
        self.store = store
        self.name = name
        let restored = try store.restore()
        book = DayBook(restored)
        lastSequence = restored.lastSequence
        now = (book.hall.lastEventAt ?? Self.opensAt) + .seconds(1)
        guard book.hall.plan.lines.isEmpty else { return }
        try submit(Request(.adopt(SamplePlan.plan()), by: .system))
    }

    /// A request for the next ticket, with a key; the answer is the ticket's name.
    func issue(
        _ line: LineID = "ho-tich", key: String? = nil, priority: String? = nil,
        kiosk: KioskID? = "kiosk-1"
    ) -> Request {
        asked += 1
        let id = "\(name)-\(padded(asked, 6))"
        return Request(
            .issue(SamplePlan.request(id, line: line, priority: priority, kiosk: kiosk)),
            by: SamplePlan.kiosk,
            claim: IdempotencyClaim(
                principal: "device:kiosk-1", key: key ?? "key-\(id)", requestHash: id)
        ) { _, _, _ in StoredAnswer(status: 201, body: Array(id.utf8)) }
    }

    /// Decides the requests one after the other and commits them together.
    @discardableResult
    func submit(_ requests: [Request]) throws -> [Reply] {
        let replies = try store.commit { transaction in
            try requests.map { try process($0, transaction) }
        }
        return replies
    }

    @discardableResult
    func submit(_ requests: Request...) throws -> [Reply] { try submit(requests) }

    /// Submits a clerk's act; throws when it is refused.
    func act(_ action: Command.Action, clerk: Int = 8) throws {
        for case .refused(let refusal) in try submit(Request(action, by: SamplePlan.clerk(clerk))) {
            throw refusal
        }
    }

    /// Issues a ticket and returns its name.
    @discardableResult
    func take(_ line: LineID = "ho-tich", priority: String? = nil) throws -> TicketID {
        let request = issue(line, priority: priority)
        for case .done(.ticket(let id), _) in try submit(request) { return id }
        throw Refusal(.lineClosed)
    }

    private func process(_ request: Request, _ transaction: any StoreTransaction) throws -> Reply {
        now = now + .seconds(1)
        if let claim = request.claim, let known = try transaction.remembered(claim) {
            return known.requestHash == claim.requestHash ? .replayed(known.answer) : .keyReused
        }
        if request.isSomebodysAct, let opening = book.hall.opening(at: now) {
            try carryOut(opening, by: .system, transaction)
        }
        let decision: Decision
        do throws(Refusal) {
            decision = try book.hall.decide(Command(request.action, by: request.actor, at: now))
        } catch {
            return .refused(error)
        }
        try carryOut(decision, by: request.actor, transaction)
        let answer = request.render?(decision.answer, book, now)
        if let claim = request.claim, let answer {
            try transaction.remember(claim, answer, at: now)
        }
        return .done(decision.answer, answer)
    }

    private func carryOut(
        _ decision: Decision, by actor: Actor, _ transaction: any StoreTransaction
    ) throws {
        for fact in decision.facts {
            book.apply(fact, at: now)
            lastSequence += 1
            try transaction.append(
                JournalEntry(
                    sequence: lastSequence, at: now, actor: actor, fact: fact,
                    ticket: fact.event.ticket.flatMap { book.hall.tickets[$0] }))
        }
        for order in decision.deliveries { try transaction.order(order, at: now) }
    }
}

extension Request {
    /// What deliveries and the configuration report opens no day.
    fileprivate var isSomebodysAct: Bool {
        switch action {
        case .settleSlip, .settleHandOff, .parkHandOff, .resumeHandOff, .adopt: false
        default: true
        }
    }
}

extension Reply {
    var wasDone: Bool {
        if case .done = self { true } else { false }
    }

    var wasRefused: Bool {
        if case .refused = self { true } else { false }
    }
}
