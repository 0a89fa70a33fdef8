import Foundation
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// Answers have the contract's members.
@Suite struct ShapesTests {
    private static let forAnyone: Set = [
        "id", "number", "line", "procedure", "state", "channel", "issuedAt", "calledAt",
        "startedAt", "endedAt", "counter", "calls", "ahead", "estimate", "slip", "statusURL",
        "handOff",
    ]

    private let shapes = Shapes(.withPeople)
    private let now = StandingClock.morning

    private var record: TicketRecord {
        let ticket = Ticket(
            id: "01TEST", number: "1002", day: ServiceDay(at: now), order: 2, channel: .kiosk,
            kiosk: "kiosk-1", language: "vi", statusToken: "tok", procedure: nil, field: nil,
            boundDossier: nil, issuedAt: now, line: "ho-tich",
            rank: now.millisecondsSinceEpoch, creditMinutes: 20, handOffSteps: 1, prints: 1,
            waits: Waits(legSince: now))
        return TicketRecord(
            ticket: ticket, settlement: Settlement(slip: .pending),
            priority: PriorityClaim(group: "elderly", verified: false))
    }

    @Test func `a ticket for staff has every member of the contract`() throws {
        let json = try members(of: shapes.ticket(record, in: Hall(), forStaff: true, at: now).bytes)
        #expect(Set(json.keys).isSuperset(of: Self.forAnyone.union(["priority", "dossiers"])))
        #expect(json["number"] as? String == "1002")
        #expect(json["state"] as? String == "waiting")
        #expect(json["slip"] as? String == "pending")
        #expect(json["handOff"] as? String == "pending")
        #expect(json["issuedAt"] as? String == "2026-11-23T08:15:00+07:00")
        #expect(json["statusURL"] as? String == "https://hall.example/t/tok")
        #expect(json["calledAt"] is NSNull)
        let priority = try #require(json["priority"] as? [String: Any])
        #expect(priority["group"] as? String == "elderly")
        #expect(priority["verified"] as? Bool == false)
    }

    @Test func `a ticket for a device lacks what is personal`() throws {
        let json = try members(
            of: shapes.ticket(record, in: Hall(), forStaff: false, at: now).bytes)
        #expect(Set(json.keys) == Self.forAnyone)
    }

    @Test func `a citizen's phone sees six members`() throws {
        let json = try members(of: shapes.status(record, in: Hall(), at: now).bytes)
        #expect(
            Set(json.keys) == ["number", "state", "ahead", "estimate", "counter", "slip"])
    }

    @Test func `without a public address there is no status link`() throws {
        let shapes = Shapes(SampleConfiguration.make())
        let json = try members(of: shapes.ticket(record, in: Hall(), forStaff: true, at: now).bytes)
        #expect(json["statusURL"] is NSNull)
    }

    @Test func `a counter's clerk is for staff`() throws {
        let shape = { (isStaff: Bool) in
            try members(of: shapes.counter(6, in: DayBook(), forStaff: isStaff, at: now).bytes)
        }
        #expect(
            Set(try shape(true).keys)
                == ["number", "state", "lines", "clerk", "serving", "since", "undo"])
        #expect(
            Set(try shape(false).keys) == ["number", "state", "lines", "serving", "since"])
    }
}
