import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Synchronization
import Testing

@testable import KioskStore

/// What a start and a press ask of SQLite finds its rows by index: history costs them nothing.
@Suite(.timeLimit(.minutes(5)))
struct QueryPlanTests {
    /// Statements as SQLite ran them.
    private final class Statements: Sendable {
        private let texts = Mutex(Set<String>())

        var all: Set<String> { texts.withLock { $0 } }

        func record(_ db: Database) {
            db.trace { [self] event in
                guard case .statement(let statement) = event else { return }
                let text = statement.sql
                _ = texts.withLock { $0.insert(text) }
            }
        }
    }

    /// Tables that never hold more than a day's rows, or a handful.
    private static let small: Set = [
        "idempotency", "persons", "sessions", "meta", "announcements",
    ]

    /// The steps of a statement's plan that read a whole table or index.
    private func scans(_ sql: String, _ db: Database) throws -> [String] {
        guard ["SELECT", "INSERT", "UPDATE", "DELETE"].contains(where: sql.hasPrefix) else {
            return []
        }
        let values = sql.filter { $0 == "?" }.map { _ -> Int? in nil }
        let plan = try Row.fetchAll(
            db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: StatementArguments(values))
        return plan.compactMap { row -> String? in
            let detail: String = row["detail"]
            let words = detail.split(separator: " ")
            guard words.first == "SCAN", words.count > 1, words[1] != "CONSTANT" else { return nil }
            // A partial index holds what is open alone.
            if detail.contains("INDEX deliveries_open") { return nil }
            return Self.small.contains(String(words[1])) ? nil : "\(detail): \(sql)"
        }
    }

    @Test func `neither a start nor a press reads history`() throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        try Visit.run(office)
        let statements = Statements()
        let pool = office.store.pool
        pool.writeWithoutTransaction { statements.record($0) }
        try pool.read { statements.record($0) }
        // A press, a call, every settlement, another day, and what a start reads.
        office.now = Office.opensAt + .seconds(24 * 3_600)
        var day = RandomDay(office, seed: 5)
        try day.run(commands: 300)
        _ = try office.store.restore()
        _ = try office.store.dueHandOffs(limit: 10)
        _ = try office.store.ticket("A-000001")
        let run = statements.all
        for part in [
            "INSERT INTO events", "INSERT INTO deliveries", "UPDATE deliveries", "UPDATE tickets",
            "FROM events WHERE sequence >=", "max(sequence) FROM events WHERE kind",
            "FROM deliveries WHERE kind", "FROM deliveries AS due", "FROM tickets WHERE id",
            "FROM tickets WHERE day", "FROM priorities WHERE", "FROM idempotency WHERE",
        ] { #expect(run.contains { $0.contains(part) }, "nothing ran \(part)") }
        let found = try pool.read { db in try run.flatMap { try scans($0, db) } }
        #expect(found == [])
    }

    @Test func `opening a store reads its last event alone`() throws {
        let directory = try TemporaryDirectory()
        try Office(try directory.store()).store.close()
        let queue = try DatabaseQueue(path: directory.hall)
        try queue.read { db in
            for sql in [
                "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1",
                "SELECT max(sequence) FROM events",
            ] {
                // One row of the table's own tree, from its end.
                let program = try Row.fetchAll(db, sql: "EXPLAIN \(sql)")
                let steps = Set(program.map { $0["opcode"] as String })
                #expect(steps.contains("Last"), "\(sql): \(steps)")
                #expect(!steps.contains("Rewind"), "\(sql): \(steps)")
            }
        }
    }

    @Test func `a plan that reads history would be seen`() throws {
        let directory = try TemporaryDirectory()
        let store = try directory.store()
        try store.pool.read { db in
            for sql in [
                "SELECT * FROM events WHERE ticket = ?", "SELECT * FROM tickets WHERE number = ?",
                "SELECT * FROM deliveries WHERE state = ?",
            ] {
                let found = try scans(sql, db)
                #expect(found.count == 1, "\(sql)")
            }
        }
    }
}
