import DossierCore
import Foundation
import GRDB
import Kiosk
import QueueCore

/// Records steps within one transaction.
struct StepRecorder {
    let db: Database
    let settings: DossierSettings
    let law: CentreLaw
    private let encoder = JSONEncoder()
    private let decoder = JSONDecoder()

    init(db: Database, settings: DossierSettings, law: CentreLaw) {
        self.db = db
        self.settings = settings
        self.law = law
        // Two encodings of one step must be the same text, for they are compared.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// Takes one step into account, or finds the receipt it got before.
    func record(_ step: HandOffStep) throws(DossierError) -> HandOffReceipt {
        do {
            return try recordOrThrow(step)
        } catch let error as DossierError {
            throw error
        } catch {
            throw DossierError(.storage, "step \(step.key): \(error)")
        }
    }

    private func recordOrThrow(_ step: HandOffStep) throws -> HandOffReceipt {
        let content = String(decoding: try encoder.encode(step), as: UTF8.self)
        let done =
            try Int.fetchOne(
                cached("SELECT steps FROM receptions WHERE ticket = ?"),
                arguments: [step.ticket.rawValue]) ?? 0
        switch StepOrder(step: step.step, done: done) {
        case .early:
            throw DossierError(.outOfOrder, "step \(step.key) came after step \(done)")
        case .repeated: return try receipt(of: step, content)
        case .next: break
        }
        // Looked up before anything is written: a refused step leaves no trace.
        let takenBack = try stepTakenBack(by: step)
        let reception = "R-\(step.ticket)"
        try note(step, reception, takingBack: takenBack)
        let receipt = HandOffReceipt(reception: reception, dossiers: try openDossiers(step))
        let text = String(decoding: try encoder.encode(receipt), as: UTF8.self)
        try execute(
            sql: "INSERT INTO steps VALUES (?, ?, ?, ?, ?)",
            arguments: [step.ticket.rawValue, step.step, step.key, content, text])
        return receipt
    }

    private func receipt(of step: HandOffStep, _ content: String) throws -> HandOffReceipt {
        let row = try Row.fetchOne(
            cached("SELECT content, receipt FROM steps WHERE ticket=? AND step=?"),
            arguments: [step.ticket.rawValue, step.step])
        guard let row, (row["content"] as String) == content else {
            throw DossierError(.conflict, "step \(step.key) was handed over with other content")
        }
        return try decoder.decode(
            HandOffReceipt.self, from: Data((row["receipt"] as String).utf8))
    }

    private func stepTakenBack(by step: HandOffStep) throws -> HandOffStep? {
        guard step.kind == .compensated else { return nil }
        let content = try String.fetchOne(
            cached("SELECT content FROM steps WHERE ticket=? AND step=?"),
            arguments: [step.ticket.rawValue, step.compensates])
        guard let content else {
            throw DossierError(.conflict, "step \(step.key) takes back a step that is none")
        }
        return try decoder.decode(HandOffStep.self, from: Data(content.utf8))
    }

    private func note(
        _ step: HandOffStep, _ reception: String, takingBack earlier: HandOffStep?
    ) throws {
        try execute(
            sql: """
                INSERT INTO receptions (ticket, id, number, line, day, steps)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (ticket) DO UPDATE SET steps = excluded.steps, line = excluded.line
                """,
            arguments: [
                step.ticket.rawValue, reception, step.number, step.line.rawValue,
                step.serviceDay.description, step.step,
            ])
        switch step.kind {
        case .issued: break
        case .started: try noteStart(step)
        case .served: try noteService(step)
        case .ended:
            try noteEnd(step)
            if step.outcome != nil { try noteService(step) }
        case .compensated: if let earlier { try takeBack(earlier, by: step) }
        }
    }

    private func noteStart(_ step: HandOffStep) throws {
        try execute(
            sql: "UPDATE receptions SET counter=?, clerk=?, started_at_ms=?, ended_at_ms=NULL, "
                + "end_state=NULL, outcome=NULL WHERE ticket=?",
            arguments: [
                step.counter, step.clerk?.rawValue, step.occurredAt.millisecondsSinceEpoch,
                step.ticket.rawValue,
            ])
    }

    private func noteEnd(_ step: HandOffStep) throws {
        try execute(
            sql: "UPDATE receptions SET ended_at_ms=?, end_state=?, outcome=? WHERE ticket=?",
            arguments: [
                step.occurredAt.millisecondsSinceEpoch, step.end?.rawValue, step.outcome?.rawValue,
                step.ticket.rawValue,
            ])
    }

    private func noteService(_ step: HandOffStep) throws {
        try execute(
            sql: "INSERT INTO services VALUES (?, ?, ?, ?, ?, ?, NULL)",
            arguments: [
                step.ticket.rawValue, step.step, step.counter, step.clerk?.rawValue,
                step.outcome?.rawValue, step.occurredAt.millisecondsSinceEpoch,
            ])
    }

    /// Takes an earlier step back: what it said is marked, nothing is deleted.
    private func takeBack(_ earlier: HandOffStep, by step: HandOffStep) throws {
        let at = step.occurredAt.millisecondsSinceEpoch
        let ticket = step.ticket.rawValue
        if earlier.kind == .started {
            try execute(
                sql: "UPDATE receptions SET counter=NULL, clerk=NULL, started_at_ms=NULL "
                    + "WHERE ticket=?", arguments: [ticket])
        }
        if earlier.kind == .ended {
            try execute(
                sql: "UPDATE receptions SET ended_at_ms=NULL, end_state=NULL, outcome=NULL "
                    + "WHERE ticket=?", arguments: [ticket])
        }
        try execute(
            sql: "UPDATE services SET taken_back_at_ms=? WHERE ticket=? AND step=?",
            arguments: [at, ticket, earlier.step])
        // The hall takes nothing back once it knows of a code; one that was on its way then is
        // withdrawn here, and given again if the same visit comes to the same end.
        for procedure in earlier.procedures where earlier.outcome == .dossierReceived {
            try execute(
                sql: "UPDATE dossiers SET withdrawn_at_ms=? WHERE ticket=? AND procedure=?",
                arguments: [at, ticket, procedure.rawValue])
        }
    }

    /// A dossier for each procedure of a service whose outcome says that one was received.
    private func openDossiers(_ step: HandOffStep) throws -> [DossierReference] {
        guard step.kind == .ended || step.kind == .served, step.outcome == .dossierReceived else {
            return []
        }
        return try step.procedures.compactMap { procedure in
            // What came by portal or post before is received now, and is no second dossier.
            let waiting = try IntakeBook(db: db, settings: settings, law: law).receive(
                boundTo: step.boundDossier, procedure, by: step.clerk?.rawValue ?? "motcua",
                at: step.occurredAt)
            if let waiting { return DossierReference(procedure: procedure, code: waiting) }
            guard settings.authority == .embedded else { return nil }
            let known = try String.fetchOne(
                cached("SELECT code FROM dossiers WHERE ticket = ? AND procedure = ?"),
                arguments: [step.ticket.rawValue, procedure.rawValue])
            if let known {
                try execute(
                    sql: "UPDATE dossiers SET withdrawn_at_ms=NULL WHERE code=?",
                    arguments: [known])
                return DossierReference(procedure: procedure, code: known)
            }
            let code = try CodeMint(db: db, agency: settings.agencyCode)
                .next(on: ServiceDay(at: step.occurredAt))
            try execute(
                sql: "INSERT INTO dossiers VALUES (?, ?, ?, ?, 1, NULL)",
                arguments: [
                    code, step.ticket.rawValue, procedure.rawValue,
                    step.occurredAt.millisecondsSinceEpoch,
                ])
            try DossierBook(db).open(
                code, procedure, by: step.clerk?.rawValue, at: step.occurredAt, law)
            return DossierReference(procedure: procedure, code: code)
        }
    }

    /// Compiled once for all steps: compiling costs more than running.
    private func cached(_ sql: String) throws -> Statement {
        try db.cachedStatement(sql: sql)
    }

    private func execute(sql: String, arguments: StatementArguments) throws {
        try cached(sql).execute(arguments: arguments)
    }
}
