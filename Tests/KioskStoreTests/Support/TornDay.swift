import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// A small day as a power cut leaves it: the database as it was in the morning, and the whole log.
struct TornDay {
    /// What a start finds when the log holds no more than this.
    struct State: Equatable, Sendable {
        /// Bytes of the log up to the commit's end.
        let end: Int
        let lastSequence: Int64
        /// Every row of every table.
        let rows: [String]
        let tickets: Set<TicketID>
    }

    /// Bytes before the log's first frame.
    static let logHeader = 32
    /// Bytes before a frame's page.
    static let frameHeader = 24
    static let page = 4_096
    static let frame = frameHeader + page

    let database: Data
    let log: Data
    /// The morning, and then the state after each commit.
    let states: [State]

    /// Lives the day; its directory is gone afterwards.
    init() throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        try office.store.emptyLog()
        let database = try #require(try directory.contents()["hall.sqlite"])
        func look() throws -> State {
            try State(
                end: directory.contents()["hall.sqlite-wal"]?.count ?? 0,
                lastSequence: office.lastSequence, rows: Self.rows(office.store),
                tickets: Set(office.book.hall.tickets.keys))
        }
        var states = [try look()]
        var failures: [any Error] = []
        try Visit.run(office) {
            do { states.append(try look()) } catch { failures.append(error) }
        }
        // Three tickets that share a commit.
        try office.submit((0..<3).map { _ in office.issue() })
        states.append(try look())
        try #require(failures.isEmpty)

        let contents = try directory.contents()
        log = try #require(contents["hall.sqlite-wal"])
        // The morning's file is still the day's: no checkpoint came in between.
        try #require(contents["hall.sqlite"] == database)
        self.database = database
        // A visit also tells of its beginning, which is no commit.
        self.states = states.enumerated().filter { index, state in
            index == 0 || state.end > states[index - 1].end
        }.map(\.element)
        try office.store.close()
    }

    var frames: Int { (log.count - Self.logHeader) / Self.frame }

    /// Where a frame begins, 0 being the first; also for the one after the last.
    static func start(of frame: Int) -> Int { logHeader + frame * Self.frame }

    /// Where commits end, told by the log itself.
    ///
    /// A frame that ends a commit gives the database's size in pages; in others that field is 0.
    var commitEnds: [Int] {
        (0..<frames).filter { frame in
            let size = Self.start(of: frame) + 4
            return log[size..<size + 4].contains { $0 != 0 }
        }.map { Self.start(of: $0 + 1) }
    }

    /// The index of the last state that lies within so many bytes of the log.
    func state(within bytes: Int) -> Int { states.lastIndex { $0.end <= bytes } ?? 0 }

    /// Writes the morning's database and a log, as the next start finds them.
    func lay(_ log: Data) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try directory.write(database)
        try directory.write(log, to: "hall.sqlite-wal")
        return directory
    }

    /// Every row of every table, as text that tells types apart.
    static func rows(_ store: SQLiteStore) throws -> [String] {
        try store.pool.read { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            return try tables.flatMap { table in
                let columns = try String.fetchAll(
                    db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
                let text = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
                return try String.fetchAll(
                    db, sql: "SELECT '\(table): ' || \(text) AS line FROM \(table) ORDER BY line")
            }
        }
    }
}

extension SQLiteStore {
    /// Moves the whole log into the database file.
    func emptyLog() throws {
        try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
}
