import DossierCore
import Foundation
import GRDB
import Kiosk
import QueueCore

/// Dossiers that came by portal or post, within one transaction.
///
/// Under a province's codes an arrival is a dossier at once, filed and not received. Where codes are
/// minted here it becomes one when a clerk decides about it.
struct IntakeBook {
    /// Arrivals that may wait; what comes after these is told to come later.
    static let waitingMax = 10_000
    /// Refused arrivals that are kept for people to read.
    static let refusedMax = 1_000

    let db: Database
    let settings: DossierSettings
    let law: CentreLaw

    // MARK: Arriving

    /// Takes in an arrival; false when the same came before.
    func takeIn(_ arrival: DossierArrival, from source: String, at now: Instant) throws -> Bool {
        if let fault = arrival.fault(at: now) ?? fault(of: arrival) { throw IntakeRefusal(fault) }
        let content = try Self.content(of: arrival)
        let known = try String.fetchOne(
            db, sql: "SELECT content FROM intakes WHERE id = ?", arguments: [arrival.id])
        if let known {
            guard known == content else { throw IntakeRefusal(.conflict) }
            return false
        }
        let waiting = try Int.fetchOne(db, sql: "SELECT count(*) FROM intakes WHERE is_waiting = 1")
        guard (waiting ?? 0) < Self.waitingMax else {
            throw DossierError(.unavailable, "\(Self.waitingMax) arrivals wait for a clerk")
        }
        if let code = arrival.code, try DossierBook(db).dossier(code) != nil {
            throw IntakeRefusal(.conflict)
        }
        try db.execute(
            sql: "INSERT INTO intakes VALUES (?, ?, ?, ?, ?, NULL, 1)",
            arguments: [
                arrival.id, content, source, arrival.filedAt.millisecondsSinceEpoch,
                now.millisecondsSinceEpoch,
            ])
        if let code = arrival.code {
            try file(arrival, as: code, by: source, at: now, isMinted: false)
        }
        return true
    }

    /// What is wrong with it at this centre.
    private func fault(of arrival: DossierArrival) -> IntakeFault? {
        switch (settings.authority, arrival.code) {
        case (.province, nil): return .codeMissing
        case (.embedded, .some): return .codeUnwanted
        case (.province, let code?) where !DossierCode.isWellFormed(code): return .codeMalformed
        case (.province, .some), (.embedded, nil): break
        }
        return law.lists(arrival.procedure) ? nil : .unknownProcedure
    }

    /// Keeps a refusal for people to read; the oldest make room.
    func refuse(
        _ reference: String, from source: String, _ fault: IntakeFault, at now: Instant
    ) throws {
        try db.execute(
            sql: "INSERT INTO intake_refusals (at_ms, source, reference, fault) "
                + "VALUES (?, ?, ?, ?)",
            arguments: [
                now.millisecondsSinceEpoch, source, String(reference.prefix(64)), fault.rawValue,
            ])
        try db.execute(
            sql: "DELETE FROM intake_refusals WHERE number <= "
                + "(SELECT max(number) FROM intake_refusals) - ?", arguments: [Self.refusedMax])
    }

    // MARK: Deciding

    /// The code of an arrival; one that has none yet becomes a dossier now.
    ///
    /// - Throws: `DossierError.unknownDossier` for an arrival that is none.
    func code(of id: String, by actor: String, at now: Instant) throws -> String {
        guard let row = try row(id) else { throw DossierError.unknownDossier }
        if let code = row["code"] as String? { return code }
        let code = try CodeMint(db: db, agency: settings.agencyCode).next(on: ServiceDay(at: now))
        try file(try Self.arrival(in: row), as: code, by: actor, at: now, isMinted: true)
        return code
    }

