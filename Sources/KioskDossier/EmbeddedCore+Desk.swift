import DossierCore
import GRDB
package import Kiosk
package import QueueCore

extension EmbeddedCore: DossierDesk {
    package func reception(of ticket: TicketID) async throws(DossierError) -> Reception? {
        try stored {
            try pool.read { db -> Reception? in
                guard
                    let row = try Row.fetchOne(
                        db, sql: "SELECT * FROM receptions WHERE ticket = ?",
                        arguments: [ticket.rawValue])
                else { return nil }
                let dossiers = try Row.fetchAll(
                    db,
                    sql: "SELECT * FROM dossiers WHERE ticket = ? AND withdrawn_at_ms IS NULL "
                        + "ORDER BY code",
                    arguments: [ticket.rawValue])
                return Reception(
                    id: row["id"], ticket: ticket, number: row["number"], line: LineID(row["line"]),
                    serviceDay: ServiceDay(row["day"]) ?? ServiceDay(daysSinceEpoch: 0),
                    steps: row["steps"], counter: row["counter"],
                    clerk: (row["clerk"] as String?).map(ClerkID.init(_:)),
                    startedAt: instant(row["started_at_ms"]), endedAt: instant(row["ended_at_ms"]),
                    end: (row["end_state"] as String?).flatMap(TicketState.init(rawValue:)),
                    outcome: (row["outcome"] as String?).flatMap(Outcome.init(rawValue:)),
                    dossiers: dossiers.map { row in
                        DossierReference(
                            procedure: ProcedureCode(row["procedure"]), code: row["code"])
                    })
            }
        }
    }

    package func note(_ application: Application, for ticket: TicketID)
        async throws(DossierError)
    {
        guard try await reception(of: ticket) != nil else {
            throw DossierError(.unknownReception, "ticket \(ticket) was not handed over yet")
        }
        guard applications[ticket] != nil || applications.count < Self.applicationsMax else {
            throw DossierError(.unavailable, "too many applications are noted")
        }
        applications[ticket] = application
    }

    package func enter(code: String, for procedure: ProcedureCode, ticket: TicketID)
        async throws(DossierError)
    {
        guard DossierCode.isWellFormed(code) else {
            throw DossierError(.malformed, "\"\(code.prefix(64))\" is no dossier code")
        }
        guard let reception = try await reception(of: ticket) else {
            throw DossierError(.unknownReception, "ticket \(ticket) was not handed over yet")
        }
        if let known = reception.dossiers.first(where: { $0.procedure == procedure }) {
            guard known.code == code else {
                throw DossierError(.conflict, "the procedure has the code \(known.code) already")
            }
            return
        }
        let received =
            reception.endedAt ?? reception.startedAt ?? Instant(millisecondsSinceEpoch: 0)
        // What came by portal or post, and whose citizen is here now.
        let waited = try stored {
            try pool.write { db in
                try IntakeBook(db: db, settings: settings, law: law).receive(
                    boundTo: code, procedure, by: reception.clerk?.rawValue ?? "motcua",
                    at: received)
            }
        }
        if waited != nil { return }
        guard try await dossier(code: code) == nil else {
            throw DossierError(.conflict, "the code \(code) belongs to another visit")
        }
        try stored {
            try pool.write { db in
                try db.execute(
                    sql: "INSERT INTO dossiers VALUES (?, ?, ?, ?, 0, NULL)",
                    arguments: [
                        code, ticket.rawValue, procedure.rawValue, received.millisecondsSinceEpoch,
                    ])
                try DossierBook(db).open(
                    code, procedure, by: reception.clerk?.rawValue, at: received, law)
            }
        }
    }

    package func dossier(code: String) async throws(DossierError) -> DossierSummary? {
        try stored {
            try pool.read { db in
                try Row.fetchOne(
                    db, sql: "SELECT * FROM dossiers WHERE code = ?", arguments: [code]
                )
                .map { row in
                    DossierSummary(
                        code: code, procedure: ProcedureCode(row["procedure"]),
                        receivedAt: Instant(millisecondsSinceEpoch: row["received_at_ms"]))
                }
            }
        }
    }

    package func status(ofDossier code: String) async throws(DossierError) -> DossierStatus {
        guard DossierCode.isWellFormed(code) else { return .unknown }
        return try stored {
            try pool.read { db -> DossierStatus in
                let row = try Row.fetchOne(
                    db,
                    sql:
                        "SELECT ready_at_ms, due_day, state, ledger.received_at_ms AS received_at, "
                        + "dossiers.procedure FROM dossiers "
                        + "LEFT JOIN results USING (code) LEFT JOIN ledger USING (code) "
                        + "WHERE code = ? AND withdrawn_at_ms IS NULL",
                    arguments: [code])
                guard let row else {
                    // Codes are minted here, and the citizen knows the portal's alone.
                    return try IntakeBook(db: db, settings: settings, law: law)
                        .procedure(waitingAs: code).map(DossierStatus.awaitsClerk) ?? .unknown
                }
                let state = (row["state"] as String?).flatMap(DossierState.init(rawValue:))
                if state == .registered
                    || state == .awaitingSupplement && (row["received_at"] as Int64?) == nil
                {
                    return .awaitsClerk(ProcedureCode(row["procedure"]))
                }
                guard (row["ready_at_ms"] as Int64?) == nil else { return .ready }
                return .inWork(due: (row["due_day"] as String?).flatMap { ServiceDay($0) })
            }
        }
    }

    package func noteResult(
        ofDossier code: String, isReady: Bool, by name: String, at now: Instant
    ) async throws(DossierError) {
        let isKnown = try stored {
            try pool.write { db in
                try ResultNote(code: code, isReady: isReady, by: name, at: now).write(to: db)
            }
        }
        guard isKnown else { throw .unknownDossier }
    }
}

private func instant(_ milliseconds: Int64?) -> Instant? {
    milliseconds.map(Instant.init(millisecondsSinceEpoch:))
}
