import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// The database refuses what must never be twice, whatever code writes to it.
@Suite(.timeLimit(.minutes(5)))
struct UniquenessTests {
    private let directory: TemporaryDirectory
    private let ledger: Ledger
    private let first: TicketID
    private let second: TicketID

    init() throws {
        directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        first = try office.take()
        second = try office.take()
        try office.act(.openCounter(8))
        try office.act(.callNext(8))
        try office.store.close()
        ledger = try Ledger(directory.hall)
    }

    /// Runs SQL that must be refused for a constraint, and change nothing.
    private func refuses(
        _ sql: String, _ arguments: StatementArguments = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let error = #expect(throws: DatabaseError.self, sourceLocation: sourceLocation) {
            try ledger.execute(sql, arguments)
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, sourceLocation: sourceLocation)
        #expect(try ledger.flaws() == [], sourceLocation: sourceLocation)
    }

    /// Copies a row under other names into its table.
    private func copy(_ table: String, where row: String, changing: String) throws {
        try ledger.queue.writeWithoutTransaction { db in
            try db.execute(sql: "CREATE TEMP TABLE twin AS SELECT * FROM \(table) WHERE \(row)")
            defer { try? db.execute(sql: "DROP TABLE temp.twin") }
            try db.execute(sql: "UPDATE twin SET \(changing)")
            try db.execute(sql: "INSERT INTO \(table) SELECT * FROM twin")
        }
    }

    private func refusesCopy(
        _ table: String, where row: String, changing: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: DatabaseError.self, sourceLocation: sourceLocation) {
            try copy(table, where: row, changing: changing)
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, sourceLocation: sourceLocation)
    }

    @Test func `a number is given once a day`() throws {
        let row = "id = '\(second)'"
        refusesCopy("tickets", where: row, changing: "id = 'X'")
        // The same number on another day is another ticket.
        try copy("tickets", where: row, changing: "id = 'X', day = '2026-11-24'")
        #expect(try ledger.count("SELECT count(*) FROM tickets") == 3)
    }

    @Test(arguments: ["called", "serving"])
    func `a counter has one open call`(state: String) throws {
        let call = "UPDATE tickets SET state = ?, counter = ? WHERE id = ?"
        try refuses(call, [state, 8, second.rawValue])
        try ledger.execute(call, [state, 9, second.rawValue])
    }

    @Test func `a delivery is ordered once`() throws {
        let row = "kind = 'hand-off' AND ticket = '\(first)'"
        refusesCopy("deliveries", where: row, changing: "ordered = -1")
        // The key is what must not be twice: a ticket's step of one kind.
        try copy("deliveries", where: row, changing: "ordered = -1, step = 7")
    }

    @Test func `a request's key is remembered once for each principal`() throws {
        let row = "key = 'key-\(first)'"
        refusesCopy("idempotency", where: row, changing: "status = 200")
        try copy("idempotency", where: row, changing: "principal = 'user:clerk6'")
    }

    @Test func `a sequence number is given once`() throws {
        refusesCopy("events", where: "sequence = 1", changing: "ticket = 'X'")
    }

    @Test func `what the code writes twice is a constraint error`() throws {
        let store = try directory.store()
        let office = try Office(store, name: "B")
        let events = try ledger.count("SELECT count(*) FROM events")
        let order = SlipOrder(
            ticket: first, number: "1001", line: "ho-tich", kiosk: "kiosk-1", language: "vi",
            statusToken: "", issuedAt: office.now, print: 1, counters: [], ahead: 0)
        let error = #expect(throws: StoreError.self) {
            try store.commit { try $0.order(.slip(order), at: office.now) }
        }
        #expect(error?.code == .constraint)
        #expect(try ledger.count("SELECT count(*) FROM events") == events)
    }
}

/// Words that the database checks are the words of the code.
@Suite(.timeLimit(.minutes(5)))
struct StateWordTests {
    /// A column whose words are checked.
    struct Column: Sendable, CustomTestStringConvertible {
        let table: String
        let name: String
        let words: [String]

        var testDescription: String { "\(table).\(name)" }
    }

    private static let columns = [
        Column(table: "tickets", name: "channel", words: Channel.allCases.map(\.rawValue)),
        Column(table: "tickets", name: "state", words: TicketState.allCases.map(\.rawValue)),
        Column(table: "tickets", name: "outcome", words: Outcome.allCases.map(\.rawValue)),
        Column(table: "tickets", name: "slip", words: SlipState.allCases.map(\.rawValue)),
        Column(table: "deliveries", name: "state", words: DeliveryState.allCases.map(\.rawValue)),
        Column(table: "deliveries", name: "kind", words: ["slip", "hand-off"]),
    ]

    private let directory: TemporaryDirectory
    private let ledger: Ledger

    init() throws {
        directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        try office.take()
        try office.store.close()
        ledger = try Ledger(directory.hall)
    }

    private func schema(_ name: String) throws -> String {
        let sql = try ledger.queue.read { db in
            try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [name])
        }
        return try #require(sql)
    }

    /// The quoted words of a piece of SQL.
    private func words(_ sql: some StringProtocol) -> Set<String> {
        let pieces = sql.split(separator: "'", omittingEmptySubsequences: false)
        return Set(pieces.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) })
    }

    @Test(arguments: columns) func `the database knows the code's words`(column: Column) throws {
        let sql = try schema(column.table)
        let start = try #require(sql.range(of: "CHECK (\(column.name) IN (")).upperBound
        let list = sql[start...].prefix { $0 != ")" }
        #expect(words(list) == Set(column.words))
    }

    @Test(arguments: columns) func `another word is refused`(column: Column) throws {
        let error = #expect(throws: DatabaseError.self) {
            try ledger.execute("UPDATE \(column.table) SET \(column.name) = 'elsewhere'")
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
    }

    @Test func `the indexes name the states they are for`() throws {
        let atCounter = TicketState.allCases.filter(\.isAtCounter).map(\.rawValue)
        #expect(words(try schema("tickets_open_call")) == Set(atCounter))
        let open: [DeliveryState] = [.due, .begun, .parked]
        #expect(words(try schema("deliveries_open")) == Set(open.map(\.rawValue)))
    }
}
