import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// Events are the truth: the tables equal their rebuild, and a changed journal is found out.
@Suite(.timeLimit(.minutes(5)))
struct RebuildTests {
    @Test(arguments: [1, 2, 3, 20_261_123] as [UInt64])
    func `two random days equal their rebuild`(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        var day = RandomDay(office, seed: seed)
        try day.run(commands: 400)
        let leftovers = office.book.hall.tickets.values.filter { !$0.state.isEnded }.map(\.id)
        #expect(!leftovers.isEmpty)
        #expect(try office.store.compareWithRebuild() == [])

        office.now = Office.opensAt + .seconds(24 * 3_600)
        try office.take()
        for id in leftovers {
            #expect(try office.store.ticket(id)?.ticket.state == .expired)
        }
        try day.run(commands: 200)
        #expect(try office.store.compareWithRebuild() == [])
        let ledger = try Ledger(directory.hall)
        #expect(try ledger.flaws() == [])
        try everythingHappened(ledger)
        try agrees(office)

        // The same after a restart.
        try office.store.close()
        let restarted = try Office(try directory.store(), name: "B")
        #expect(restarted.book.hall.tickets == office.book.hall.tickets)
        #expect(restarted.book.settlements == office.book.settlements)
        #expect(restarted.book.priorities == office.book.priorities)
        #expect(restarted.lastSequence == office.lastSequence)
    }

    /// Every ticket of the open day is in the tables as it is in memory.
    private func agrees(_ office: Office) throws {
        for ticket in office.book.hall.tickets.values {
            let record = try office.store.ticket(ticket.id)
            #expect(record?.ticket == ticket)
            #expect(record?.settlement == office.book.settlements[ticket.id])
            #expect(record?.priority == office.book.priorities[ticket.id])
        }
    }

    /// The dice must not spare a kind of event.
    private func everythingHappened(_ ledger: Ledger) throws {
        let kinds = try ledger.queue.read {
            try String.fetchSet($0, sql: "SELECT DISTINCT kind FROM events")
        }
        let wanted: Set = [
            "dayOpened", "planChanged", "ticketIssued", "ticketCalled", "ticketRecalled",
            "serviceStarted", "ticketParked", "ticketTransferred", "ticketReranked", "ticketEnded",
            "counterOpened", "counterPaused", "counterClosed", "slipOrdered", "slipSettled",
            "handOffAccepted", "handOffParked", "handOffResumed",
        ]
        #expect(wanted.subtracting(kinds) == [])
    }

