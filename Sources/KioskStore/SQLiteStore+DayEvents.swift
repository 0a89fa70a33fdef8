import GRDB
package import QueueCore

extension SQLiteStore {
    /// The events of one service day in order, from its opening to the last before the next one.
    ///
    /// Reads beside a running server; memory grows with that day alone.
    ///
    /// - Parameter day: which one; of several openings of a day the last.
    /// - Returns: nil when no such day was opened.
    /// - Throws: `StoreError` when the store cannot be read.
    package func events(of day: ServiceDay) throws -> [(event: Event, at: Instant)]? {
        try reading { db in
            let openings = try Self.openings(db)
            guard let index = openings.lastIndex(where: { $0.day == day }) else { return nil }
            let next = openings.indices.contains(index + 1) ? openings[index + 1].sequence : .max
            let coding = EventCoding()
            var events: [(event: Event, at: Instant)] = []
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT sequence, at_ms, body FROM events "
                    + "WHERE sequence >= ? AND sequence < ? "
                    + "ORDER BY sequence",
                arguments: [openings[index].sequence, next])
            while let row = try rows.next() {
                events.append(try StoredRow(row, of: "events", by: "sequence").event(coding))
            }
            return events
        }
    }
}
