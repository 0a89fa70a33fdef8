import Foundation
import GRDB

/// What the disk itself can do: the measure of everything durable.
struct Disk {
    private let descriptor: Int32
    private let block = [UInt8](repeating: 0x6D, count: 512)

    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
    }

    /// Appends 512 bytes and waits until the disk has them.
    func appendAndSync() -> Duration {
        ContinuousClock().measure {
            _ = block.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            fdatasync(descriptor)
        }
    }

    /// Rows a second that SQLite itself makes durable with `group` rows a commit, in the table that
    /// a simple queue would have.
    static func rowsPerSecond(path: String, group: Int, for length: Duration) throws -> Double {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(
                sql: "CREATE TABLE ticket (id INTEGER PRIMARY KEY, day TEXT, field TEXT, "
                    + "number INTEGER, at INTEGER, UNIQUE (day, field, number))")
        }
        var rows = 0
        let clock = ContinuousClock()
        let start = clock.now
        while start.duration(to: clock.now) < length {
            try queue.write { db in
                let statement = try db.cachedStatement(
                    sql: "INSERT INTO ticket (day, field, number, at) VALUES (?, ?, ?, ?)")
                for _ in 0..<group {
                    rows += 1
                    try statement.execute(arguments: ["2026-11-23", "ho-tich", rows, rows])
                }
            }
        }
        let spent = start.duration(to: clock.now)
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
        return Double(rows) / seconds
    }
}
