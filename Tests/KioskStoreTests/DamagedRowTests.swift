import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// Rows that hold what their columns do not allow, in a file whose pages are whole.
///
/// Every column of every table is damaged in every way, and everything that reads is run: it
/// answers, or it names the damage. A trap would end the test program.
@Suite(.timeLimit(.minutes(5)))
struct DamagedRowTests {
    private static let day = ServiceDay(at: Office.opensAt)
    /// The first ones are where a careless reading traps; the rest takes half a minute more.
    private static let damages =
        ["x'ff00'", "9223372036854775807"]
        + (isLong ? ["NULL", "'damaged'", "1.5", "-9223372036854775808"] : [])
    private static let isLong = ProcessInfo.processInfo.environment["MOTCUA_LONG"] != nil

    /// A column, and the bytes of a store whose schema allows anything in it.
    private struct Place: CustomTestStringConvertible {
        let table: String
        let column: String
        var testDescription: String { "\(table).\(column)" }
    }

    /// The file of a day with a row in each table, without the checks that would keep damage out.
    private static func template() throws -> (Data, [Place], TicketID) {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        try Visit.run(office)
        let ticket = try office.take(priority: "elderly")
        try office.store.commit { transaction in
            let claim = IdempotencyClaim(principal: "p", key: "k", requestHash: "h")
            try transaction.remember(
                claim, StoredAnswer(status: 201, body: [1]), at: office.now)
        }
        // Nobody speaks in the sample: one call that a restart finds unsaid.
        let call = AnnouncementOrder(id: "9/hall", kind: .closing, zone: "hall", at: office.now)
        try office.store.commit { try $0.order(.announcement(call), at: office.now) }
        try office.store.pool.writeWithoutTransaction { db in
            let day = Self.day.description
            try db.execute(
                sql: """
                    INSERT INTO refused_presses VALUES (7, '\(day)', 1, 'ho-tich', 'x', 'kiosk', NULL);
                    INSERT OR IGNORE INTO persons VALUES ('\(day)', '\(ticket)', 'hash');
                    INSERT INTO sessions VALUES ('t', 'user:a', 5, 5);
                    INSERT INTO ratings SELECT 8, id, 1, 6, 'clerk6', 2, '["unclear"]'
                      FROM tickets WHERE state = 'completed' LIMIT 1;
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_schema SET sql =
                      replace(replace(replace(sql, ') STRICT', ')'), '), WITHOUT', ') WITHOUT'),
                        ' NOT NULL', '') WHERE type = 'table' AND sql LIKE '%STRICT%';
                    PRAGMA writable_schema = RESET;
                    """)
            _ = try db.checkpoint(.truncate)
        }
        let places = try office.store.pool.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK%' "
                    + "OR name IN ('meta', 'events', 'notes', 'priorities', 'persons', "
                    + "'refused_presses', 'idempotency', 'sessions')"
            ).flatMap { table in
                try db.columns(in: table).map { Place(table: table, column: $0.name) }
            }
        }
        try office.store.close()
        return (try #require(try directory.contents()["hall.sqlite"]), places, ticket)
    }

    /// Everything that reads rows, by name.
    private static func readers(_ ticket: TicketID) -> [(String, (SQLiteStore) throws -> Void)] {
        let next = day.advanced(by: 1)
        return [
            ("restore", { _ = DayBook(try $0.restore()) }),
            ("due", { _ = try $0.dueHandOffs(limit: 100) }),
            ("ticket", { _ = try $0.ticket(ticket) }),
            ("waits", { try $0.waits(from: day, to: next) { _ in } }),
            ("samples", { try $0.samples(from: day, to: next) { _ in } }),
            ("counters", { try $0.counterMoments(from: day, to: next) { _ in } }),
            ("estimates", { try $0.estimates(from: day, to: next) { _ in } }),
            ("unmet", { try $0.unmet(from: day, to: next) { _ in } }),
            ("ratings", { try $0.ratings(from: day, to: next) { _ in } }),
            ("events", { _ = try $0.events(of: day) }),
            ("verify", { _ = try $0.verifyChain() }),
            ("head", { _ = try $0.head() }),
            ("life", { _ = try $0.life(of: ticket.rawValue)?.lines }),
            ("first", { _ = try $0.life(of: "1001", on: day)?.lines }),
            ("second", { _ = try $0.life(of: "1002", on: day)?.lines }),
            ("rebuild", { _ = try $0.compareWithRebuild() }),
            ("end", { _ = try $0.checkedEnd() }),
            ("counts", { _ = try $0.counts() }),
        ]
    }

    @Test func `damage in any column is named, or met by nobody`() async throws {
        let (bytes, places, ticket) = try Self.template()
        #expect(places.count > 80)
        let directory = try TemporaryDirectory()
        var named: Set<String> = []
        for place in places {
            for damage in Self.damages {
                for name in try directory.contents().keys {
                    try FileManager.default.removeItem(atPath: "\(directory.path)/\(name)")
                }
                try directory.write(bytes)
                let queue = try DatabaseQueue(path: directory.hall)
                let isDone = try await queue.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
                    // A key that cannot be `NULL`, or that only one row can have, stays.
                    return
                        (try? db.execute(
                            sql: "UPDATE OR IGNORE \(place.table) SET \(place.column) = \(damage)"))
                        != nil
                }
                try queue.close()
                guard isDone else { continue }
                let text = "\(place.table).\(place.column) = \(damage)"
                for error in await errors(directory, ticket) {
                    #expect(error.1.code == .corrupt, "\(text), \(error.0): \(error.1)")
                    #expect(!error.1.hint.isEmpty)
                    if error.1.cause.contains("column \(place.column) is damaged") {
                        named.insert("\(place.table).\(place.column)")
                    }
                }
            }
        }
        // What nobody reads can hurt nobody.
        let unread: Set = [
            "meta.key", "events.kind", "events.actor", "events.ticket", "notes.sequence",
            "priorities.day", "persons.day", "refused_presses.day", "refused_presses.code",
            "refused_presses.channel",
            "refused_presses.kiosk", "deliveries.ordered", "idempotency.principal",
            "idempotency.key", "idempotency.at_ms",
            // Dropped, so that the centre opens.
            "announcements.id",
            "announcements.at_ms", "announcements.kind", "announcements.zone",
            "announcements.ticket", "announcements.counter", "announcements.invitation",
            "announcements.state", "announcements.note",
            // Only a rebuild reads these, and says which rows differ.
            "ratings.at_ms", "ratings.counter", "ratings.clerk", "ratings.ticket",
        ]
        let silent = places.map(\.testDescription).filter { !named.contains($0) }
        #expect(Set(silent).subtracting(unread) == [])
    }

    /// What the readers threw, each with its name.
    private func errors(
        _ directory: TemporaryDirectory, _ ticket: TicketID
    ) async -> [(String, StoreError)] {
        var errors: [(String, StoreError)] = []
        func attempt(_ name: String, _ body: () async throws -> Void) async {
            do {
                try await body()
            } catch let error as StoreError {
                errors.append((name, error))
            } catch {
                Issue.record("\(name) threw \(error)")
            }
        }
        await attempt("opening") {
            let store = try directory.store(.reading)
            for (name, read) in Self.readers(ticket) {
                await attempt(name) { try read(store) }
            }
            await attempt("sessions") {
                _ = try await store.sessions(
                    since: Instant(millisecondsSinceEpoch: .min), limit: 10)
            }
            try store.close()
        }
        await attempt("writing") {
            let store = try directory.store(.centre)
            defer { try? store.close() }
            try store.commit { transaction in
                let claim = IdempotencyClaim(principal: "p", key: "k", requestHash: "h")
                _ = try transaction.remembered(claim)
            }
        }
        return errors
    }

    @Test func `an event with a number beyond all times is no event`() throws {
        let coding = EventCoding()
        for body in [
            #"{"ticketReranked":{"ticket":"a","rank":9223372036854775807,"creditMinutes":0}}"#,
            #"{"ticketReranked":{"ticket":"a","rank":0,"creditMinutes":-99999999999999}}"#,
        ] {
            #expect(throws: EventCoding.Unbounded.self) { try coding.event(from: body) }
        }
        let long = #"{"ticketReturned":{"ticket":"12345678901234567890 \"1234567890123456"}}"#
        #expect(try coding.event(from: long).ticket?.rawValue.count == 38)
    }

    @Test(arguments: ["id = x'ff00'", "state = 'nonsense'", "at_ms = 'x'", "zone = 7"])
    func `a damaged announcement keeps no centre from opening`(_ damage: String) throws {
        let (bytes, _, ticket) = try Self.template()
        let directory = try TemporaryDirectory()
        try directory.write(bytes)
        let queue = try DatabaseQueue(path: directory.hall)
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA ignore_check_constraints = ON; UPDATE announcements SET \(damage)")
        }
        try queue.close()
        let store = try directory.store(.centre)
        defer { try? store.close() }
        let restored = try store.restore()
        #expect(DayBook(restored).hall.tickets[ticket] != nil)
        let isUnreadable = damage.hasPrefix("id")
        #expect(restored.damagedAnnouncements.count == (isUnreadable ? 1 : 0))
        #expect(
            restored.damagedAnnouncements.allSatisfy {
                $0.contains("announcements") && $0.contains("column id is damaged")
            })
        #expect(!isUnreadable || restored.openAnnouncements.isEmpty)
    }

    @Test func `damage is named by table, row and column`() throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        let ticket = try office.take()
        try office.store.pool.writeWithoutTransaction { db in
            try db.execute(sql: "UPDATE tickets SET services = 'nonsense'")
        }
        let error = #expect(throws: StoreError.self) { try office.store.ticket(ticket) }
        #expect(error?.code == .corrupt)
        #expect(error?.cause.contains("tickets, row \"\(ticket)\": column services") == true)
    }
}
