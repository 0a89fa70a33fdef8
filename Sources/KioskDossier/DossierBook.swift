import DossierCore
import Foundation
import GRDB
import Kiosk
import QueueCore

/// The workflow's events and what is read off them, within one transaction.
///
/// Events are the truth and are only added to; the ledger has a row a dossier, written with them,
/// so that lists and reports need not read a life to count it.
struct DossierBook {
    let db: Database
    private let encoder = JSONEncoder()
    private let decoder = JSONDecoder()

    init(_ db: Database) {
        self.db = db
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    // MARK: Reading

    /// All that happened to a dossier; empty for one that is not there.
    func history(_ code: String) throws -> [DossierEvent] {
        try Row.fetchAll(
            cached("SELECT * FROM dossier_events WHERE code = ? ORDER BY sequence"),
            arguments: [code]
        ).map { row in
            DossierEvent(
                sequence: row["sequence"],
                at: Instant(millisecondsSinceEpoch: row["at_ms"]),
                by: Official(row["by_name"], of: OfficeID(rawValue: row["by_office"])),
                fact: try decoder.decode(
                    DossierEvent.Fact.self, from: Data((row["fact"] as String).utf8)))
        }
    }

    /// The dossier as its events make it; nil for one that is not there.
    ///
    /// - Throws: `DossierError` with code `.storage` for events that do not make one.
    func dossier(_ code: String) throws -> Dossier? {
        let history = try history(code)
        if history.isEmpty { return nil }
        guard let dossier = Dossier(code: code, history: history) else {
            throw DossierError(.storage, "the events of dossier \(code) have gaps")
        }
        return dossier
    }

    // MARK: Writing

    /// Opens a dossier that was received at a counter, in the same transaction as its code.
    func open(
        _ code: String, _ procedure: ProcedureCode, by clerk: String?, at now: Instant,
        _ law: CentreLaw
    ) throws {
        let rules = law.rules(of: procedure, at: now)
        let official = Official(clerk ?? "motcua", of: rules.frontOffice)
        let filing = Self.filing(of: procedure, through: .direct, at: now, law)
        let first = try Dossier.file(filing, by: official, at: now)
        guard var dossier = Dossier(code: code, opening: first) else { return }
        let received = try dossier.decide(
            .receive(law.limit(of: procedure)), by: official, at: now, rules)
        received.forEach { dossier.apply($0) }
        try write([first] + received, dossier)
    }

    /// Begins a dossier that was handed in and that no clerk received yet.
    func file(
        _ code: String, _ procedure: ProcedureCode, through channel: FilingChannel,
        filedAt: Instant, by name: String, at now: Instant, _ law: CentreLaw
    ) throws {
        let official = Official(name, of: law.rules(of: procedure, at: now).frontOffice)
        let filing = Self.filing(of: procedure, through: channel, at: filedAt, law)
        let first = try Dossier.file(filing, by: official, at: now)
        guard let dossier = Dossier(code: code, opening: first) else { return }
        try write([first], dossier)
    }

    private static func filing(
        of procedure: ProcedureCode, through channel: FilingChannel, at instant: Instant,
        _ law: CentreLaw
    ) -> Filing {
        Filing(
            procedure: ProcedureVersion(code: procedure, from: nil),
            field: law.field(of: procedure), channel: channel, at: instant)
    }

    /// Opens the dossiers of a store that is older than the workflow.
    func takeUp(_ law: CentreLaw) throws {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT code, procedure, received_at_ms, clerk, ready_at_ms, noted_by "
                + "FROM dossiers LEFT JOIN receptions USING (ticket) LEFT JOIN results USING (code) "
                + "WHERE code NOT IN (SELECT code FROM ledger)")
        for row in rows {
            let code: String = row["code"]
            let received = Instant(millisecondsSinceEpoch: row["received_at_ms"])
            try open(code, ProcedureCode(row["procedure"]), by: row["clerk"], at: received, law)
            guard let ready: Int64 = row["ready_at_ms"] else { continue }
            let at = max(received, Instant(millisecondsSinceEpoch: ready))
            _ = try ResultNote(code: code, isReady: true, by: row["noted_by"] ?? "", at: at)
                .write(to: db)
        }
    }

    /// Does an action, where the workflow allows it.
    ///
    /// - Returns: the dossier after it.
    /// - Throws: `DossierRefusal`, or `DossierError.unknownDossier`.
    func act(
        _ action: DossierAction, on code: String, by official: Official, at now: Instant,
        _ law: CentreLaw
    ) throws -> Dossier {
        guard var dossier = try dossier(code) else { throw DossierError.unknownDossier }
        let rules = law.rules(of: dossier.filing.procedure.code, at: now)
        let events = try dossier.decide(action, by: official, at: now, rules)
        events.forEach { dossier.apply($0) }
        try write(events, dossier)
        return dossier
    }

    private func write(_ events: [DossierEvent], _ dossier: Dossier) throws {
        for event in events {
            try execute(
                "INSERT INTO dossier_events VALUES (?, ?, ?, ?, ?, ?)",
                [
                    dossier.code, event.sequence, event.at.millisecondsSinceEpoch, event.by.name,
                    event.by.office.rawValue,
                    String(decoding: try encoder.encode(event.fact), as: UTF8.self),
                ])
            try SyncBook(db: db).order(dossier.code, event.sequence)
        }
        guard !events.isEmpty else { return }
        try LedgerRow(dossier).write(to: db)
        guard dossier.filing.channel != .direct else { return }
        try execute(
            "UPDATE intakes SET is_waiting = ? WHERE code = ?",
            [dossier.state == .registered, dossier.code])
    }

    private func cached(_ sql: String) throws -> Statement { try db.cachedStatement(sql: sql) }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try cached(sql).execute(arguments: arguments)
    }
}
