package import Foundation
import GRDB
import Kiosk
package import QueueCore

/// What a look through the whole chain found.
package struct ChainReport: Hashable, Sendable {
    package var events: Int
    /// The last event's number; 0 when there is none.
    package var last: Int64
    package var hash: Data
    package var findings: [AuditFinding]
    /// Sentences on how the chain disagrees with a head that was kept elsewhere.
    package var headFindings: [String]
}

extension SQLiteStore {
    /// The columns of an `AuditRow`, in its order.
    private static let auditColumns = "sequence, at_ms, actor, kind, ticket, body, hash"

    /// Follows the whole chain.
    ///
    /// Reads beside a running server; time grows with history, memory does not.
    ///
    /// - Parameter head: one that was kept elsewhere, to be compared with the chain.
    /// - Returns: every row that was changed, is missing or was moved, up to a bound.
    /// - Throws: `StoreError` when the store cannot be read.
    package func verifyChain(head: AuditHead? = nil) throws -> ChainReport {
        try reading { db in
            var chain = AuditChain()
            var hashAtHead: Data?
            try Self.eachRow(db, into: &chain) { row in
                if row.sequence == head?.sequence { hashAtHead = row.hash }
                return true
            }
            return ChainReport(
                events: chain.count, last: chain.last, hash: chain.hash,
                findings: chain.findings(),
                headFindings: try head.map {
                    try Self.compare(db, $0, hashAtHead, last: chain.last)
                } ?? [])
        }
    }

