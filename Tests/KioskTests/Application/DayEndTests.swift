import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `A day that is over` {
    private let clerk = SamplePlan.clerk(6)

    @Test func `is hidden from midnight on, to the millisecond`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        await rig.issue("B")
        await rig.submit(.openCounter(6), by: clerk)
        await rig.submit(.callNext(6), by: clerk)
        rig.clock.set(TestClock("2026-11-23T23:59:59.999+07:00").now())
        let last = await rig.controller.read { book, now in
            (book.hall.tickets.count, book.hall.day == ServiceDay(at: now))
        }
        #expect(last == (2, true))
        await rig.controller.refresh()
        #expect(rig.hub.latest?.lines.first?.waiting == 1)
        rig.clock.advance(by: .milliseconds(1))
        await rig.controller.refresh()
        let snapshot = try #require(rig.hub.latest)
        #expect(snapshot.serviceDay.description == "2026-11-24")
        #expect(snapshot.lines.count == 9 && snapshot.lines.allSatisfy { $0.waiting == 0 })
        #expect(snapshot.counters.count == 10)
        #expect(snapshot.counters.allSatisfy { $0.state == .closed && $0.shows == nil })
        #expect(snapshot.recentCalls.isEmpty)
        let morning = await rig.controller.read { book, _ in
            [
                book.hall.tickets.count, book.settlements.count, book.priorities.count,
                book.record("A") == nil ? 0 : 1, book.record(statusToken: "token-A") == nil ? 0 : 1,
            ]
        }
        #expect(morning == [0, 0, 0, 0, 0])
        #expect(
            await rig.controller.read { book, _ in book.hall.plan } == SamplePlan.plan(),
            "the plan is today's too")
    }

    @Test func `still takes the receipts that come late`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        rig.clock.advance(by: .seconds(16 * 3_600))
        guard
            case .done = await rig.submit(.settleHandOff("A", step: 1, dossiers: []), by: .system)
        else {
            Issue.record("a late receipt was refused")
            return
        }
        #expect(try rig.store.ticket("A")?.settlement.acceptedSteps == 1)
        // Nobody acted yet: the day is still to be opened, and yesterday's ticket is to expire.
        #expect(try rig.store.ticket("A")?.ticket.state == .waiting)
        await rig.issue("B")
        #expect(try rig.store.ticket("A")?.ticket.state == .expired)
        #expect(await rig.record("B")?.ticket.number == "1001")
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `The waits of a ticket that was sent on` {
    @Test func `count in the line where it was issued`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A", line: "ho-tich")
        await rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        rig.clock.advance(by: .seconds(600))
        await rig.submit(.callNext(6), by: SamplePlan.clerk(6))
        await rig.submit(
            .transfer(6, to: .line("chung-thuc"), place: .last), by: SamplePlan.clerk(6))
        await rig.submit(.openCounter(8), by: SamplePlan.clerk(8))
        rig.clock.advance(by: .seconds(300))
        await rig.submit(.callNext(8), by: SamplePlan.clerk(8))
        let ticket = try #require(await rig.record("A")?.ticket)
        #expect(ticket.line == "chung-thuc" && ticket.issuedLine == "ho-tich")
        var tally = WaitTally(by: .line)
        let day = ServiceDay(at: rig.clock.now())
        try rig.store.waits(from: day, to: day) { tally.add($0) }
        let rows = tally.report(from: day, to: day, order: []).rows
        let row = try #require(rows.first { $0.key == "ho-tich" })
        #expect(!rows.contains { $0.key == "chung-thuc" && $0.count > 0 })
        #expect(row.count == 1)
        #expect(row.first.averageSeconds == 600)
        #expect(row.total.averageSeconds == 900)
    }
}
