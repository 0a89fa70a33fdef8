import Kiosk
import QueueCore

/// What a `MemoryStore` holds: a value, so that a commit that fails is simply not kept.
struct MemoryContents: Sendable {
    struct Delivery: Sendable {
        enum State { case open, parked, done }

        let order: DeliveryOrder
        var state: State = .open

        static func key(announcement id: String) -> String { "announcement/\(id)" }

        var key: String {
            switch order {
            case .slip(let slip): "slip/\(slip.ticket)/\(slip.print)"
            case .handOff(let step): "hand-off/\(step.ticket)/\(step.step)"
            case .announcement(let order): Self.key(announcement: order.id)
            }
        }
    }

    /// What became of announcements, by their names.
    var outcomes: [String: AnnouncementOutcome] = [:]

    struct Key: Hashable {
        let principal: String
        let key: String
    }

    var journal: [(sequence: Int64, event: Event, at: Instant)] = []
    var notes: [Int64: String] = [:]
    var tickets: [TicketID: TicketRecord] = [:]
    var persons: [TicketID: String] = [:]
    var deliveries: [Delivery] = []
    var answers: [Key: (request: RememberedRequest, at: Instant)] = [:]

    /// The steps of hand-offs in this state, in their order.
    func handOffs(_ state: Delivery.State) -> [HandOffStep] {
        deliveries.filter { $0.state == state }.compactMap { delivery in
            guard case .handOff(let step) = delivery.order else { return nil }
            return step
        }
    }

    var restored: RestoredDay {
        var restored = RestoredDay()
        restored.lastSequence = journal.last?.sequence ?? 0
        var day: ServiceDay?
        for (_, event, at) in journal {
            if case .dayOpened(let opened, _, _) = event {
                day = opened
                restored.events = []
            }
            restored.events.append((event, at))
        }
        for (id, record) in tickets where record.ticket.day == day {
            restored.settlements[id] = record.settlement
            restored.priorities[id] = record.priority
        }
        restored.persons = persons
        for delivery in deliveries where delivery.state == .open {
            switch delivery.order {
            case .slip(let slip): restored.begunSlips.append((slip.ticket, slip.print))
            case .announcement(let order): restored.openAnnouncements.append(order.id)
            case .handOff: break
            }
        }
        return restored
    }
}

/// One open transaction on a copy of the contents.
final class MemoryTransaction: StoreTransaction {
    private(set) var contents: MemoryContents
    private let listener: @Sendable (MemoryStore.Moment) throws -> Void

    init(
        _ contents: MemoryContents,
        _ listener: @escaping @Sendable (MemoryStore.Moment) throws -> Void
    ) {
        self.contents = contents
        self.listener = listener
    }

    func remembered(_ claim: IdempotencyClaim) throws -> RememberedRequest? {
        contents.answers[.init(principal: claim.principal, key: claim.key)]?.request
    }

    func append(_ entry: JournalEntry) throws {
        try listener(.event)
        let event = entry.fact.event
        guard entry.sequence > contents.journal.last?.sequence ?? 0 else {
            throw constraint("sequence \(entry.sequence)")
        }
        contents.journal.append((entry.sequence, event, entry.at))
        contents.notes[entry.sequence] = entry.fact.note
        try project(event, entry.ticket)
        if let ticket = entry.ticket {
            switch entry.fact.priority {
            case .claim(let claim): contents.tickets[ticket.id]?.priority = claim
            case .withdrawn: contents.tickets[ticket.id]?.priority = nil
            case nil: break
            }
        }
        settle(event)
        if let ticket = entry.ticket, let person = entry.fact.person {
            contents.persons[ticket.id] = person
        }
        if case .dayOpened = event {
            contents.persons = [:]
            let limit = entry.at - .seconds(24 * 3_600)
            contents.answers = contents.answers.filter { $0.value.at >= limit }
        }
    }

    func order(_ delivery: DeliveryOrder, at now: Instant) throws {
        try listener(.delivery)
        let new = MemoryContents.Delivery(order: delivery)
        guard !contents.deliveries.contains(where: { $0.key == new.key }) else {
            throw constraint("delivery \(new.key)")
        }
        contents.deliveries.append(new)
    }

    func settle(announcement: String, as outcome: AnnouncementOutcome) throws {
        let key = MemoryContents.Delivery.key(announcement: announcement)
        guard let place = contents.deliveries.firstIndex(where: { $0.key == key }) else { return }
        contents.deliveries[place].state = .done
        contents.outcomes[announcement] = outcome
    }

    func parkedHandOff(of ticket: TicketID) throws -> Int? {
        contents.handOffs(.parked).first { $0.ticket == ticket }?.step
    }

    func remember(_ claim: IdempotencyClaim, _ answer: StoredAnswer, at now: Instant) throws {
        try listener(.idempotency)
        let key = MemoryContents.Key(principal: claim.principal, key: claim.key)
        guard contents.answers[key] == nil else { throw constraint("key \(claim.key)") }
        contents.answers[key] = (
            RememberedRequest(requestHash: claim.requestHash, answer: answer), now
        )
    }

    private func project(_ event: Event, _ ticket: Ticket?) throws {
        guard let id = event.ticket else { return }
        let today = contents.tickets.values.map(\.ticket).filter { $0.day == ticket?.day }
        if case .ticketIssued(let issue) = event, let ticket {
            guard contents.tickets[id] == nil else { throw constraint("ticket \(id)") }
            guard !today.contains(where: { $0.number == ticket.number }) else {
                throw constraint("number \(ticket.number)")
            }
            contents.tickets[id] = TicketRecord(
                ticket: ticket, settlement: Settlement(slip: issue.printsSlip ? .pending : .none),
                priority: nil)
            return
        }
        contents.tickets[id]?.settlement.apply(event)
        guard let ticket else { return }
        contents.tickets[id]?.ticket = ticket
        guard ticket.state.isAtCounter else { return }
        let others = today.filter {
            $0.id != id && $0.state.isAtCounter && $0.counter == ticket.counter
        }
        guard others.isEmpty else { throw constraint("counter \(ticket.counter ?? 0)") }
    }

    private func settle(_ event: Event) {
        let (key, state): (String, MemoryContents.Delivery.State)
        switch event {
        case .slipSettled(let ticket, let print, _):
            (key, state) = ("slip/\(ticket)/\(print)", .done)
        case .handOffAccepted(let ticket, let step, _):
            (key, state) = ("hand-off/\(ticket)/\(step)", .done)
        case .handOffParked(let ticket, let step):
            (key, state) = ("hand-off/\(ticket)/\(step)", .parked)
        case .handOffResumed(let ticket, let step):
            (key, state) = ("hand-off/\(ticket)/\(step)", .open)
        default: return
        }
        guard let place = contents.deliveries.firstIndex(where: { $0.key == key }) else { return }
        contents.deliveries[place].state = state
    }

    private func constraint(_ what: String) -> StoreError {
        StoreError(.constraint, cause: "\(what) is there already", hint: "none")
    }
}
