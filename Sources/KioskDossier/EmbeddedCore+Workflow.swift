package import DossierCore
import GRDB
package import Kiosk
package import QueueCore

/// The workflow behind the counters: what happens to a dossier after its reception.
extension EmbeddedCore {
    /// Does something to a dossier, where the workflow allows it.
    ///
    /// Blocks for one durable commit.
    ///
    /// - Parameters:
    ///   - action: what is done.
    ///   - code: the dossier's.
    ///   - official: who does it, and for which office.
    ///   - now: when.
    /// - Returns: the dossier after it.
    /// - Throws: `DossierError`: `.unknownDossier`, `.refused` with the reason in Vietnamese, or
    ///   `.storage`.
    @discardableResult
    package func act(
        _ action: DossierAction, onDossier code: String, by official: Official, at now: Instant
    ) async throws(DossierError) -> Dossier {
        try stored {
            try pool.write { db in
                try DossierBook(db).act(action, on: code, by: official, at: now, law)
            }
        }
    }

    /// All that happened to a dossier, for the control slip; empty for one that is not there.
    package func history(ofDossier code: String) async throws(DossierError) -> [DossierEvent] {
        try stored { try pool.read { try DossierBook($0).history(code) } }
    }

    /// What has to be hurried, an office each.
    ///
    /// - Parameters:
    ///   - now: the moment of which is asked.
    ///   - soonDays: working days within which a promise is near, 0…20.
    /// - Returns: a list for each office that has something urgent.
    /// - Throws: `DossierError` with code `.storage`.
    package func urgingLists(
        at now: Instant, soonDays: Int = 2
    ) async throws(DossierError) -> [UrgingList] {
        let law = law
        return try stored {
            try pool.read { try RunningPromises(db: $0).lists(at: now, law, soonDays: soonDays) }
        }
    }

    /// Opens an apology for every promise that passed, once each.
    ///
    /// - Returns: codes of dossiers that were noted now.
    package func noteLateness(at now: Instant) async throws(DossierError) -> [String] {
        let law = law
        return try stored {
            try pool.write { db in
                let book = DossierBook(db)
                let clock = Official("motcua", of: law.rules(of: "", at: now).frontOffice)
                return try RunningPromises(db: db).unnoted(at: now).compactMap { code in
                    // One whose last event lies ahead of the clock is looked at again later.
                    guard let dossier = try book.dossier(code), dossier.changedAt <= now else {
                        return nil
                    }
                    let noted = try book.act(.noteLateness, on: code, by: clock, at: now, law)
                    return noted.isNotedLate ? code : nil
                }
            }
        }
    }

    /// Does something in the store; what went wrong is said in the port's own words.
    nonisolated func stored<Value>(_ body: () throws -> Value) throws(DossierError) -> Value {
        do {
            return try body()
        } catch let error as DossierError {
            throw error
        } catch let refusal as DossierRefusal {
            throw DossierError(.refused, refusal.vietnamese)
        } catch {
            throw DossierError(.storage, "\(error)")
        }
    }
}
