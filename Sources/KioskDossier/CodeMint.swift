import DossierCore
import GRDB
import QueueCore

/// Mints dossier codes within a transaction.
struct CodeMint {
    let db: Database
    /// What stands before the date in a code.
    let agency: String

    /// The day's next code; one that a clerk entered by hand is stepped over.
    func next(on day: ServiceDay) throws -> String {
        while true {
            let serial =
                try Int.fetchOne(
                    db.cachedStatement(
                        sql: "INSERT INTO code_serials VALUES (?, 1) "
                            + "ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last"),
                    arguments: [day.description]) ?? 1
            let code = DossierCode.mint(
                agency: agency, year: day.year, month: day.month, day: day.day, serial: serial)
            let isTaken = try Bool.fetchOne(
                db, sql: "SELECT count(*) > 0 FROM dossiers WHERE code = ?", arguments: [code])
            guard isTaken ?? false else { return code }
        }
    }
}
