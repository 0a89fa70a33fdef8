import Foundation
import GRDB
package import Kiosk
package import QueueCore

extension SQLiteStore {
    /// Reads in one snapshot; every error as a `StoreError`.
    func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try pool.read(body)
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }

    /// Hands the rows of a query to `each`, one by one.
    static func eachRow(
        _ db: Database, of table: String, by key: String, _ sql: String,
        _ arguments: StatementArguments, _ each: (StoredRow) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try rows.next() { try each(StoredRow(row, of: table, by: key)) }
    }

    package func ticket(_ id: TicketID) throws -> TicketRecord? {
        try reading { db in
            let coding = EventCoding()
            let found = try Row.fetchOne(
                db, sql: "SELECT * FROM tickets WHERE id = ?", arguments: [id.rawValue])
            guard let row = found.map({ StoredRow($0, of: "tickets", by: "id") }) else {
                return nil
            }
            let priority = try Row.fetchOne(
                db, sql: "SELECT * FROM priorities WHERE ticket = ?", arguments: [id.rawValue])
            return TicketRecord(
                ticket: try TicketColumns.ticket(row, coding),
                settlement: try TicketColumns.settlement(row, coding),
                priority: try priority.map {
                    try Self.claim(StoredRow($0, of: "priorities", by: "ticket"))
                })
        }
    }

    static func claim(_ row: StoredRow) throws(StoreError) -> PriorityClaim {
        PriorityClaim(group: try row.text("priority_group"), verified: try row.flag("verified"))
    }

    package func estimates(
        from: ServiceDay, to: ServiceDay, each: (EstimateRow) throws -> Void
    ) throws {
        try reading { db in
            try Self.eachRow(
                db, of: "tickets", by: "id",
                """
                SELECT id, issued_line, day, issued_at_ms, estimate_low_s, estimate_high_s,
                  first_wait_ms FROM tickets WHERE day BETWEEN ? AND ?
                """, [from.description, to.description]
            ) { row in
                try each(
                    EstimateRow(
                        line: LineID(try row.text("issued_line")), day: try row.day("day"),
                        issuedAt: try row.instant("issued_at_ms"),
                        estimate: try TicketColumns.estimate(row),
                        firstWait: try row.optionalLength("first_wait_ms")))
            }
        }
    }

    package func unmet(
        from: ServiceDay, to: ServiceDay, each: (UnmetPress) throws -> Void
    ) throws {
        try reading { db in
            try Self.eachRow(
                db, of: "refused_presses", by: "sequence",
                "SELECT sequence, line, day, at_ms FROM refused_presses WHERE day BETWEEN ? AND ? "
                    + "ORDER BY day, sequence", [from.description, to.description]
            ) { row in
                try each(
                    UnmetPress(
                        line: LineID(try row.text("line")), day: try row.day("day"),
                        at: try row.instant("at_ms")))
            }
        }
    }

    package func ratings(
        from: ServiceDay, to: ServiceDay, each: (RatingRow) throws -> Void
    ) throws {
        try reading { db in
            // A store that is only read may not have been migrated yet: nobody rated then.
            let isThere = try db.tableExists("ratings")
            let coding = EventCoding()
            try Self.eachRow(
                db, of: "tickets", by: "id",
                """
                SELECT tickets.id, line, field, day, issued_at_ms, ended_at_ms, tickets.counter,
                  tickets.clerk,
                  \(isThere ? "level, reasons" : "NULL AS level, NULL AS reasons")
                FROM tickets \(isThere ? "LEFT JOIN ratings ON ratings.ticket = tickets.id" : "")
                WHERE day BETWEEN ? AND ? AND state = 'completed' ORDER BY day, issue_order
                """, [from.description, to.description]
            ) { try each(Self.rating($0, coding)) }
        }
    }

    private static func rating(
        _ row: StoredRow, _ coding: EventCoding
    ) throws(StoreError) -> RatingRow {
        let level = try row.optionalNumber("level")
        let issuedAt = try row.instant("issued_at_ms")
        let endedAt = try row.optionalInstant("ended_at_ms")
        let reasons: [RatingReason] = level == nil ? [] : try row.list("reasons", coding)
        return RatingRow(
            line: LineID(try row.text("line")),
            field: try row.optionalText("field").map { FieldID($0) }, day: try row.day("day"),
            endedAt: endedAt ?? issuedAt,
            counter: try row.optionalNumber("counter"),
            clerk: try row.optionalText("clerk").map { ClerkID($0) },
            level: level.flatMap(RatingLevel.init(rawValue:)),
            reasons: reasons)
    }

    /// How many events, tickets and deliveries there are; for checks and `doctor`.
    package func counts() throws -> (events: Int, tickets: Int, deliveries: Int) {
        try reading { db in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            return (try count("events"), try count("tickets"), try count("deliveries"))
        }
    }
}

// What a restart reads.
extension SQLiteStore {
    package func restore() throws -> RestoredDay {
        try reading { try Self.restore($0) }
    }

    private static func restore(_ db: Database) throws -> RestoredDay {
        let coding = EventCoding()
        var restored = RestoredDay()
        restored.lastSequence = try lastSequence(db)
        let opened =
            try Int64.fetchOne(
                db, sql: "SELECT max(sequence) FROM events WHERE kind = 'dayOpened'") ?? 0
        var day: String?
        try eachRow(
            db, of: "events", by: "sequence",
            "SELECT sequence, at_ms, body FROM events WHERE sequence >= ? ORDER BY sequence",
            [opened]
        ) { row in
            let (event, at) = try row.event(coding)
            if case .dayOpened(let opened, _, _) = event { day = opened.description }
            restored.events.append((event, at))
        }
        try eachRow(
            db, of: "deliveries", by: "ticket",
            "SELECT ticket, step FROM deliveries WHERE kind='slip' AND state='begun'", []
        ) { row in
            restored.begunSlips.append((TicketID(try row.text("ticket")), try row.number("step")))
        }
        // A store that is only read may not have been migrated yet.
        if try db.tableExists("announcements") {
            try eachRow(
                db, of: "announcements", by: "id",
                "SELECT id FROM announcements WHERE state = 'due' ORDER BY id", []
            ) { row in
                do throws(StoreError) {
                    restored.openAnnouncements.append(try row.text("id"))
                } catch {
                    restored.damagedAnnouncements.append(error.cause)
                }
            }
        }
        guard let day else { return restored }
        try eachRow(
            db, of: "tickets", by: "id",
            "SELECT id, slip, accepted_steps, hand_off_parked, dossiers FROM tickets "
                + "WHERE day = ?", [day]
        ) { row in
            restored.settlements[TicketID(try row.text("id"))] =
                try TicketColumns.settlement(row, coding)
        }
        try eachRow(
            db, of: "persons", by: "ticket", "SELECT ticket, person FROM persons WHERE day = ?",
            [day]
        ) { row in
            restored.persons[TicketID(try row.text("ticket"))] = try row.text("person")
        }
        try eachRow(
            db, of: "priorities", by: "ticket", "SELECT * FROM priorities WHERE day = ?", [day]
        ) { row in
            restored.priorities[TicketID(try row.text("ticket"))] = try claim(row)
        }
        return restored
    }
}
