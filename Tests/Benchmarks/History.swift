import Foundation
import Kiosk
import KioskStore
import QueueCore

extension Benchmarks {
    /// What history costs a start and a press: the same store with and without past days.
    ///
    /// The presses alternate between the two, so that whatever else the machine does meets both.
    ///
    /// - Parameters:
    ///   - folder: takes the files; ten million tickets need some forty gigabytes.
    ///   - tickets: how many visits the past days have.
    /// - Throws: when a store cannot be written.
    static func history(_ folder: String, tickets: Int) async throws {
        let (without, with) = ("\(folder)/without", "\(folder)/with")
        for place in [without, with] {
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: true)
        }
        try History.write(tickets, at: "\(with)/hall.sqlite")
        let young = try await Engine(folder: without)
        let old = try await Engine(folder: with)
        var youngPresses = Samples()
        var oldPresses = Samples()
        let clock = ContinuousClock()
        for number in 0..<4_000 {
            let start = clock.now
            _ = await young.press(number)
            let middle = clock.now
            _ = await old.press(number)
            // The first ones fill SQLite's caches.
            guard number >= 1_000 else { continue }
            youngPresses.add(start.duration(to: middle))
            oldPresses.add(middle.duration(to: clock.now))
        }
        report(
            "a press after \(tickets) tickets of past days",
            "p50 \(rounded(oldPresses.p50, 0)) µs, without history "
                + "\(rounded(youngPresses.p50, 0)) µs",
            oldPresses.p50 / youngPresses.p50, goal: "≤ 1.1")
        var youngStarts = Samples()
        var oldStarts = Samples()
        for _ in 0..<21 {
            youngStarts.add(try start(at: without))
            oldStarts.add(try start(at: with))
        }
        report(
            "store opened and day restored after \(tickets) tickets of past days",
            "p50 \(rounded(oldStarts.p50 / 1_000, 1)) ms, without history "
                + "\(rounded(youngStarts.p50 / 1_000, 1)) ms",
            oldStarts.p50 / youngStarts.p50, goal: "≤ 1.1")
    }

    private static func start(at folder: String) throws -> Duration {
        try ContinuousClock().measure {
            let store = try SQLiteStore(path: "\(folder)/hall.sqlite", mode: .simulation)
            _ = DayBook(try store.restore())
            _ = try store.dueHandOffs(limit: 64)
            try store.close()
        }
    }
}

/// Writes past days through the hall and the store.
///
/// Of a long history the first days and the last are written so, and those in between are copies
/// of the first.
struct History {
    /// What a busy centre gives on one day.
    static let usualPerDay = 5_000
    /// Days that are written and then copied.
    private static let daysInCopy = 4
    /// Visits in one commit: few syncs, and a transaction that fits the cache.
    private static let batch = 500

    private let store: SQLiteStore
    private var book: DayBook
    private var lastSequence: Int64
    private var now: Instant
    private let identifiers = RandomIdentifiers()

    /// Writes whole visits on consecutive days up to yesterday, and says what that took.
    ///
    /// - Parameters:
    ///   - tickets: how many.
    ///   - perDay: of these, on each day.
    ///   - path: a store that is not there yet.
    /// - Throws: what the store throws, or a refusal.
    static func write(_ tickets: Int, perDay: Int = usualPerDay, at path: String) throws {
        let days = (tickets + perDay - 1) / perDay
        let first = ServiceDay(at: BenchClock().now()).advanced(by: -days)
        // The last day is never a copy: a start reads it.
        let copies = max(0, (days - 1 - daysInCopy) / daysInCopy)
        var events: Int64 = 0
        let length = try ContinuousClock().measure {
            let begun = copies > 0 ? daysInCopy : 0
            if copies > 0 {
                let last = try write(begun * perDay, perDay, from: first, at: path)
                try HistoryCopies(first: first, days: daysInCopy, events: last).make(
                    copies, at: path)
            }
            let done = begun + copies * daysInCopy
            events = try write(
                tickets - done * perDay, perDay, from: first.advanced(by: done), at: path)
        }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        let seconds = length / .seconds(1)
        print(
            "history: \(tickets) tickets, \(events) events on \(days) days in "
                + "\(rounded(seconds, 1)) s, \(copies * daysInCopy) of the days copied, "
                + "\(size / 1_000_000) MB")
        fflush(nil)
    }

