import GRDB
import Kiosk
import QueueCore

extension SQLiteStore {
    /// Differences that a comparison names before it stops.
    static let differencesMax = 100

    /// Folds every event into fresh tables and compares them with the projections.
    ///
    /// Also checks the chain. Reads beside a running server; takes time and room for temporary
    /// files with history, and the memory of one day. What may be erased, notes, priority groups
    /// and persons, is no part of it.
    ///
    /// - Returns: a sentence for each difference; none when events and projections agree.
    /// - Throws: `StoreError` when the store cannot be read.
    package func compareWithRebuild() throws -> [String] {
        try reading { db in
            let scratch = try RebuildScratch()
            var differences = try scratch.write { copy in try Self.fold(db, into: copy) }
            differences += try scratch.write { copy in
                let presses = try Self.compare(
                    db, copy, "refused_presses", by: "sequence", "refused press of event"
                ) { row throws(StoreError) in try row.sequence("sequence") }
                let ratings =
                    try db.tableExists("ratings")
                    ? Self.compare(
                        db, copy, "ratings", by: "sequence", "rating of event"
                    ) { row throws(StoreError) in try row.sequence("sequence") } : []
                return try Self.compare(db, copy, "tickets", by: "id", "ticket") {
                    row throws(StoreError) in try row.text("id")
                } + presses + ratings
            }
            differences += try scratch.write { copy in try Self.compareDeliveries(db, copy) }
            return differences
        }
    }

    /// Replays the journal; reports every broken link of the chain.
    private static func fold(_ db: Database, into copy: Database) throws -> [String] {
        let coding = EventCoding()
        let projection = Projection(db: copy, coding: coding)
        var hall = Hall()
        var chain = AuditChain()
        var broken: [String] = []
        try eachRow(db, into: &chain) { row in
            // What a tampered journal cannot be folded into is a difference, and no end of it.
            do {
                let event = try coding.event(from: row.body)
                guard (-StoredRow.numberMax...StoredRow.numberMax).contains(row.at) else {
                    throw EventCoding.Unbounded()
                }
                let at = Instant(millisecondsSinceEpoch: row.at)
                hall.apply(event, at: at)
                try projection.apply(
                    event, row.sequence, at: at, ticket: event.ticket.flatMap { hall.tickets[$0] })
                if let settlement = DeliverySettlement(event) {
                    try RebuildScratch.keep(settlement, in: copy)
                }
            } catch {
                broken.append("event \(row.sequence) cannot be replayed: \(error)")
            }
            return broken.count < differencesMax
        }
        let findings = chain.findings().map(\.description)
        return findings + broken + (broken.count >= differencesMax ? [andMore] : [])
    }

    private static let andMore = AuditFinding.more.description

    /// Compares a table row by row with its rebuild.
    ///
    /// - Parameters:
    ///   - db: the store.
    ///   - copy: the rebuild.
    ///   - table: has the same columns in both.
    ///   - key: its primary key.
    ///   - name: what a row is called.
    ///   - read: gives a row's key.
    /// - Returns: a sentence for each row that differs, up to the bound.
    /// - Throws: what SQLite throws.
    private static func compare<Key: Comparable>(
        _ db: Database, _ copy: Database, _ table: String, by key: String, _ name: String,
        id read: (StoredRow) throws(StoreError) -> Key
    ) throws -> [String] {
        let sql = "SELECT * FROM \(table) ORDER BY \(key)"
        let kept = try Row.fetchCursor(db, sql: sql)
        let rebuilt = try Row.fetchCursor(copy, sql: sql)
        var differences: [String] = []
        var left = try kept.next()?.copy()
        var right = try rebuilt.next()?.copy()
        // The smaller key goes first, so that one missing row names no other.
        func id(_ row: Row?) throws(StoreError) -> Key? {
            guard let row else { return nil }
            return try read(StoredRow(row, of: table, by: key))
        }
        while true {
            let (leftID, rightID) = (try id(left), try id(right))
            guard let id = [leftID, rightID].compactMap(\.self).min() else { break }
            let (isKept, isRebuilt) = (leftID == id, rightID == id)
            if !isKept {
                differences.append("\(name) \(id) is missing")
            } else if !isRebuilt {
                differences.append("\(name) \(id) is in no event")
            } else if let left, let right, left != right {
                let columns = left.columnNames.filter { name in
                    (left[name] as DatabaseValue?) != (right[name] as DatabaseValue?)
                }
                differences.append("\(name) \(id) differs in \(columns.joined(separator: ", "))")
            }
            if isKept { left = try kept.next()?.copy() }
            if isRebuilt { right = try rebuilt.next()?.copy() }
            if differences.count >= differencesMax { return differences + [andMore] }
        }
        return differences
    }

    /// Compares the deliveries with what the events ordered.
    private static func compareDeliveries(_ db: Database, _ copy: Database) throws -> [String] {
        let kept = try Row.fetchCursor(
            db,
            sql: "SELECT ticket, kind, step, state FROM deliveries ORDER BY ticket, kind, step")
        var wanted = try WantedDeliveries(copy)
        var differences: [String] = []
        var left = try kept.next().map { try RebuiltDelivery($0) }
        var right = try wanted.next()
        while let place = [left, right].compactMap({ $0?.place }).min() {
            if left?.place != place {
                differences.append("\(place) is missing")
            } else if right?.place != place {
                differences.append("\(place) was ordered by no event")
            } else if let left, let right, left.state != right.state {
                differences.append("\(place) is \(left.state), but its events say \(right.state)")
            }
            if left?.place == place { left = try kept.next().map { try RebuiltDelivery($0) } }
            if right?.place == place { right = try wanted.next() }
            if differences.count >= differencesMax { return differences + [andMore] }
        }
        return differences
    }
}
