import GRDB
package import Kiosk
package import QueueCore

extension SQLiteStore {
    package func dueHandOffs(limit: Int) throws -> [HandOffStep] {
        try reading { db in
            let coding = EventCoding()
            // What follows a parked step of the same ticket waits with it.
            let statement = try db.cachedStatement(
                sql: """
                    SELECT ticket, payload FROM deliveries AS due
                    WHERE kind = 'hand-off' AND state = 'due' AND NOT EXISTS (
                      SELECT 1 FROM deliveries AS stuck WHERE stuck.kind = 'hand-off'
                      AND stuck.state = 'parked' AND stuck.ticket = due.ticket)
                    ORDER BY ordered LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [limit]).map {
                try StoredRow($0, of: "deliveries", by: "ticket").value("payload", coding)
            }
        }
    }

    package func handOffBacklog(limit: Int) throws -> HandOffBacklog {
        try reading { db in
            let coding = EventCoding()
            func step(_ row: Row) throws -> HandOffStep {
                try StoredRow(row, of: "deliveries", by: "ticket").value("payload", coding)
            }
            func count(_ state: DeliveryState) throws -> Int {
                try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM deliveries WHERE kind = 'hand-off' "
                        + "AND state = '\(state.rawValue)'") ?? 0
            }
            let oldest = try Row.fetchOne(
                db,
                sql: "SELECT ticket, payload FROM deliveries WHERE kind = 'hand-off' "
                    + "AND state = 'due' ORDER BY ordered LIMIT 1")
            let parked = try Row.fetchAll(
                db,
                sql: """
                    SELECT ticket, payload, (
                      SELECT note FROM events JOIN notes USING (sequence)
                      WHERE kind = 'handOffParked' AND events.ticket = deliveries.ticket
                      ORDER BY sequence DESC LIMIT 1) AS reason
                    FROM deliveries WHERE kind = 'hand-off' AND state = 'parked'
                    ORDER BY ordered LIMIT ?
                    """, arguments: [limit])
            return HandOffBacklog(
                waiting: try count(.due), oldest: try oldest.map { try step($0).occurredAt },
                parkedCount: try count(.parked),
                parked: try parked.map { .init(step: try step($0), reason: $0["reason"]) })
        }
    }
}
