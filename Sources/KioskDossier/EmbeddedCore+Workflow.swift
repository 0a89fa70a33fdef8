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
        let (law, soon) = (law, min(max(soonDays, 0), 20))
        return try stored {
            try pool.read { db in
                let calendar = law.rules(of: "", at: now).dates.calendar
                let today = ServiceDay(at: now)
                let last = calendar.workingDay(soon, after: today) ?? today
                let candidates = try running(db, until: last.advanced(by: 1).start).map { row in
                    UrgingList.Candidate(
                        code: row["code"], office: OfficeID(rawValue: row["urged_office"]),
                        promise: DueDate.Point(
                            passedFrom: Instant(millisecondsSinceEpoch: row["running_ms"]),
                            isHour: row["is_hour"]))
                }
                return UrgingList.lists(candidates, at: now, in: calendar, soonDays: soon)
            }
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
                return try running(db, until: now, " AND is_noted_late = 0").compactMap { row in
                    let code: String = row["code"]
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

    /// Rows of dossiers in work whose promise has passed, or passes by that moment.
    private nonisolated func running(
        _ db: Database, until end: Instant, _ condition: String = ""
    ) throws -> [Row] {
        try Row.fetchAll(
            db,
            sql: "SELECT code, urged_office, running_ms, is_hour FROM ledger "
                + "WHERE running_ms <= ?\(condition) AND code NOT IN "
                + "(SELECT code FROM dossiers WHERE withdrawn_at_ms IS NOT NULL) "
                + "ORDER BY running_ms, code",
            arguments: [end.millisecondsSinceEpoch])
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
