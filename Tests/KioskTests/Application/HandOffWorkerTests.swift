import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The hand-off worker` {
    private func worker(_ rig: ControllerRig, _ gateway: FakeGateway) -> HandOffWorker {
        HandOffWorker(
            store: rig.store, gateway: gateway, logger: ControllerRig.silent, haste: { 1 })
    }

    /// A visit of `ho-tich` from issue to its end, at counter 6.
    private func visit(_ name: String, _ rig: ControllerRig) async {
        let clerk = SamplePlan.clerk(6)
        await rig.issue(name)
        await rig.submit(.openCounter(6), by: clerk)
        await rig.submit(.callNext(6), by: clerk)
        await rig.submit(.start(6), by: clerk)
        await rig.submit(
            .complete(6, .dossierReceived, procedures: [SamplePlan.birth]), by: clerk)
    }

    @Test func `hands steps over in order and brings the dossier back`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        for name in ["A", "B", "C"] { await visit(name, rig) }
        let gateway = FakeGateway()
        let pass = await worker(rig, gateway).handOverDue(rig.controller)
        #expect(pass.settled == 9)
        #expect(pass.retries.isEmpty)
        for name in ["A", "B", "C"] {
            let steps = gateway.effects.value.filter { $0.ticket == TicketID(name) }.map(\.step)
            #expect(steps == [1, 2, 3])
            let settlement = try #require(await rig.record(TicketID(name))?.settlement)
            #expect(settlement.handOffWord(steps: 3) == "accepted")
            #expect(settlement.dossiers.map(\.procedure) == [SamplePlan.birth])
        }
        #expect(try rig.store.dueHandOffs(limit: 9).isEmpty)
    }

    @Test func `tries again after a growing time, and no later step before`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await visit("A", rig)
        let gateway = FakeGateway { step, tryNumber in
            step.step == 1 && tryNumber < 4 ? .fail(.unavailable) : .answer
        }
        let clock = ManualClock()
        let worker = worker(rig, gateway)
        let running = Task { await worker.run(controller: rig.controller, clock: clock) }
        await clock.advance(past: HandOffWorker.gatherTime)
        for seconds in [1, 2, 4] {
            await clock.advance(past: .seconds(seconds))
            await clock.advance(past: HandOffWorker.gatherTime)
        }
        await gateway.effects.until { $0.count == 3 }
        running.cancel()
        await running.value
        #expect(gateway.calls.value == ["A/1", "A/1", "A/1", "A/1", "A/2", "A/3"])
    }

    @Test func `parks a step after its last try, and a refused one at once`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        await rig.issue("B")
        let gateway = FakeGateway { step, _ in
            .fail(step.ticket == "A" ? .unavailable : .conflict)
        }
        let clock = ManualClock()
        let worker = worker(rig, gateway)
        let running = Task { await worker.run(controller: rig.controller, clock: clock) }
        await clock.advance(past: HandOffWorker.gatherTime)
        for tries in 1..<HandOffWorker.attemptsMax {
            await clock.advance(past: .seconds(min(300, 1 << min(tries - 1, 9))))
            await clock.advance(past: HandOffWorker.gatherTime)
        }
        await gateway.calls.until { $0.count == HandOffWorker.attemptsMax + 1 }
        await rig.store.commits.until { $0 >= 5 }
        running.cancel()
        await running.value
        #expect(gateway.calls.value.count { $0 == "A/1" } == HandOffWorker.attemptsMax)
        #expect(gateway.calls.value.count { $0 == "B/1" } == 1)
        for name in ["A", "B"] as [TicketID] {
            #expect(await rig.record(name)?.settlement.parked == true)
        }
        #expect(try rig.store.dueHandOffs(limit: 9).isEmpty)
    }

    @Test func `tickets that fail starve nobody, however many steps they have`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        for count in 0..<48 { await visit("bad\(count)", rig) }
        await rig.issue("good")
        let gateway = FakeGateway { step, _ in
            step.ticket == "good" ? .answer : .fail(.unavailable)
        }
        let worker = worker(rig, gateway)
        for _ in 0..<6 where gateway.effects.value.isEmpty {
            _ = await worker.handOverDue(rig.controller)
        }
        #expect(gateway.effects.value.map(\.key) == ["good/1"])
        // Nobody was tried again before the time.
        #expect(Set(gateway.calls.value).count == gateway.calls.value.count)
    }

    @Test func `a step in flight at a restart is repeated under its key with one effect`()
        async throws
    {
        let rig = try ControllerRig()
        await rig.adopt()
        await visit("A", rig)
        let gateway = FakeGateway { step, tryNumber in
            step.step == 3 && tryNumber == 1 ? .loseAnswer : .answer
        }
        _ = await worker(rig, gateway).handOverDue(rig.controller)
        let again = try ControllerRig(store: MemoryStore(restarted: rig.store), clock: rig.clock)
        let pass = await worker(again, gateway).handOverDue(again.controller)
        #expect(pass.settled == 1)
        #expect(gateway.calls.value == ["A/1", "A/2", "A/3", "A/3"])
        #expect(gateway.effects.value.map(\.step) == [1, 2, 3])
        #expect(await again.record("A")?.settlement.dossiers.count == 1)
    }

    @Test func `a parked step is resumed by hand, once, and has one effect`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await visit("A", rig)
        let gateway = FakeGateway { _, tryNumber in tryNumber == 1 ? .fail(.refused) : .answer }
        let worker = worker(rig, gateway)
        _ = await worker.handOverDue(rig.controller)
        #expect(try rig.store.handOffBacklog(limit: 9).parked.first?.reason?.isEmpty == false)
        #expect(try rig.store.dueHandOffs(limit: 9).isEmpty)
        func resume(_ actor: Actor) async -> Reply {
            await rig.controller.submit(Request(.resumeHandOff("A"), by: actor))
        }
        guard case .refused(let refusal) = await resume(SamplePlan.clerk(6)) else {
            Issue.record("a clerk resumed it")
            return
        }
        #expect(refusal.code == .notYours)
        // Two managers at once: one event or two, one effect.
        async let first = resume(SamplePlan.manager)
        async let second = resume(SamplePlan.manager)
        _ = await (first, second)
        for _ in 0..<6 {
            _ = await worker.handOverDue(rig.controller)
            _ = await resume(SamplePlan.manager)
        }
        guard case .refused(let late) = await resume(SamplePlan.manager) else {
            Issue.record("an accepted step was resumed")
            return
        }
        #expect(late.code == .wrongState)
        #expect(gateway.effects.value.map(\.step) == [1, 2, 3])
        let settlement = try #require(await rig.record("A")?.settlement)
        #expect(settlement.handOffWord(steps: 3) == "accepted")
        #expect(settlement.acceptedSteps == 3)
    }

    @Test func `a slow ticket holds up no other`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        for name in ["slow", "A", "B"] { await rig.issue(name) }
        let gateway = FakeGateway { step, _ in step.ticket == "slow" ? .hold : .answer }
        let worker = worker(rig, gateway)
        async let pass = worker.handOverDue(rig.controller)
        await gateway.effects.until { $0.count == 2 }
        gateway.release()
        #expect(await pass.settled == 3)
        #expect(gateway.effects.value.last?.ticket == "slow")
    }

    @Test func `a store that fails loses no step`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        let gateway = FakeGateway()
        rig.store.fail(at: .event)
        let pass = await worker(rig, gateway).handOverDue(rig.controller)
        #expect(pass.settled == 0)
        #expect(pass.retries.map(\.ticket) == ["A"])
        #expect(try rig.store.dueHandOffs(limit: 9).map(\.key) == ["A/1"])
    }
}
