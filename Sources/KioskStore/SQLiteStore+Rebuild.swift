import Foundation
import GRDB
import Kiosk
import QueueCore

extension SQLiteStore {
    /// Differences that a comparison names before it stops.
    static let differencesMax = 100

    /// Folds every event into fresh tables and compares them with the projections.
    ///
    /// Also checks the chain. Reads beside a running server; takes time with history.
    ///
    /// - Returns: a sentence for each difference; none when events and projections agree.
    /// - Throws: `StoreError` when the store cannot be read.
    package func compareWithRebuild() throws -> [String] {
        do {
            return try pool.read { db in
                let scratch = try DatabaseQueue()
                try Schema.migrator.migrate(scratch)
                var differences = try scratch.write { copy in try Self.fold(db, into: copy) }
                differences += try scratch.read { copy in try Self.compareTickets(db, copy) }
                return differences
            }
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }

    /// Replays the journal; reports every broken link of the chain.
    private static func fold(_ db: Database, into copy: Database) throws -> [String] {
        let coding = EventCoding()
        let projection = Projection(db: copy, coding: coding)
        var hall = Hall()
        var previous = HashChain.origin
        var expected: Int64 = 1
        var broken: [String] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM events ORDER BY sequence")
        while let row = try rows.next() {
            let sequence: Int64 = row["sequence"]
            if sequence != expected {
                broken.append("events \(expected) to \(sequence - 1) are missing")
            }
            let link = HashChain.link(
                after: previous, sequence: sequence, at: row["at_ms"], actor: row["actor"],
                kind: row["kind"], body: row["body"])
            previous = row["hash"]
            if link != previous { broken.append("event \(sequence) was changed or moved") }
            expected = sequence + 1
            // What a tampered journal cannot be folded into is a difference, and no end of it.
            do {
                let event = try coding.value(Event.self, from: row["body"])
                hall.apply(event, at: Instant(millisecondsSinceEpoch: row["at_ms"]))
                try projection.apply(event, ticket: event.ticket.flatMap { hall.tickets[$0] })
            } catch {
                broken.append("event \(sequence) cannot be replayed: \(error)")
            }
            if broken.count >= differencesMax { return broken + ["… and perhaps more"] }
        }
        return broken
    }

    private static func compareTickets(_ db: Database, _ copy: Database) throws -> [String] {
        let sql = "SELECT * FROM tickets ORDER BY id"
        let kept = try Row.fetchCursor(db, sql: sql)
        let rebuilt = try Row.fetchCursor(copy, sql: sql)
        var differences: [String] = []
        while true {
            let left = try kept.next()
            let right = try rebuilt.next()
            guard left != nil || right != nil else { return differences }
            if left != right {
                let id: String = (left ?? right)?["id"] ?? "?"
                let columns = (left ?? Row()).columnNames.filter { name in
                    (left?[name] as DatabaseValue?) != (right?[name] as DatabaseValue?)
                }
                differences.append("ticket \(id) differs in \(columns.joined(separator: ", "))")
            }
            // One shifted row would make all that follow differ.
            if differences.count >= differencesMax { return differences + ["… and perhaps more"] }
        }
    }
}
