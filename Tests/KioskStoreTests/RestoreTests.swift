import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Synchronization
import Testing

@testable import KioskStore

/// What a restart finds again.
@Suite(.timeLimit(.minutes(5)))
struct RestoreTests {
    private let directory: TemporaryDirectory
    private let office: Office

    init() throws {
        directory = try TemporaryDirectory()
        office = try Office(try directory.store())
    }

    private func restart() throws -> Office {
        try office.store.close()
        return try Office(try directory.store(), name: "B")
    }

    @Test func `a slip that was begun comes back as begun until it is settled`() throws {
        let settled = try office.take()
        let begun = try office.take()
        try office.submit(
            Request(.settleSlip(settled, print: 1, .probable, note: ""), by: .system),
            Request(.reprint(settled), by: SamplePlan.kiosk))
        let next = try restart()
        let slips = try next.store.restore().begunSlips
        #expect(Set(slips.map(\.ticket)) == [settled, begun])
        #expect(slips.contains { $0 == (settled, 2) })
        #expect(slips.contains { $0 == (begun, 1) })
        for slip in slips {
            try next.submit(
                Request(
                    .settleSlip(slip.ticket, print: slip.print, .unknown, note: ""), by: .system))
        }
        #expect(try next.store.restore().begunSlips.isEmpty)
        #expect(try next.store.ticket(begun)?.settlement.slip == .unknown)
    }

    @Test func `a slip of a past day comes back as begun`() throws {
        let old = try office.take()
        office.now = Office.opensAt + .seconds(24 * 3_600)
        try office.take()
        let next = try restart()
        #expect(try next.store.restore().begunSlips.map(\.ticket).contains(old))
        try next.submit(Request(.settleSlip(old, print: 1, .unknown, note: ""), by: .system))
        #expect(try next.store.ticket(old)?.settlement.slip == .unknown)
        #expect(try next.store.compareWithRebuild() == [])
    }

    @Test func `an answer is remembered over a restart and forgotten after a day`() throws {
        let request = office.issue(key: "press-1")
        let other = office.issue(key: "press-1")
        let first = try #require(try office.submit(request).first)
        guard case .done(_, let answer) = first else {
            Issue.record("refused")
            return
        }
        let next = try restart()
        guard case .replayed(let again) = try next.submit(request)[0] else {
            Issue.record("not remembered")
            return
        }
        #expect(again == answer)
        guard case .keyReused = try next.submit(other)[0] else {
            Issue.record("the key served another request")
            return
        }
        #expect(try next.store.counts().tickets == 1)

        next.now = Office.opensAt + .seconds(25 * 3_600)
        try next.take()
        #expect(try next.submit(other)[0].wasDone)
    }

    @Test func `priorities, settlements and the whole hall come back`() throws {
        try Visit.run(office)
        try office.take(priority: "with-child")
        let next = try restart()
        #expect(next.book.hall.tickets == office.book.hall.tickets)
        #expect(next.book.hall.counters == office.book.hall.counters)
        #expect(next.book.hall.recentCalls == office.book.hall.recentCalls)
        #expect(next.book.hall.plan == office.book.hall.plan)
        #expect(next.book.settlements == office.book.settlements)
        #expect(next.book.priorities == office.book.priorities)
        #expect(next.book.priorities.count == 2)
        #expect(next.lastSequence == office.lastSequence)
    }

    @Test func `hand-offs come back oldest first, and what follows a parked one waits`() throws {
        let stuck = try office.take()
        let free = try office.take()
        try office.act(.openCounter(8))
        try office.act(.callNext(8))
        try office.act(.start(8))
        let steps = { try $0.dueHandOffs(limit: 10).map(\.key) } as (SQLiteStore) throws -> [String]
        #expect(try steps(office.store) == ["\(stuck)/1", "\(free)/1", "\(stuck)/2"])
        #expect(try office.store.dueHandOffs(limit: 2).count == 2)
        try office.submit(Request(.parkHandOff(stuck, step: 1), by: .system))
        let next = try restart()
        #expect(try steps(next.store) == ["\(free)/1"])
        try next.submit(Request(.settleHandOff(stuck, step: 1, dossiers: []), by: .system))
        #expect(try steps(next.store) == ["\(free)/1", "\(stuck)/2"])
    }

    @Test func `a new store restores nothing`() throws {
        let restored = try TemporaryDirectory().store().restore()
        #expect(restored.events.isEmpty)
        #expect(restored.lastSequence == 0)
        #expect(restored.begunSlips.isEmpty)
    }

    /// Only indexes that lead to the open day or to what is unfinished.
    private static let narrow = [
        "INTEGER PRIMARY KEY", "events_day_opened", "deliveries_open", "announcements_due",
        "tickets_number", "priorities_day", "persons USING PRIMARY KEY (day=?)",
    ]

    @Test func `a restart reads the open day alone, not history`() throws {
        try Visit.run(office)
        let plans = try plans(of: office.store) { store in
            _ = try store.restore()
            _ = try store.dueHandOffs(limit: 10)
        }
        #expect(plans.count >= 6)
        for step in plans {
            // The greatest key of a table is found without an index's name.
            let isNarrow =
                step == "SEARCH events" || Self.narrow.contains { step.contains($0) }
                || step.hasPrefix("CORRELATED")
            #expect(isNarrow, "\(step)")
        }
    }

    /// How SQLite goes about each query of `body`: the details of its query plans.
    private func plans(
        of store: SQLiteStore, _ body: (SQLiteStore) throws -> Void
    ) throws -> [String] {
        let queries = QueryLog()
        try store.pool.read { db in
            db.trace { event in queries.append(event.expandedDescription) }
        }
        try body(store)
        try store.pool.read { $0.trace() }
        return try store.pool.read { db in
            try queries.selects.flatMap { sql in
                let steps = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)")
                return steps.map { $0["detail"] as String }
            }
        }
    }
}

/// SQL as it ran on a connection.
private final class QueryLog: Sendable {
    private let lines = Mutex<[String]>([])

    var selects: [String] { lines.withLock { $0.filter { $0.hasPrefix("SELECT") } } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
}
