import Foundation
import GRDB
package import Kiosk

/// Copies the embedded core's store, beside a running core.
package enum DossierCopy {
    /// Copies the store as it is at one moment and looks through the copy.
    ///
    /// - Parameters:
    ///   - source: the core's file.
    ///   - path: a file that is not there yet.
    /// - Returns: false when there is no such store: the centre's core is elsewhere.
    /// - Throws: `DossierError` with code `.storage`: a foreign or damaged store is not copied.
    package static func copy(_ source: String, to path: String) throws(DossierError) -> Bool {
        guard FileManager.default.fileExists(atPath: source) else { return false }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let original = try DatabaseQueue(path: source, configuration: configuration)
            try original.read { db in
                guard
                    try Int.fetchOne(db, sql: "PRAGMA application_id")
                        == DossierSchema.applicationID,
                    try !DossierSchema.migrator.hasBeenSuperseded(db)
                else {
                    throw DossierError(
                        .storage,
                        "\(source) is a database of another program, or of a newer motcua; "
                            + "it was not changed")
                }
                let copy = try DatabaseQueue(path: path)
                try copy.writeWithoutTransaction { try db.backup(to: $0) }
                try copy.close()
            }
            try look(at: path, copiedFrom: source)
            return true
        } catch let error as DossierError {
            throw error
        } catch {
            throw DossierError(.storage, "\(source): \(error)")
        }
    }

    private static func look(at path: String, copiedFrom source: String) throws {
        let copy = try DatabaseQueue(path: path)
        try copy.writeWithoutTransaction { db in
            // One file, with no log beside it.
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            let flaws = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
            guard flaws == ["ok"] else {
                throw DossierError(
                    .storage,
                    "\(source) is damaged: \(flaws.joined(separator: "; ")). "
                        + "Keep its folder aside and restore the last backup")
            }
        }
        try copy.close()
    }
}
