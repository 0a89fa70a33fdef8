import GRDB
import QueueCore

/// The fresh tables of a rebuild, in a temporary file that ends with the program.
///
/// SQLite makes the file in `SQLITE_TMPDIR`, `TMPDIR` or `/var/tmp` once the tables outgrow its
/// cache, and no name of it is ever seen.
struct RebuildScratch {
    private let queue: DatabaseQueue

    init() throws {
        var configuration = Configuration()
        configuration.label = "rebuild"
        queue = try DatabaseQueue(path: "", configuration: configuration)
        try queue.writeWithoutTransaction { db in
            // Nothing here is kept: a crash starts anew.
            try db.execute(sql: "PRAGMA journal_mode = OFF")
            try db.execute(sql: "PRAGMA synchronous = OFF")
        }
        try Schema.migrator.migrate(queue)
        try queue.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE settled (
                      ticket TEXT NOT NULL, kind TEXT NOT NULL, step INTEGER NOT NULL,
                      state TEXT NOT NULL, PRIMARY KEY (ticket, kind, step)) STRICT, WITHOUT ROWID
                    """)
        }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try queue.write(body)
    }

    /// Keeps what became of a delivery; a later event counts more.
    static func keep(_ settlement: DeliverySettlement, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?)").execute(
            arguments: [
                settlement.ticket.rawValue, settlement.key.kind, settlement.key.step,
                settlement.state.rawValue,
            ])
    }
}