    /// Hands every row to the chain, and then to `body` until that has enough.
    ///
    /// - Parameters:
    ///   - db: in a snapshot.
    ///   - sequence: the event before the first; the chain must stand there.
    ///   - chain: takes the rows.
    ///   - body: false ends it.
    /// - Throws: what SQLite or `body` throws.
    static func eachRow(
        _ db: Database, after sequence: Int64 = .min, into chain: inout AuditChain,
        _ body: (AuditRow) throws -> Bool
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT \(auditColumns) FROM events WHERE sequence > ? ORDER BY sequence",
            arguments: [sequence])
        while !chain.isFull, let fields = try rows.next() {
            guard let row = auditRow(fields) else {
                chain.takeUnreadable(Int64.fromDatabaseValue(fields[0]) ?? chain.last)
                continue
            }
            chain.take(row)
            guard try body(row) else { return }
        }
    }

    /// A row of `auditColumns`; nil when a column holds what its type does not allow.
    private static func auditRow(_ fields: Row) -> AuditRow? {
        guard let sequence = Int64.fromDatabaseValue(fields[0]),
            let at = Int64.fromDatabaseValue(fields[1]),
            let actor = String.fromDatabaseValue(fields[2]),
            let kind = String.fromDatabaseValue(fields[3]),
            let body = String.fromDatabaseValue(fields[5]),
            let hash = Data.fromDatabaseValue(fields[6])
        else { return nil }
        return AuditRow(
            sequence: sequence, at: at, actor: actor, kind: kind,
            ticket: String.fromDatabaseValue(fields[4]), body: body, hash: hash)
    }

    private static func compare(
        _ db: Database, _ head: AuditHead, _ hash: Data?, last: Int64
    ) throws -> [String] {
        guard last >= head.sequence else {
            return [
                "the chain was shortened: it ends at event \(last), and the head was taken at "
                    + "event \(head.sequence)"
            ]
        }
        guard let hash else { return ["event \(head.sequence), where the head was taken, is gone"] }
        guard hash == head.hash else {
            return [
                "the chain was rewritten: event \(head.sequence) has another link than the head"
            ]
        }
        let own = try self.head(db, upTo: head.sequence)
        guard own?.day == head.day, own?.count == head.count, own?.centre == head.centre else {
            return ["the head names another centre, day or count than the chain has there"]
        }
        return []
    }

    /// Where a day's part of the chain ends, without the centre's mark.
    ///
    /// - Parameter day: nil for the day opened last.
    /// - Returns: nil when no such day was opened.
    /// - Throws: `StoreError` when the store cannot be read.
    package func head(of day: ServiceDay? = nil) throws -> AuditHead? {
        try reading { db in
            let openings = try Self.openings(db)
            let index = openings.lastIndex { day == nil || $0.day == day }
            guard let index else { return nil }
            let next = openings.indices.contains(index + 1) ? openings[index + 1].sequence : nil
            let last = try next.map { $0 - 1 } ?? Self.lastSequence(db)
            return try Self.head(db, openings[index], upTo: last)
        }
    }

    /// The head that the chain would have had when `sequence` was its last event.
    static func head(_ db: Database, upTo sequence: Int64) throws -> AuditHead? {
        guard let opening = try openings(db).last(where: { $0.sequence <= sequence }) else {
            return nil
        }
        return try head(db, opening, upTo: sequence)
    }

    private static func head(
        _ db: Database, _ opening: Opening, upTo last: Int64
    ) throws -> AuditHead? {
        try Row.fetchOne(
            db, sql: "SELECT sequence, hash FROM events WHERE sequence = ?", arguments: [last]
        )
        .map {
            AuditHead(
                centre: opening.centre, day: opening.day, sequence: last,
                count: last - opening.sequence + 1,
                hash: try StoredRow($0, of: "events", by: "sequence").bytes("hash"))
        }
    }

    /// The number of the last event; 0 before the first.
    static func lastSequence(_ db: Database) throws -> Int64 {
        let last = try Row.fetchOne(db, sql: "SELECT max(sequence) AS sequence FROM events")
        guard let last, last.containsNonNullValue else { return 0 }
        return try StoredRow(last, of: "events", by: "sequence").sequence("sequence")
    }

    /// The event that opened a day.
    struct Opening {
        let sequence: Int64
        let day: ServiceDay
        let centre: String
    }

    /// Every opening of a day, in order: a row a day, found by an index.
    static func openings(_ db: Database) throws -> [Opening] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT sequence, json_extract(body, '$.dayOpened.day') AS day,
                  json_extract(body, '$.dayOpened.plan.centre') AS centre
                FROM events WHERE kind = 'dayOpened' AND json_valid(body) ORDER BY sequence
                """)
        var openings: [Opening] = []
        while let row = try rows.next() {
            // An opening that cannot be read is the audit's to name.
            guard let sequence = Int64.fromDatabaseValue(row["sequence"]),
                JournalEnd.sequences.contains(sequence),
                let day = String.fromDatabaseValue(row["day"]).flatMap({ ServiceDay($0) })
            else { continue }
            openings.append(
                Opening(
                    sequence: sequence, day: day,
                    centre: String.fromDatabaseValue(row["centre"]) ?? "-"))
        }
        return openings
    }
}

extension SQLiteStore {
    /// A ticket's life, from the events of its day and those that settled its deliveries later.
    ///
    /// - Parameters:
    ///   - name: its id, or its number on `day`.
    ///   - day: for a number; nil for the day opened last.
    /// - Returns: nil when there is no such ticket.
    /// - Throws: `StoreError` when the store cannot be read.
    package func life(of name: String, on day: ServiceDay? = nil) throws -> AuditLife? {
        try reading { db in
            let openings = try Self.openings(db)
            let columns = "SELECT id, number, day, line, state FROM tickets WHERE "
            var ticket = try Row.fetchOne(db, sql: columns + "id = ?", arguments: [name])
            if ticket == nil, let day = day ?? openings.last?.day {
                ticket = try Row.fetchOne(
                    db, sql: columns + "day = ? AND number = ?",
                    arguments: [day.description, name])
            }
            guard let row = ticket.map({ StoredRow($0, of: "tickets", by: "id") }) else {
                return nil
            }
            var life = AuditLife(
                id: try row.text("id"), number: try row.text("number"), day: try row.text("day"),
                line: try row.text("line"), state: try row.text("state"))
            life.deliveries = try Row.fetchAll(
                db,
                sql: "SELECT ticket, kind, step, state FROM deliveries WHERE ticket = ? "
                    + "ORDER BY kind DESC, step", arguments: [life.id]
            )
            .map {
                let row = StoredRow($0, of: "deliveries", by: "ticket")
                return AuditLife.Delivery(
                    kind: try row.text("kind"), step: try row.number("step"),
                    state: try row.text("state"))
            }
            try Self.readEntries(db, openings, &life)
            return life
        }
    }

    /// Reads the events of the ticket's day and the next, and on until each settled delivery had
    /// its event: there is no index of events by ticket, for every press would pay for it.
    private static func readEntries(
        _ db: Database, _ openings: [Opening], _ life: inout AuditLife
    ) throws {
        let own = openings.firstIndex { $0.day.description == life.day }
        let first = own.map { openings[$0].sequence } ?? 0
        let afterNext = own.flatMap { openings.dropFirst($0 + 2).first?.sequence }
        let limit = try afterNext ?? (lastSequence(db) + 1)
        try append(db, first..<limit, &life)
        while !life.isComplete, let last = life.readUpTo, last < (try lastSequence(db)) {
            try append(db, last + 1..<last + 1 + lifeStride, &life)
        }
    }

    /// Events looked through at once for a delivery that was settled days later.
    private static let lifeStride: Int64 = 100_000

    private static func append(
        _ db: Database, _ range: Range<Int64>, _ life: inout AuditLife
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(auditColumns), (SELECT note FROM notes WHERE notes.sequence =
                  events.sequence) AS note
                FROM events WHERE sequence >= ? AND sequence < ? AND ticket = ? ORDER BY sequence
                """, arguments: [range.lowerBound, range.upperBound, life.id])
        while let fields = try rows.next() {
            let stored = StoredRow(fields, of: "events", by: "sequence")
            let row = AuditRow(
                sequence: try stored.sequence("sequence"),
                at: try stored.instant("at_ms").millisecondsSinceEpoch,
                actor: try stored.text("actor"), kind: try stored.text("kind"),
                ticket: try stored.optionalText("ticket"), body: try stored.text("body"),
                hash: try stored.bytes("hash"))
            let note = try StoredRow(fields, of: "notes", by: "sequence").optionalText("note")
            life.entries.append(AuditLife.Entry(row: row, note: note))
        }
        life.readUpTo = range.upperBound - 1
    }
}
