import Foundation
import GRDB
package import Kiosk
import Synchronization

/// The store on one SQLite file: WAL, `synchronous=FULL`, one writer, readers beside it.
package final class SQLiteStore: TicketStore {
    /// What the store is opened for.
    package enum Mode: Hashable, Sendable {
        case centre
        /// A demonstration: its store is marked, so that no centre ever goes on from it.
        case simulation
        /// Reports beside a running server: nothing is written.
        case reading
    }

    let pool: DatabasePool
    private let faultPoint: FaultPoint
    /// Touched by the writer alone.
    private let end: Mutex<JournalEnd>

    /// Opens the store, making or migrating its tables.
    ///
    /// - Parameters:
    ///   - path: the SQLite file.
    ///   - mode: what for.
    ///   - faultPoint: called at every named step of a commit; for tests.
    /// - Throws: `StoreError`: a foreign or corrupt file is refused and never overwritten.
    package init(path: String, mode: Mode, faultPoint: @escaping FaultPoint = { _ in }) throws {
        self.faultPoint = faultPoint
        do {
            pool = try Self.open(path, mode)
            end = Mutex(try pool.read { try Self.journalEnd($0) })
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static func open(_ path: String, _ mode: Mode) throws -> DatabasePool {
        var configuration = GRDB.Configuration()
        configuration.readonly = mode == .reading
        configuration.busyMode = .timeout(5)
        configuration.label = "hall"
        configuration.maximumReaderCount = 3
        if mode == .reading, !FileManager.default.fileExists(atPath: path) {
            throw StoreError(
                .inputOutput, cause: "there is no store at \(path)",
                hint: "Give the data directory of a centre with --data.")
        }
        try refuseForeign(path)
        let pool = try DatabasePool(path: path, configuration: configuration)
        guard mode != .reading else { return pool }
        try pool.writeWithoutTransaction { db in
            // GRDB sets NORMAL for WAL once it opened the file: a commit would not survive a power
            // cut. It is set here, after that, and asserted by a test.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        }
        try Schema.migrator.migrate(pool)
        try pool.write { try mark($0, mode) }
        return pool
    }

    /// A file that is not ours is not touched, not even to look whether it could be migrated.
    private static func refuseForeign(_ path: String) throws {
        let found = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        guard let size = found, size > 0 else {
            return try LostStore.refuse(path, isMissing: found == nil)
        }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { db in
            let identity = try Int.fetchOne(db, sql: "PRAGMA application_id")
            // A first start that was killed leaves an unmarked database without tables.
            let things = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
            guard identity == Schema.applicationID || (identity == 0 && things == 0) else {
                throw StoreError(
                    .foreign, cause: "\(path) is a database of another program",
                    hint: "Choose an empty directory with --data; this file was not changed.")
            }
            // Half a page is a torn copy, unless a log is there to write the page again.
            let files = FileManager.default
            let log = try? files.attributesOfItem(atPath: path + "-wal")[.size] as? Int
            guard let page = try Int.fetchOne(db, sql: "PRAGMA page_size"), page > 0,
                size.isMultiple(of: page) || (log ?? 0) > 0
            else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
            guard try !Schema.migrator.hasBeenSuperseded(db) else {
                throw StoreError(
                    .foreign, cause: "\(path) was written by a newer motcua",
                    hint: "Install that version again; this file was not changed.")
            }
        }
    }

    /// Whose a store is, as its `meta` table says.
    private enum Owner: String {
        case centre, simulation
    }

    private static func mark(_ db: Database, _ mode: Mode) throws {
        let owner: Owner = mode == .simulation ? .simulation : .centre
        let row = try Row.fetchOne(db, sql: "SELECT key, value FROM meta WHERE key = 'mode'")
        guard let row else {
            try db.execute(sql: "INSERT INTO meta VALUES ('mode', ?)", arguments: [owner.rawValue])
            return
        }
        let found = try StoredRow(row, of: "meta", by: "key").word("value", Owner.self)
        guard found == owner else {
            throw StoreError(
                .simulation,
                cause: found == .simulation
                    ? "this store holds a simulation" : "this store belongs to a real centre",
                hint: found == .simulation
                    ? "Start with --simulate, or choose another directory with --data."
                    : "Start without --simulate, or choose another directory with --data.")
        }
    }

    private static func journalEnd(_ db: Database) throws -> JournalEnd {
        let last = try Row.fetchOne(
            db, sql: "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1")
        guard let last else { return JournalEnd() }
        let row = StoredRow(last, of: "events", by: "sequence")
        return JournalEnd(
            hash: try row.bytes("hash"),
            lastOrder: JournalEnd.firstOrder(after: try row.sequence("sequence")))
    }

    package func commit<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
        let (result, newEnd): (Result, JournalEnd)
        do {
            let before = end.withLock { $0 }
            (result, newEnd) = try pool.writeWithoutTransaction { db in
                try Self.inTransaction(db) {
                    try faultPoint(.begin)
                    let transaction = Transaction(
                        db, after: before, coding: EventCoding(), faultPoint: faultPoint)
                    let result = try body(transaction)
                    try faultPoint(.commit)
                    return (result, transaction.end)
                }
            }
        } catch {
            throw StoreError(error, path: pool.path)
        }
        end.withLock { $0 = newEnd }
        try faultPoint(.committed)
        return result
    }

    /// What GRDB's own transactions do, with their statements compiled once: a press waits for it.
    private static func inTransaction<Result>(
        _ db: Database, _ body: () throws -> Result
    ) throws -> Result {
        try db.run("BEGIN IMMEDIATE TRANSACTION", [])
        do {
            let result = try body()
            try db.run("COMMIT TRANSACTION", [])
            return result
        } catch {
            // SQLite itself ends the transaction after some errors.
            if db.isInsideTransaction { try? db.rollback() }
            throw error
        }
    }

    /// The writer's `synchronous` pragma: 2 is FULL.
    package func writerSynchronous() throws -> Int {
        try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// Ends all connections; later use throws.
    package func close() throws { try pool.close() }
}

extension StoreError {
    /// A database error in an operator's words; a `StoreError` stays what it is.
    init(_ error: any Error, path: String) {
        if let known = error as? StoreError {
            self = known
            return
        }
        if error is RowDecodingError || error is DecodingError || error is EventCoding.Unbounded {
            self.init(
                .corrupt, cause: "\(path): a row is damaged (\(error))", hint: Self.damageHint)
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.other, cause: "\(path): \(error)", hint: "Keep the file and report this.")
            return
        }
        // SQLite calls a disk without room for the shared index beside the file a fault of the disk.
        let isFull =
            error.resultCode == .SQLITE_FULL
            || error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
        switch error.resultCode.primaryResultCode {
        case _ where isFull:
            self.init(
                .diskFull, cause: "\(path): the disk is full",
                hint: "Free space on the disk, then start motcua again; nothing half was written.")
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            self.init(
                .inputOutput, cause: "\(path): \(error.message ?? "input/output error")",
                hint: "Look at the disk (dmesg) and at the rights of the data directory.")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .corrupt, cause: "\(path) is damaged or no database",
                hint: "Keep the file aside and restore the last backup; it was not changed.")
        case .SQLITE_CONSTRAINT:
            self.init(
                .constraint, cause: "\(path): \(error.message ?? "constraint")",
                hint: "This must never happen: keep the data directory and report it.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .locked, cause: "\(path) is held by another program",
                hint: "Stop the other program that has the file open.")
        default:
            self.init(
                .other,
                cause: "\(path): \(error.message ?? "error") (\(error.resultCode.rawValue))",
                hint: "Keep the data directory and report this.")
        }
    }
}
