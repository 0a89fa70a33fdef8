import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// The chain of a real store, its heads, and a ticket's life in words.
@Suite(.timeLimit(.minutes(5)))
struct AuditTests {
    private let directory: TemporaryDirectory
    private let office: Office

    init() throws {
        directory = try TemporaryDirectory()
        office = try Office(try directory.store())
    }

    private func nextDay() { office.now = Office.opensAt + .seconds(24 * 3_600) }

    @Test func `the journal of two random days is whole`() throws {
        var day = RandomDay(office, seed: 7)
        try day.run(commands: 300)
        nextDay()
        try day.run(commands: 100)
        let report = try office.store.verifyChain()
        #expect(report.findings == [])
        #expect(report.last == office.lastSequence)
        #expect(Int64(report.events) == office.lastSequence)
    }

    @Test func `a column of another kind is a finding and no end`() throws {
        try Visit.run(office)
        let ledger = try Ledger(directory.hall)
        // STRICT tables keep the types; a NULL that somebody wrote past the schema does not occur
        // in a whole file, and a blob that is no text does.
        try ledger.execute(
            "UPDATE events SET actor = CAST(x'FFFE' AS TEXT) WHERE sequence = 3")
        let findings = try office.store.verifyChain().findings
        #expect(findings.count == 1)
        #expect(findings.first?.description.contains("event 3 ") == true, "\(findings)")
    }

    @Test func `each day has its head, and the chain agrees with it later`() throws {
        try office.take()
        let early = try #require(try office.store.head())
        try office.take()
        let monday = try #require(try office.store.head())
        #expect(monday.sequence == office.lastSequence)
        #expect(early.sequence < monday.sequence)
        nextDay()
        try office.take()
        let day = try #require(ServiceDay(monday.day.description))
        let closed = try #require(try office.store.head(of: day))
        let tuesday = try #require(try office.store.head())
        #expect(closed.sequence + tuesday.count == tuesday.sequence)
        #expect(tuesday.centre == "H53.12.3")
        #expect(try office.store.head(of: ServiceDay(daysSinceEpoch: 0)) == nil)
        for head in [early, monday, closed, tuesday] {
            #expect(try office.store.verifyChain(head: head).headFindings == [])
        }
    }

    @Test func `a shortened chain is whole by itself and found out by a head`() throws {
        try Visit.run(office)
        let head = try #require(try office.store.head())
        try Ledger(directory.hall).execute(
            "DELETE FROM notes; DELETE FROM events WHERE sequence > ?", [head.sequence - 3])
        let report = try office.store.verifyChain(head: head)
        #expect(report.findings == [])
        #expect(report.headFindings.count == 1)
        #expect(report.headFindings[0].hasPrefix("the chain was shortened"))
    }

    @Test func `a wholly recomputed chain is whole by itself and found out by a head`() throws {
        try Visit.run(office)
        let head = try #require(try office.store.head())
        let queue = try Ledger(directory.hall).queue
        try queue.write { db in
            try db.execute(sql: "UPDATE events SET actor = 'clerk:clerk9' WHERE sequence = 9")
            var previous = HashChain.origin
            for row in try Row.fetchAll(db, sql: "SELECT * FROM events ORDER BY sequence") {
                previous = HashChain.link(
                    after: previous, sequence: row["sequence"], at: row["at_ms"],
                    actor: row["actor"], kind: row["kind"], body: row["body"])
                try db.execute(
                    sql: "UPDATE events SET hash = ? WHERE sequence = ?",
                    arguments: [previous, row["sequence"] as Int64])
            }
        }
        let report = try office.store.verifyChain(head: head)
        #expect(report.findings == [])
        #expect(report.headFindings.count == 1)
        #expect(report.headFindings[0].hasPrefix("the chain was rewritten"))
    }

    @Test func `a head of another day or count is found out`() throws {
        try Visit.run(office)
        let head = try #require(try office.store.head())
        let other = AuditHead(
            centre: head.centre, day: head.day, sequence: head.sequence, count: head.count - 1,
            hash: head.hash)
        #expect(try office.store.verifyChain(head: other).headFindings.count == 1)
    }

    @Test func `a ticket's life is told with actors, notes and deliveries`() throws {
        try Visit.run(office)
        let life = try #require(try office.store.life(of: "1001"))
        let text = life.lines.joined(separator: "\n")
        for words in [
            "Ticket 1001 of 2026-11-23, line ho-tich: completed.",
            "by device:kiosk-1  Number 1001 given in line ho-tich",
            "Called to counter 8 by clerk8, because: ", "Service began at counter 8 with clerk8.",
            "Ended: completed, dossier-received, procedures 1.001193 at counter 8 by clerk8.",
            "Slip 1: confirmed.", "Hand-off 1 was accepted by the dossier core.",
            "Hand-off 2 was refused and waits for a person.", "slip 1: done", "hand-off 2: parked",
            "hand-off 3: due",
        ] { #expect(text.contains(words), "\(words) is not in\n\(text)") }
        let missed = try #require(try office.store.life(of: "1002"))
        #expect(missed.lines.contains { $0.contains("Note: không đến") })
        #expect(try office.store.life(of: life.id)?.lines == life.lines)
        #expect(try office.store.life(of: "9999") == nil)
        #expect(try office.store.life(of: "1001", on: ServiceDay(daysSinceEpoch: 0)) == nil)
    }

    @Test func `a life goes on when its deliveries are settled days later`() throws {
        let old = try office.take()
        for days in 1...4 {
            office.now = Office.opensAt + .seconds(days * 24 * 3_600)
            try office.take()
        }
        try office.submit(Request(.settleSlip(old, print: 1, .unknown, note: ""), by: .system))
        try office.take()
        let life = try #require(try office.store.life(of: old.rawValue))
        let text = life.lines.joined(separator: "\n")
        #expect(text.contains("Ended: expired"), "\(text)")
        #expect(text.contains("Slip 1: unknown."), "\(text)")
    }
}
