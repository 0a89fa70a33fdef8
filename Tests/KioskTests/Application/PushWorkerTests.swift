import Kiosk
import KioskTesting
import QueueCore
import Testing

/// Counters 6 and 8 serve lines of their own; 8 helps with line `ho-tich` after ten minutes.
@Suite(.timeLimit(.minutes(5)))
struct `A hall that calls by itself` {
    private static func plan(_ assignment: HallRules.Assignment) throws -> HallPlan {
        var plan = SamplePlan.plan()
        plan.rules.assignment = assignment
        var helper = CounterPlan(number: 8, lines: ["chung-thuc"])
        helper.overflow = [.init(line: "ho-tich", afterMinutes: 10)]
        plan.counters = [CounterPlan(number: 6, lines: ["ho-tich"]), helper]
        return plan
    }

    private func calls(_ rig: ControllerRig) -> [String] {
        rig.store.journal.compactMap { entry in
            guard case .ticketCalled(let ticket, let counter, _, _) = entry.event else {
                return nil
            }
            return "\(ticket) at \(counter)"
        }
    }

    /// Nobody serves `ho-tich`; counter 8 idles, and A waits from 08:00 on.
    private func rig(_ assignment: HallRules.Assignment) async throws -> ControllerRig {
        let rig = try ControllerRig()
        await rig.adopt(try Self.plan(assignment))
        await rig.submit(.openCounter(8), by: SamplePlan.clerk(8))
        await rig.issue("A")
        return rig
    }

    @Test func `an idle counter gets another line's citizen once that one waited long enough`()
        async throws
    {
        let rig = try await rig(.push)
        let clock = ManualClock()
        let worker = PushWorker(controller: rig.controller)
        let running = Task { await worker.run(clock: clock) }
        // Each sleep means that a look is over.
        await clock.sleeper(for: PushWorker.longestSleep)
        rig.clock.advance(by: .milliseconds(599_400))
        await clock.advance(past: PushWorker.longestSleep)
        // Not longer than until A falls due.
        await clock.sleeper(for: .milliseconds(601))
        rig.clock.advance(by: .milliseconds(600))
        await clock.advance(past: .milliseconds(601))
        await clock.sleeper(for: PushWorker.shortestSleep)
        #expect(calls(rig) == [], "longer than ten minutes, not ten")
        rig.clock.advance(by: .milliseconds(1))
        await clock.advance(past: PushWorker.shortestSleep)
        await clock.sleeper(for: PushWorker.longestSleep)
        #expect(calls(rig) == ["A at 8"])
        #expect(await rig.record("A")?.ticket.state == .called)
        #expect(rig.hub.latest?.counters.first { $0.number == 8 }?.shows == "1001")
        running.cancel()
        await running.value
    }

    @Test func `nothing is written while nobody is due`() async throws {
        let rig = try await rig(.push)
        let clock = ManualClock()
        let before = rig.store.commits.value
        let worker = PushWorker(controller: rig.controller)
        let running = Task { await worker.run(clock: clock) }
        for _ in 0..<10 {
            rig.clock.advance(by: .seconds(59))
            await clock.advance(past: PushWorker.longestSleep)
        }
        await clock.sleeper(for: PushWorker.longestSleep)
        #expect(rig.store.commits.value == before)
        running.cancel()
        await running.value
    }

    @Test(arguments: [HallRules.Assignment.pull, .push])
    func `a tick calls in push alone`(assignment: HallRules.Assignment) async throws {
        let rig = try await rig(assignment)
        rig.clock.advance(by: .seconds(601))
        guard case .done = await rig.submit(.tick, by: .system) else {
            Issue.record("a tick was refused")
            return
        }
        #expect(calls(rig) == (assignment == .push ? ["A at 8"] : []))
    }
}
