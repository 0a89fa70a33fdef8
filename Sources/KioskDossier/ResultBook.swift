import DossierCore
import Foundation
import GRDB
package import Kiosk
package import QueueCore

/// Notes results in the embedded core's store, beside a running core.
package enum ResultBook {
    /// Seconds for which it waits while the core writes.
    static let patienceSeconds = 5.0

    /// Notes that a dossier's result lies at the counter, or that it does not after all.
    ///
    /// Blocks while the core writes, `patienceSeconds` at most.
    ///
    /// - Parameters:
    ///   - code: the dossier's.
    ///   - isReady: whether the result may be fetched.
    ///   - path: the core's file, which is not made.
    ///   - name: who says so.
    ///   - now: when.
    /// - Throws: `DossierError`: `.unknownDossier`, or `.storage` for a file that is none of this
    ///   program's, or of another version.
    package static func note(
        _ code: String, isReady: Bool, in path: String, by name: String, at now: Instant
    ) throws(DossierError) {
        do {
            guard FileManager.default.fileExists(atPath: path) else {
                throw DossierError(.storage, "there is no dossier store at \(path)")
            }
            var configuration = GRDB.Configuration()
            configuration.busyMode = .timeout(patienceSeconds)
            let store = try DatabaseQueue(path: path, configuration: configuration)
            let isKnown = try store.write { db in
                try DossierSchema.mustBeCurrent(db, path)
                return try ResultNote(code: code, isReady: isReady, by: name, at: now)
                    .write(to: db)
            }
            guard isKnown else { throw DossierError.unknownDossier }
        } catch let error as DossierError {
            throw error
        } catch let refusal as DossierRefusal {
            throw DossierError(.refused, refusal.vietnamese)
        } catch {
            throw DossierError(.storage, "\(path): \(error)")
        }
    }
}

/// What somebody says of a dossier's result.
struct ResultNote {
    let code: String
    let isReady: Bool
    let name: String
    let at: Instant

    init(code: String, isReady: Bool, by name: String, at: Instant) {
        self.code = code
        self.isReady = isReady
        self.name = name
        self.at = at
    }

    /// Writes it down; who said it first stands.
    ///
    /// - Returns: false when there is no such dossier, or one that was taken back.
    func write(to db: Database) throws -> Bool {
        guard DossierCode.isWellFormed(code) else { return false }
        let isKnown = try Bool.fetchOne(
            db,
            sql: "SELECT count(*) > 0 FROM dossiers WHERE code = ? AND withdrawn_at_ms IS NULL",
            arguments: [code])
        guard isKnown ?? false else { return false }
        try tell(db)
        if isReady {
            try db.execute(
                sql: "INSERT INTO results (code, ready_at_ms, noted_by) VALUES (?, ?, ?) "
                    + "ON CONFLICT (code) DO NOTHING",
                arguments: [code, at.millisecondsSinceEpoch, name])
        } else {
            try db.execute(sql: "DELETE FROM results WHERE code = ?", arguments: [code])
        }
        return true
    }

    /// Tells the workflow, where that is news.
    private func tell(_ db: Database) throws {
        let book = DossierBook(db)
        guard let dossier = try book.dossier(code), (dossier.state == .finished) != isReady else {
            return
        }
        // No rule of a procedure has a part in this.
        let law = CentreLaw(procedures: [], plan: .empty)
        let office = law.rules(of: dossier.filing.procedure.code, at: at).frontOffice
        _ = try book.act(
            isReady
                ? .finish(result: "Kết quả đã về quầy")
                : .takeBackResult(reason: "Kết quả chưa về quầy"),
            on: code, by: Official(name, of: office),
            // Of two clocks one may be behind; a note is not before what it notes.
            at: max(at, dossier.changedAt), law)
    }
}

extension DossierError {
    /// Nobody is told which codes there are: the text asked for is not repeated.
    static let unknownDossier = DossierError(
        .unknownDossier, "there is no dossier of that code here")
}
