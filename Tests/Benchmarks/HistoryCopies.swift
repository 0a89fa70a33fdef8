import Foundation
import GRDB
import Kiosk
import QueueCore

/// Days that lie in a store, multiplied by SQL alone.
///
/// Through hall and store ten million visits take hours; copied they take minutes. Tickets,
/// deliveries and events get the copy's days, names and numbers, as far as a table's keys or an
/// index hold them. The chain does not follow: a copied event bears the link of the one it was
/// copied from, and an audit would say so. Nothing that is measured reads past days.
struct HistoryCopies {
    /// Characters of a ticket's name that tell its time to about nine hours.
    private static let timePrefix = 5
    /// Places that each event has for its deliveries, as in the store.
    private static let placesPerEvent: Int64 = 1_024
    /// What moves with a ticket's day, in milliseconds.
    private static let moments = [
        "issued_at_ms", "called_at_ms", "invited_at_ms", "started_at_ms", "ended_at_ms",
        "leg_since_ms", "first_called_at_ms", "rank",
    ]

    /// The first of the days that are there.
    let first: ServiceDay
    /// How many they are.
    let days: Int
    /// The number of the last event that is there.
    let events: Int64

    /// Writes the copies behind the days that are there, each from the next day on.
    ///
    /// - Parameters:
    ///   - copies: how many of all the days.
    ///   - path: a store that nobody has open.
    /// - Throws: what SQLite throws.
    func make(_ copies: Int, at path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            // A copy that breaks off is made anew: no log, no sync.
            try db.execute(
                sql: """
                    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000
                    """)
        }
        let tickets = try queue.read { db in
            (
                columns: try db.columns(in: "tickets").map(\.name),
                last: try Int64.fetchOne(db, sql: "SELECT max(rowid) FROM tickets") ?? 0
            )
        }
        for copy in 1...max(1, copies) where copy <= copies {
            try queue.write { try write(copy, tickets.columns, upTo: tickets.last, $0) }
        }
        try queue.close()
        // What is measured afterwards must not wait for this to reach the disk.
        sync()
    }

    private func write(
        _ copy: Int, _ columns: [String], upTo last: Int64, _ db: Database
    ) throws {
        let shift = copy * days
        let start = first.advanced(by: shift).start
        let name = RandomIdentifiers().ticketID(at: start).rawValue.prefix(Self.timePrefix)
        let arguments: [String: any DatabaseValueConvertible] = [
            "name": String(name), "days": "+\(shift) days", "ms": Int64(shift) * 86_400_000,
            "events": Int64(copy) * events, "rows": last, "lastEvent": events,
            "places": Int64(copy) * events * Self.placesPerEvent,
            "lastPlace": (events + 1) * Self.placesPerEvent,
        ]
        func insert(_ sql: String) throws {
            let named = arguments.filter { sql.contains(":\($0.key)") }
            try db.execute(sql: sql, arguments: StatementArguments(named))
        }
        let values = columns.map { column in
            switch column {
            case "id": Self.name(of: "id")
            case "day": "date(day, :days)"
            case _ where Self.moments.contains(column): "\(column) + :ms"
            default: column
            }
        }
        try insert(
            """
            INSERT INTO tickets (\(columns.joined(separator: ", ")))
            SELECT \(values.joined(separator: ", ")) FROM tickets WHERE rowid <= :rows
            """)
        try insert(
            """
            INSERT INTO events SELECT sequence + :events, at_ms + :ms, actor, kind,
              \(Self.name(of: "ticket")),
              CASE WHEN ticket IS NOT NULL THEN replace(body, ticket, \(Self.name(of: "ticket")))
                WHEN kind = 'dayOpened' THEN json_set(
                  body, '$.dayOpened.day', date(json_extract(body, '$.dayOpened.day'), :days))
                ELSE body END, hash
            FROM events WHERE sequence <= :lastEvent
            """)
        try insert(
            """
            INSERT INTO deliveries (ticket, kind, step, payload, ordered, state)
            SELECT \(Self.name(of: "ticket")), kind, step,
              replace(payload, ticket, \(Self.name(of: "ticket"))), ordered + :places, state
            FROM deliveries WHERE ordered <= :lastPlace
            """)
    }

    /// A ticket's name in the copy.
    private static func name(of column: String) -> String {
        ":name || substr(\(column), \(timePrefix + 1))"
    }
}
