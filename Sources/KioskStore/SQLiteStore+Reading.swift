import Foundation
import GRDB
package import Kiosk
package import QueueCore

extension SQLiteStore {
    package func restore() throws -> RestoredDay {
        do {
            return try pool.read { db in try Self.restore(db) }
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }

    private static func restore(_ db: Database) throws -> RestoredDay {
        let coding = EventCoding()
        var restored = RestoredDay()
        restored.lastSequence =
            try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM events") ?? 0
        let opened =
            try Int64.fetchOne(
                db, sql: "SELECT max(sequence) FROM events WHERE kind = 'dayOpened'") ?? 0
        let events = try Row.fetchCursor(
            db, sql: "SELECT at_ms, body FROM events WHERE sequence >= ? ORDER BY sequence",
            arguments: [opened])
        var day: String?
        while let row = try events.next() {
            let event = try coding.value(Event.self, from: row["body"])
            if case .dayOpened(let opened, _, _) = event { day = opened.description }
            restored.events.append((event, Instant(millisecondsSinceEpoch: row["at_ms"])))
        }
        let slips = try Row.fetchAll(
            db, sql: "SELECT ticket, step FROM deliveries WHERE kind='slip' AND state='begun'")
        restored.begunSlips = slips.map { (TicketID($0["ticket"]), $0["step"]) }
        guard let day else { return restored }
        let tickets = try Row.fetchCursor(
            db,
            sql: "SELECT id, slip, accepted_steps, hand_off_parked, dossiers "
                + "FROM tickets WHERE day = ?", arguments: [day])
        while let row = try tickets.next() {
            restored.settlements[TicketID(row["id"])] = try TicketColumns.settlement(row, coding)
        }
        let persons = try Row.fetchCursor(
            db, sql: "SELECT ticket, person FROM persons WHERE day = ?", arguments: [day])
        while let row = try persons.next() {
            restored.persons[TicketID(row["ticket"])] = row["person"]
        }
        let priorities = try Row.fetchCursor(
            db, sql: "SELECT * FROM priorities WHERE day = ?", arguments: [day])
        while let row = try priorities.next() {
            restored.priorities[TicketID(row["ticket"])] = PriorityClaim(
                group: row["priority_group"], verified: row["verified"])
        }
        return restored
    }

    package func dueHandOffs(limit: Int) throws -> [HandOffStep] {
        do {
            return try pool.read { db in
                let coding = EventCoding()
                // What follows a parked step of the same ticket waits with it.
                let statement = try db.cachedStatement(
                    sql: """
                        SELECT payload FROM deliveries AS due
                        WHERE kind = 'hand-off' AND state = 'due' AND NOT EXISTS (
                          SELECT 1 FROM deliveries AS stuck WHERE stuck.kind = 'hand-off'
                          AND stuck.state = 'parked' AND stuck.ticket = due.ticket)
                        ORDER BY ordered LIMIT ?
                        """)
                return try String.fetchAll(statement, arguments: [limit]).map {
                    try coding.value(HandOffStep.self, from: $0)
                }
            }
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }

    package func ticket(_ id: TicketID) throws -> TicketRecord? {
        do {
            return try pool.read { db in
                let coding = EventCoding()
                guard
                    let row = try Row.fetchOne(
                        db, sql: "SELECT * FROM tickets WHERE id = ?", arguments: [id.rawValue])
                else { return nil }
                let priority = try Row.fetchOne(
                    db, sql: "SELECT * FROM priorities WHERE ticket = ?", arguments: [id.rawValue])
                return TicketRecord(
                    ticket: try TicketColumns.ticket(row, coding),
                    settlement: try TicketColumns.settlement(row, coding),
                    priority: priority.map {
                        PriorityClaim(group: $0["priority_group"], verified: $0["verified"])
                    })
            }
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }

    package func waits(
        from: ServiceDay, to: ServiceDay, each: (WaitRow) throws -> Void
    ) throws {
        do {
            try pool.read { db in
                let coding = EventCoding()
                let rows = try Row.fetchCursor(
                    db,
                    sql: "SELECT * FROM tickets WHERE day BETWEEN ? AND ? "
                        + "ORDER BY day, issue_order",
                    arguments: [from.description, to.description])
                while let row = try rows.next() {
                    try each(WaitRow(try TicketColumns.ticket(row, coding)))
                }
            }
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }

    package func estimates(
        from: ServiceDay, to: ServiceDay, each: (EstimateRow) throws -> Void
    ) throws {
        do {
            try pool.read { db in
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT issued_line, day, issued_at_ms, estimate_low_s, estimate_high_s,
                          first_wait_ms FROM tickets WHERE day BETWEEN ? AND ?
                        """,
                    arguments: [from.description, to.description])
                while let row = try rows.next() {
                    try each(
                        EstimateRow(
                            line: LineID(row["issued_line"]), day: try Self.day(row, of: "tickets"),
                            issuedAt: Instant(millisecondsSinceEpoch: row["issued_at_ms"]),
                            estimate: TicketColumns.estimate(row),
                            firstWait: (row["first_wait_ms"] as Int64?).map {
                                Duration.milliseconds($0)
                            }))
                }
            }
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }

    package func unmet(
        from: ServiceDay, to: ServiceDay, each: (UnmetPress) throws -> Void
    ) throws {
        do {
            try pool.read { db in
                let rows = try Row.fetchCursor(
                    db,
                    sql: "SELECT line, day, at_ms FROM refused_presses WHERE day BETWEEN ? AND ? "
                        + "ORDER BY day, sequence",
                    arguments: [from.description, to.description])
                while let row = try rows.next() {
                    try each(
                        UnmetPress(
                            line: LineID(row["line"]),
                            day: try Self.day(row, of: "refused_presses"),
                            at: Instant(millisecondsSinceEpoch: row["at_ms"])))
                }
            }
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }

    private static func day(_ row: Row, of table: String) throws -> ServiceDay {
        guard let day = ServiceDay(row["day"] as String) else {
            throw StoreError(
                .corrupt, cause: "a day in \(table) is no day", hint: "Restore the last backup.")
        }
        return day
    }

    /// How many events, tickets and deliveries there are; for checks and `doctor`.
    package func counts() throws -> (events: Int, tickets: Int, deliveries: Int) {
        do {
            return try pool.read { db in
                func count(_ table: String) throws -> Int {
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
                }
                return (try count("events"), try count("tickets"), try count("deliveries"))
            }
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }
}
