import GRDB
package import Kiosk
package import QueueCore

// When counters were open.
extension SQLiteStore {
    package func counterMoments(
        from: ServiceDay, to: ServiceDay, each: (CounterMoment) throws -> Void
    ) throws {
        try reading { db in
            let openings = try Self.openings(db)
            for (place, opening) in openings.enumerated()
            where from <= opening.day && opening.day <= to {
                let next = place + 1
                let end = openings.indices.contains(next) ? openings[next].sequence : .max
                try Self.counterMoments(db, opening.day, opening.sequence..<end, each)
            }
        }
    }

    /// Those of one day.
    private static func counterMoments(
        _ db: Database, _ day: ServiceDay, _ sequences: Range<Int64>,
        _ each: (CounterMoment) throws -> Void
    ) throws {
        let range: [any DatabaseValueConvertible] = [sequences.lowerBound, sequences.upperBound]
        let coding = EventCoding()
        try eachRow(
            db, of: "events", by: "sequence",
            """
            SELECT sequence, at_ms, body FROM events WHERE sequence >= ? AND sequence < ? AND
              (kind = 'counterOpened' OR kind = 'counterPaused' OR kind = 'counterClosed')
              ORDER BY sequence
            """, StatementArguments(range)
        ) { row in
            let (event, at) = try row.event(coding)
            if let moment = CounterMoment(event, on: day, at: at) { try each(moment) }
        }
        // Who is left over is noted when the next day begins: that is no part of this one.
        try eachRow(
            db, of: "events", by: "sequence",
            """
            SELECT sequence, at_ms FROM events WHERE sequence >= ? AND sequence < ? AND at_ms < ?
              ORDER BY sequence DESC LIMIT 1
            """,
            StatementArguments(range + [day.advanced(by: 1).start.millisecondsSinceEpoch])
        ) { row in try each(CounterMoment(endOf: day, at: try row.instant("at_ms"))) }
    }
}