    /// Writes visits through the hall and the store; returns the last event's number.
    private static func write(
        _ tickets: Int, _ perDay: Int, from first: ServiceDay, at path: String
    ) throws -> Int64 {
        let store = try SQLiteStore(path: path, mode: .simulation)
        var history = try History(store)
        var (day, left) = (first, tickets)
        while left > 0 {
            try history.write(min(perDay, left), on: day)
            left -= perDay
            day = day.advanced(by: 1)
        }
        try store.close()
        return history.lastSequence
    }

    private init(_ store: SQLiteStore) throws {
        self.store = store
        let restored = try store.restore()
        book = DayBook(restored)
        lastSequence = restored.lastSequence
        now = book.hall.lastEventAt ?? ServiceDay(daysSinceEpoch: 0).start
    }

    private mutating func write(_ tickets: Int, on day: ServiceDay) throws {
        now = day.start + .seconds(8 * 3_600)
        var left = tickets
        var isMorning = true
        while left > 0 {
            let count = min(Self.batch, left)
            // The transaction's body may not change what it is called from.
            var next = self
            try store.commit { transaction in
                if isMorning { try next.openDay(transaction) }
                for _ in 0..<count { try next.visit(transaction) }
            }
            self = next
            left -= count
            isMorning = false
        }
    }

    private mutating func openDay(_ transaction: any StoreTransaction) throws {
        if book.hall.plan.lines.isEmpty { try act(.adopt(Self.plan), by: .system, transaction) }
        if let opening = book.hall.opening(at: now) {
            try carryOut(opening, by: .system, transaction)
        }
        try act(.openCounter(1), by: Self.clerk, transaction)
    }

    /// One citizen from the press to the last hand-off.
    private mutating func visit(_ transaction: any StoreTransaction) throws {
        let id = identifiers.ticketID(at: now)
        let issue = IssueRequest(
            id: id, statusToken: identifiers.token(), line: "ho-tich", channel: .kiosk,
            kiosk: "kiosk-1", language: "vi")
        try act(.issue(issue), by: Actor(.device, "bench"), transaction)
        try act(.settleSlip(id, print: 1, .confirmed, note: ""), by: .system, transaction)
        try act(.settleHandOff(id, step: 1, dossiers: []), by: .system, transaction)
        try act(.callNext(1), by: Self.clerk, transaction)
        try act(.start(1), by: Self.clerk, transaction)
        try act(.settleHandOff(id, step: 2, dossiers: []), by: .system, transaction)
        try act(
            .complete(1, .informationGiven, procedures: []), by: Self.clerk, transaction)
        try act(.settleHandOff(id, step: 3, dossiers: []), by: .system, transaction)
    }

    private mutating func act(
        _ action: Command.Action, by actor: Actor, _ transaction: any StoreTransaction
    ) throws {
        now = now + .milliseconds(500)
        try carryOut(
            try book.hall.decide(Command(action, by: actor, at: now)), by: actor, transaction)
    }

    private mutating func carryOut(
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

    private static let clerk = Actor(.clerk, "clerk1")

    private static let plan = HallPlan(
        centre: "BENCH",
        lines: [
            LinePlan(
                id: "ho-tich", firstNumber: 100_001, lastNumber: 999_999, digits: 6,
                fields: ["ho-tich"], hours: .always)
        ], counters: [CounterPlan(number: 1, lines: ["ho-tich"])],
        clerks: [ClerkPlan(id: "clerk1", fields: ["ho-tich"])], procedures: [],
        priorityGroups: [], rules: HallRules())
}
