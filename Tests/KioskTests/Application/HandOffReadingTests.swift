import Kiosk
import KioskTesting
import QueueCore
import Synchronization
import Testing

/// A store in memory whose hand-offs cannot be read for a while.
private final class DeafStore: TicketStore {
    let memory: MemoryStore
    /// How often the hand-offs were asked for.
    let asked = Watched(0)
    private let failures: Int

    init(_ memory: MemoryStore, failures: Int) {
        self.memory = memory
        self.failures = failures
    }

    func dueHandOffs(limit: Int) throws -> [HandOffStep] {
        let times = asked.change { asked in
            asked += 1
            return asked
        }
        guard times > failures else {
            throw StoreError(.inputOutput, cause: "told to fail", hint: "none")
        }
        return try memory.dueHandOffs(limit: limit)
    }
    func handOffBacklog(limit: Int) throws -> HandOffBacklog {
        try memory.handOffBacklog(limit: limit)
    }
    func restore() throws -> RestoredDay { try memory.restore() }
    func commit<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
        try memory.commit(body)
    }
    func ticket(_ id: TicketID) throws -> TicketRecord? { try memory.ticket(id) }
    func waits(from: ServiceDay, to: ServiceDay, each: (WaitRow) throws -> Void) throws {
        try memory.waits(from: from, to: to, each: each)
    }
    func estimates(
        from: ServiceDay, to: ServiceDay, each: (EstimateRow) throws -> Void
    ) throws { try memory.estimates(from: from, to: to, each: each) }
    func samples(
        from: ServiceDay, to: ServiceDay, each: (WaitSample) throws -> Void
    ) throws { try memory.samples(from: from, to: to, each: each) }
    func counterMoments(
        from: ServiceDay, to: ServiceDay, each: (CounterMoment) throws -> Void
    ) throws { try memory.counterMoments(from: from, to: to, each: each) }
    func unmet(from: ServiceDay, to: ServiceDay, each: (UnmetPress) throws -> Void) throws {
        try memory.unmet(from: from, to: to, each: each)
    }
    func ratings(from: ServiceDay, to: ServiceDay, each: (RatingRow) throws -> Void) throws {
        try memory.ratings(from: from, to: to, each: each)
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `A hand-off worker that cannot read the store` {
    @Test func `asks again after five seconds, without anyone waking it`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        let store = DeafStore(rig.store, failures: 2)
        let gateway = FakeGateway()
        let worker = HandOffWorker(store: store, gateway: gateway, logger: ControllerRig.silent)
        let clock = ManualClock()
        let running = Task { await worker.run(controller: rig.controller, clock: clock) }
        for failure in 1...2 {
            await clock.advance(past: HandOffWorker.gatherTime)
            await store.asked.until { $0 == failure }
            await clock.advance(past: .seconds(5))
        }
        #expect(gateway.calls.value.isEmpty)
        await clock.advance(past: HandOffWorker.gatherTime)
        await gateway.effects.until { $0.map(\.key) == ["A/1"] }
        running.cancel()
        await running.value
        #expect(gateway.calls.value == ["A/1"])
    }

    @Test func `says so and settles nothing`() async throws {
        let rig = try ControllerRig()
        let worker = HandOffWorker(
            store: DeafStore(rig.store, failures: 1), gateway: FakeGateway(),
            logger: ControllerRig.silent)
        let pass = await worker.handOverDue(rig.controller)
        #expect(pass.couldNotRead)
        #expect(pass.settled == 0 && pass.retries.isEmpty)
        #expect(await !worker.handOverDue(rig.controller).couldNotRead)
    }
}
