package import Kiosk
package import QueueCore
import Synchronization

/// A store in memory that keeps the same promises as the real one, and fails when told to.
package final class MemoryStore: TicketStore {
    /// Moments of a commit, in order, at which `onMoment` is called.
    package enum Moment: String, CaseIterable, Sendable {
        case begin, event, delivery, idempotency, commit
    }

    private let contents: Mutex<MemoryContents>
    let kept = Mutex<[StoredSession]>([])
    let credentials = Mutex<[String: Credential]>([:])
    private let listener = Mutex<@Sendable (Moment) throws -> Void>({ _ in })
    /// How many commits succeeded so far.
    package let commits = Watched(0)

    package init() {
        contents = Mutex(MemoryContents())
    }

    /// A second handle on what another store holds: a restart.
    package init(restarted other: MemoryStore) {
        contents = Mutex(other.contents.withLock { $0 })
    }

    /// Calls `listener` at every moment of every commit; what it throws fails the commit.
    ///
    /// It runs on the writer's executor and may block it.
    package func onMoment(_ listener: @escaping @Sendable (Moment) throws -> Void) {
        self.listener.withLock { $0 = listener }
    }

    /// Fails the next commits at that moment, as a full disk does.
    package func fail(at moment: Moment, with code: StoreError.Code = .diskFull) {
        onMoment { now in
            guard now == moment else { return }
            throw StoreError(code, cause: "told to fail at \(moment.rawValue)", hint: "none")
        }
    }

    /// Every event ever appended, oldest first.
    package var journal: [(sequence: Int64, event: Event, at: Instant)] {
        contents.withLock { $0.journal }
    }

    /// The notes, by the sequence of their event.
    package var notes: [Int64: String] { contents.withLock { $0.notes } }

    /// What became of announcements, by their names.
    package var announcementOutcomes: [String: AnnouncementOutcome] {
        contents.withLock { $0.outcomes }
    }

    package func commit<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
        let listener = listener.withLock { $0 }
        let transaction = MemoryTransaction(contents.withLock { $0 }, listener)
        let result: Result
        do {
            try listener(.begin)
            result = try body(transaction)
            try listener(.commit)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.other, cause: "\(error)", hint: "none")
        }
        contents.withLock { $0 = transaction.contents }
        commits.change { $0 += 1 }
        return result
    }

    package func restore() throws -> RestoredDay { contents.withLock { $0.restored } }

    package func dueHandOffs(limit: Int) throws -> [HandOffStep] {
        contents.withLock { contents in
            let open = contents.deliveries.compactMap { delivery -> (HandOffStep, Bool)? in
                guard case .handOff(let step) = delivery.order else { return nil }
                return delivery.state == .done ? nil : (step, delivery.state == .parked)
            }
            let stuck = Set(open.filter(\.1).map(\.0.ticket))
            return Array(open.map(\.0).filter { !stuck.contains($0.ticket) }.prefix(limit))
        }
    }

    package func handOffBacklog(limit: Int) throws -> HandOffBacklog {
        contents.withLock { contents in
            let due = contents.handOffs(.open)
            let parked = contents.handOffs(.parked)
            return HandOffBacklog(
                waiting: due.count, oldest: due.first?.occurredAt, parkedCount: parked.count,
                parked: parked.prefix(limit).map { step in
                    let event = contents.journal.last {
                        $0.event == .handOffParked(ticket: step.ticket, step: step.step)
                    }
                    return .init(
                        step: step, reason: event.flatMap { contents.notes[$0.sequence] })
                })
        }
    }

    package func ticket(_ id: TicketID) throws -> TicketRecord? {
        contents.withLock { $0.tickets[id] }
    }

    package func waits(
        from: ServiceDay, to: ServiceDay, each: (WaitRow) throws -> Void
    ) throws {
        let tickets = contents.withLock { Array($0.tickets.values.map(\.ticket)) }
        for ticket in tickets.sorted(by: { ($0.day, $0.order) < ($1.day, $1.order) })
        where from <= ticket.day && ticket.day <= to { try each(WaitRow(ticket)) }
    }

    package func samples(
        from: ServiceDay, to: ServiceDay, each: (WaitSample) throws -> Void
    ) throws {
        try waits(from: from, to: to) { try each(WaitSample($0)) }
    }

    package func estimates(
        from: ServiceDay, to: ServiceDay, each: (EstimateRow) throws -> Void
    ) throws {
        let tickets = contents.withLock { Array($0.tickets.values.map(\.ticket)) }
        for ticket in tickets where from <= ticket.day && ticket.day <= to {
            try each(
                EstimateRow(
                    line: ticket.issuedLine, day: ticket.day, issuedAt: ticket.issuedAt,
                    estimate: ticket.estimate, firstWait: ticket.waits.first))
        }
    }

    package func counterMoments(
        from: ServiceDay, to: ServiceDay, each: (CounterMoment) throws -> Void
    ) throws {
        var day: ServiceDay?
        var last: Instant?
        func end() throws {
            guard let day, let last, from <= day, day <= to else { return }
            try each(CounterMoment(endOf: day, at: last))
        }
        for (_, event, at) in journal {
            if case .dayOpened(let opened, _, _) = event {
                try end()
                day = opened
            }
            guard let day, from <= day, day <= to else { continue }
            // Who is left over is noted when the next day begins.
            if ServiceDay(at: at) == day { last = at }
            if let moment = CounterMoment(event, on: day, at: at) { try each(moment) }
        }
        try end()
    }

    package func unmet(
        from: ServiceDay, to: ServiceDay, each: (UnmetPress) throws -> Void
    ) throws {
        for (_, event, at) in journal {
            let day = ServiceDay(at: at)
            guard case .pressRefused(let press) = event, from <= day, day <= to else { continue }
            try each(UnmetPress(line: press.line, day: day, at: at))
        }
    }

    package func ratings(
        from: ServiceDay, to: ServiceDay, each: (RatingRow) throws -> Void
    ) throws {
        let tickets = contents.withLock { Array($0.tickets.values.map(\.ticket)) }
        var given: [TicketID: (RatingLevel, [RatingReason])] = [:]
        for (_, event, _) in journal {
            guard case .ticketRated(let id, _, _, let level, let reasons) = event else { continue }
            given[id] = (level, reasons)
        }
        for ticket in tickets.sorted(by: { ($0.day, $0.order) < ($1.day, $1.order) })
        where from <= ticket.day && ticket.day <= to && ticket.state == .completed {
            let rating = given[ticket.id]
            try each(
                RatingRow(
                    line: ticket.line, field: ticket.field, day: ticket.day,
                    endedAt: ticket.endedAt ?? ticket.issuedAt, counter: ticket.counter,
                    clerk: ticket.clerk, level: rating?.0, reasons: rating?.1 ?? []))
        }
    }
}