    /// Receives the arrival that a ticket was taken for, by its clerk's word that it was received.
    ///
    /// - Returns: its code; nil where the ticket was for no such arrival of the procedure, so that
    ///   the visit opens a dossier of its own.
    func receive(
        boundTo id: String?, _ procedure: ProcedureCode, by clerk: String, at now: Instant
    ) throws -> String? {
        guard let id, let row = try row(id) else { return nil }
        guard try Self.arrival(in: row).procedure == procedure else { return nil }
        let code = try code(of: row["id"], by: clerk, at: now)
        let book = DossierBook(db)
        guard var dossier = try book.dossier(code) else { return nil }
        if dossier.course != nil { return code }
        // Of two clocks one may be behind.
        let moment = max(now, dossier.changedAt)
        let rules = law.rules(of: procedure, at: moment)
        let official = Official(clerk, of: rules.frontOffice)
        if dossier.state == .awaitingSupplement {
            dossier = try book.act(
                .supply(through: .direct), on: code, by: official, at: moment, law)
        }
        guard dossier.state == .registered else { return nil }
        let limit = law.limit(of: procedure, through: dossier.filing.channel)
        _ = try book.act(.receive(limit), on: code, by: official, at: moment, law)
        return code
    }

    /// Opens the dossier of an arrival: filed by its channel, and not received.
    private func file(
        _ arrival: DossierArrival, as code: String, by name: String, at now: Instant,
        isMinted: Bool
    ) throws {
        try db.execute(
            sql: "INSERT INTO dossiers VALUES (?, ?, ?, ?, ?, NULL)",
            arguments: [
                // No ticket has such a name.
                code, "intake/\(arrival.id)", arrival.procedure.rawValue,
                arrival.filedAt.millisecondsSinceEpoch, isMinted,
            ])
        try db.execute(
            sql: "UPDATE intakes SET code = ? WHERE id = ?", arguments: [code, arrival.id])
        try DossierBook(db).file(
            code, arrival.procedure, through: FilingChannel(arrival.channel),
            filedAt: arrival.filedAt, by: name, at: now, law)
    }

    // MARK: Reading

    func waiting(limit: Int) throws -> WaitingDossiers {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM intakes WHERE is_waiting = 1")
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM intakes WHERE is_waiting = 1 ORDER BY filed_at_ms, id LIMIT ?",
            arguments: [limit])
        let refused = try Row.fetchAll(
            db, sql: "SELECT * FROM intake_refusals ORDER BY number DESC LIMIT ?",
            arguments: [limit])
        return WaitingDossiers(
            count: count ?? 0,
            entries: try rows.map { row in
                WaitingDossiers.Entry(
                    arrival: try Self.arrival(in: row), source: row["source"],
                    arrivedAt: Instant(millisecondsSinceEpoch: row["arrived_at_ms"]),
                    code: row["code"])
            },
            refused: refused.map { row in
                WaitingDossiers.Refused(
                    at: Instant(millisecondsSinceEpoch: row["at_ms"]), source: row["source"],
                    reference: row["reference"],
                    fault: IntakeFault(rawValue: row["fault"]) ?? .unreadable)
            })
    }

    /// The procedure of an arrival that has no code yet, by its source's reference.
    func procedure(waitingAs id: String) throws -> ProcedureCode? {
        guard let row = try row(id), (row["code"] as String?) == nil else { return nil }
        return try Self.arrival(in: row).procedure
    }

    /// By id, or by the code it got here.
    private func row(_ id: String) throws -> Row? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM intakes WHERE id = ?1 OR code = ?1"),
            arguments: [id])
    }

    private static func arrival(in row: Row) throws -> DossierArrival {
        try JSONDecoder().decode(
            DossierArrival.self, from: Data((row["content"] as String).utf8))
    }

    /// Two arrivals are the same when this is.
    private static func content(of arrival: DossierArrival) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(arrival), as: UTF8.self)
    }
}

extension FilingChannel {
    init(_ channel: DossierArrival.Channel) {
        self =
            switch channel {
            case .online: .online
            case .postal: .postal
            }
    }
}
