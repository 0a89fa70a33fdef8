package import Foundation
import GRDB
import Kiosk

extension SQLiteStore {
    /// Copies the store as it is at one moment, beside a running server.
    ///
    /// - Parameters:
    ///   - path: a file that is not there yet.
    ///   - held: called once the moment is fixed and before anything is copied.
    /// - Throws: `StoreError`, or what `held` throws.
    package func copy(to path: String, held: () throws -> Void = {}) throws {
        var refusal: (any Error)?
        try reading { db in
            // The first read fixes the moment.
            _ = try Self.lastSequence(db)
            do {
                try held()
            } catch {
                refusal = error
                return
            }
            let copy = try DatabaseQueue(path: path)
            try copy.writeWithoutTransaction { try db.backup(to: $0) }
            try copy.close()
        }
        if let refusal { throw refusal }
        do {
            let copy = try DatabaseQueue(path: path)
            // One file, with no log beside it.
            try copy.writeWithoutTransaction { db in
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Looks through the whole file and at the chain's last link.
    ///
    /// - Returns: the last event's number and link.
    /// - Throws: `StoreError` with code `.corrupt` when a page, an index or the link is broken.
    package func checkedEnd() throws -> (sequence: Int64, hash: Data) {
        try reading { db in
            let flaws = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
            guard flaws == ["ok"] else {
                throw StoreError(
                    .corrupt, cause: "\(pool.path): \(flaws.joined(separator: "; "))",
                    hint: "The store is damaged: keep its folder aside and restore the last "
                        + "backup.")
            }
            let last = try Self.lastSequence(db)
            var chain = AuditChain()
            var end: AuditRow?
            try Self.eachRow(db, after: last - 2, into: &chain) { row in
                end = row
                return true
            }
            guard let end else { return (0, HashChain.origin) }
            guard !chain.findings().contains(.changed(last)) else {
                throw StoreError(
                    .corrupt, cause: "\(pool.path): the chain's last link does not hold",
                    hint: "Run \"motcua audit verify\" to see what was changed.")
            }
            return (end.sequence, end.hash)
        }
    }
}