    /// A way to lay hands on the journal.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: [String]
        let names: String
    }

    private static let tamperings = [
        Tampering(
            testDescription: "a changed body",
            sql: ["UPDATE events SET body = replace(body, '1001', '1009') WHERE sequence = 4"],
            names: "event 4 was changed"),
        Tampering(
            testDescription: "a body that is no event",
            sql: ["UPDATE events SET body = '{}' WHERE sequence = 4"],
            names: "event 4 cannot be replayed"),
        Tampering(
            testDescription: "a changed time",
            sql: ["UPDATE events SET at_ms = at_ms + 1 WHERE sequence = 5"],
            names: "event 5 was changed"),
        Tampering(
            testDescription: "another actor",
            sql: ["UPDATE events SET actor = 'clerk:clerk9' WHERE sequence = 5"],
            names: "event 5 was changed"),
        Tampering(
            testDescription: "another kind",
            sql: ["UPDATE events SET kind = 'ticketParked' WHERE sequence = 6"],
            names: "event 6 was changed"),
        Tampering(
            testDescription: "a changed link",
            sql: ["UPDATE events SET hash = zeroblob(32) WHERE sequence = 6"],
            names: "event 6 was changed"),
        Tampering(
            testDescription: "a missing event",
            sql: ["DELETE FROM events WHERE sequence = 5"], names: "events 5 to 5 are missing"),
        Tampering(
            testDescription: "a missing first event",
            sql: ["DELETE FROM events WHERE sequence = 1"], names: "events 1 to 1 are missing"),
        Tampering(
            testDescription: "two exchanged events",
            sql: [
                "UPDATE events SET sequence = -1 WHERE sequence = 8",
                "UPDATE events SET sequence = 8 WHERE sequence = 9",
                "UPDATE events SET sequence = 9 WHERE sequence = -1",
            ], names: "event 9 was moved: it was written as event 8"),
        // Out of order, two calls would be open at the counter: more than the rebuild can hold.
        Tampering(
            testDescription: "a call before the end of the one before",
            sql: [
                "UPDATE events SET sequence = -1 WHERE sequence = 14",
                "UPDATE events SET sequence = 14 WHERE sequence = 11",
                "UPDATE events SET sequence = 11 WHERE sequence = -1",
            ], names: "event 11 cannot be replayed"),
    ]

    @Test(arguments: tamperings)
    func `a journal that somebody changed is found out`(tampering: Tampering) throws {
        let directory = try TemporaryDirectory()
        let store = try directory.store()
        try Visit.run(try Office(store))
        let ledger = try Ledger(directory.hall)
        for sql in tampering.sql { try ledger.execute(sql) }
        let differences = try store.compareWithRebuild()
        #expect(differences.contains { $0.hasPrefix(tampering.names) }, "\(differences)")
    }

    @Test func `a changed or missing ticket is found out`() throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        let ticket = try office.take()
        let other = try office.take()
        let ledger = try Ledger(directory.hall)
        try ledger.execute("UPDATE tickets SET rank = 0, calls = 7 WHERE id = ?", [ticket.rawValue])
        #expect(
            try office.store.compareWithRebuild() == ["ticket \(ticket) differs in rank, calls"])
        try ledger.execute("DELETE FROM tickets WHERE id = ?", [ticket.rawValue])
        #expect(try office.store.compareWithRebuild() == ["ticket \(ticket) is missing"])
        try ledger.execute("UPDATE tickets SET id = 'Z' WHERE id = ?", [other.rawValue])
        #expect(
            try office.store.compareWithRebuild() == [
                "ticket \(ticket) is missing", "ticket \(other) is missing",
                "ticket Z is in no event",
            ])
    }

    @Test(arguments: [
        ("DELETE FROM deliveries WHERE kind = 'slip'", ["slip 1 of ticket % is missing"]),
        (
            "UPDATE deliveries SET step = 2 WHERE kind = 'hand-off'",
            [
                "hand-off 1 of ticket % is missing",
                "hand-off 2 of ticket % was ordered by no event",
            ]
        ),
        (
            "UPDATE deliveries SET state = 'due' WHERE kind = 'hand-off'",
            ["hand-off 1 of ticket % is due, but its events say done"]
        ),
        (
            "UPDATE deliveries SET state = 'done' WHERE kind = 'slip'",
            ["slip 1 of ticket % is done, but its events say begun"]
        ),
        (
            "INSERT INTO deliveries VALUES ('Z', 'slip', 1, '', 9, 'done')",
            ["slip 1 of ticket Z was ordered by no event"]
        ),
    ])
    func `a delivery that is not as its events say is found out`(
        sql: String, differences: [String]
    ) throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        let ticket = try office.take()
        try office.submit(Request(.settleHandOff(ticket, step: 1, dossiers: []), by: .system))
        #expect(try office.store.compareWithRebuild() == [])
        try Ledger(directory.hall).execute(sql)
        #expect(
            try office.store.compareWithRebuild()
                == differences.map { $0.replacing("%", with: ticket.rawValue) })
    }

    @Test func `what was erased is no difference`() throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        try Visit.run(office)
        let ledger = try Ledger(directory.hall)
        #expect(try ledger.count("SELECT count(*) FROM notes") > 0)
        #expect(try ledger.count("SELECT count(*) FROM priorities") > 0)
        try ledger.execute("DELETE FROM notes")
        try ledger.execute("DELETE FROM priorities")
        #expect(try office.store.compareWithRebuild() == [])
        #expect(try office.store.verifyChain().findings == [])
    }

    @Test func `a journal of nonsense is reported up to a bound`() throws {
        let directory = try TemporaryDirectory()
        let office = try Office(try directory.store())
        for _ in 0..<4 { try office.submit((0..<64).map { _ in office.issue() }) }
        try Ledger(directory.hall).execute("UPDATE events SET body = 'nonsense'")
        let differences = try office.store.compareWithRebuild()
        // The chain, the journal, tickets and deliveries come one after the other, each up to the
        // bound.
        #expect(differences.count <= 4 * (SQLiteStore.differencesMax + 1))
        #expect(differences.last == "… and perhaps more")
    }
}
