import DossierCore
import GRDB
import Kiosk
import QueueCore

/// Which changes another system has still to hear of, within one transaction.
///
/// A row a change, written with its event and deleted once it was heard: what remains is what is
/// behind. Whether rows are written stands in the store, for the command line writes events too.
struct SyncBook {
    let db: Database

    /// Whether changes are to be told from now on.
    func keep(_ isKept: Bool) throws {
        try db.execute(
            sql: isKept
                ? "INSERT OR IGNORE INTO sync_settings VALUES (1)" : "DELETE FROM sync_settings")
    }

    /// Orders a change to be told, where changes are told at all.
    func order(_ code: String, _ sequence: Int) throws {
        try db.cachedStatement(
            sql: "INSERT INTO sync_deliveries SELECT ?, ?, 0, 0, 0, '' "
                + "WHERE EXISTS (SELECT 1 FROM sync_settings)"
        ).execute(arguments: [code, sequence])
    }

    /// The next change of each dossier whose time has come.
    func due(at now: Instant, limit: Int) throws -> [SyncChange] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM sync_deliveries AS d WHERE is_parked = 0 AND next_at_ms <= ? "
                + "AND NOT EXISTS (SELECT 1 FROM sync_deliveries AS e "
                + "WHERE e.code = d.code AND e.sequence < d.sequence) "
                + "ORDER BY next_at_ms, code LIMIT ?",
            arguments: [now.millisecondsSinceEpoch, limit])
        return try rows.map { row in
            let (code, sequence): (String, Int) = (row["code"], row["sequence"])
            let history = try DossierBook(db).history(code).prefix(sequence)
            guard let event = history.last, event.sequence == sequence,
                let dossier = Dossier(code: code, history: Array(history))
            else { throw DossierError(.storage, "dossier \(code) has no change \(sequence)") }
            return SyncChange(dossier, event, attempts: row["attempts"])
        }
    }

    func settle(_ code: String, _ sequence: Int, _ outcome: SyncOutcome) throws {
        switch outcome {
        case .heard:
            try db.execute(
                sql: "DELETE FROM sync_deliveries WHERE code = ? AND sequence = ?",
                arguments: [code, sequence])
        case .failed(let reason, let nextAt):
            try db.execute(
                sql: "UPDATE sync_deliveries SET attempts = attempts + 1, next_at_ms = ?, "
                    + "error = ? WHERE code = ? AND sequence = ?",
                arguments: [
                    nextAt.millisecondsSinceEpoch, String(reason.prefix(500)), code, sequence,
                ])
        case .parked(let reason):
            try db.execute(
                sql: "UPDATE sync_deliveries SET attempts = attempts + 1, is_parked = 1, "
                    + "error = ? WHERE code = ? AND sequence = ?",
                arguments: [String(reason.prefix(500)), code, sequence])
        }
    }

    func resume(_ code: String) throws -> Bool {
        try db.execute(
            sql: "UPDATE sync_deliveries SET is_parked = 0, attempts = 0, next_at_ms = 0 "
                + "WHERE code = ? AND is_parked = 1", arguments: [code])
        return db.changesCount > 0
    }

    func backlog(limit: Int) throws -> SyncBacklog {
        let waiting = try Int.fetchOne(db, sql: "SELECT count(*) FROM sync_deliveries")
        let parked = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM sync_deliveries WHERE is_parked = 1")
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM sync_deliveries WHERE attempts > 0 OR is_parked = 1 "
                + "ORDER BY is_parked DESC, next_at_ms, code LIMIT ?", arguments: [limit])
        return SyncBacklog(
            waiting: waiting ?? 0, parkedCount: parked ?? 0,
            stuck: rows.map { row in
                let isParked: Bool = row["is_parked"]
                let nextAt = Instant(millisecondsSinceEpoch: row["next_at_ms"])
                return SyncBacklog.Stuck(
                    code: row["code"], sequence: row["sequence"], attempts: row["attempts"],
                    reason: row["error"], nextAt: isParked ? nil : nextAt)
            })
    }
}

extension SyncChange {
    /// A dossier as it was after one of its events.
    fileprivate init(_ dossier: Dossier, _ event: DossierEvent, attempts: Int) {
        let statuses = NationalStatuses.published
        self.init(
            code: dossier.code, sequence: event.sequence, attempts: attempts,
            procedure: dossier.filing.procedure.code, field: dossier.filing.field,
            channel: dossier.filing.channel.nationalCode, status: statuses[dossier.state],
            filedAt: dossier.filing.at, receivedAt: dossier.course?.receivedAt,
            dueAt: dossier.promise.map { $0.passedFrom + .milliseconds(-1) },
            readyAt: dossier.readyAt,
            returnedAt: dossier.state == .returned ? dossier.closedAt : nil,
            refusedAt: dossier.state == .notReceived ? dossier.closedAt : nil,
            office: dossier.holder.rawValue, by: event.by.name, at: event.at,
            words: event.fact.vietnamese)
    }
}
