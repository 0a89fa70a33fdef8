import Dispatch
import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The controller` {
    private func claim(_ key: String, _ hash: String = "h") -> IdempotencyClaim {
        IdempotencyClaim(principal: "device:kiosk-1", key: key, requestHash: hash)
    }

    private func request(_ name: String, _ claim: IdempotencyClaim?) -> Request {
        Request(.issue(SamplePlan.request(name)), by: SamplePlan.kiosk, claim: claim) {
            answer, book, _ in
            guard case .ticket(let id) = answer, let record = book.record(id) else {
                return StoredAnswer(status: 500, body: [])
            }
            return StoredAnswer(status: 201, body: Array("\(id) \(record.ticket.number)".utf8))
        }
    }

    /// Holds the next commit until the returned gate is signalled.
    private func hold(_ rig: ControllerRig) -> (entered: Watched<Bool>, gate: DispatchSemaphore) {
        let entered = Watched(false)
        let gate = DispatchSemaphore(value: 0)
        rig.store.onMoment { moment in
            guard moment == .begin, !entered.value else { return }
            entered.change { $0 = true }
            gate.wait()
        }
        return (entered, gate)
    }

    @Test func `64 who ask at once get 64 numbers`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await withDiscardingTaskGroup { group in
            for count in 0..<64 {
                group.addTask { await rig.issue("t\(count)", kiosk: "kiosk-1") }
            }
        }
        let numbers = await rig.controller.read { book, _ in
            book.hall.tickets.values.map(\.number).sorted()
        }
        #expect(numbers == (1...64).map { "1\(padded($0, 3))" })
        let sequences = rig.store.journal.map(\.sequence)
        #expect(sequences == Array(1...Int64(sequences.count)))
        #expect(await rig.ordered().count == 128)
    }

    @Test func `who comes while a commit runs shares the next one`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let before = rig.store.commits.value
        let (entered, gate) = hold(rig)
        async let first = rig.issue("first")
        await entered.until { $0 }
        let arrived = Watched(0)
        await withDiscardingTaskGroup { group in
            for count in 0..<64 {
                group.addTask {
                    arrived.change { $0 += 1 }
                    await rig.issue("t\(count)")
                }
            }
            await arrived.until { $0 == 64 }
            gate.signal()
        }
        _ = await first
        let commits = rig.store.commits.value - before
        #expect(commits < 33, "65 commands in \(commits) commits")
        #expect(rig.store.journal.count == 1 + 1 + 65)
    }

    @Test func `one key at once has one effect and one answer`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let replies = await withTaskGroup(of: Reply.self) { group in
            for count in 0..<32 {
                group.addTask { await rig.controller.submit(request("t\(count)", claim("k"))) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var bodies: Set<[UInt8]> = []
        var done = 0
        for reply in replies {
            switch reply {
            case .done(_, let answer):
                done += 1
                bodies.insert(answer?.body ?? [])
            case .replayed(let answer): bodies.insert(answer.body)
            default: Issue.record("\(reply)")
            }
        }
        #expect(done == 1)
        #expect(bodies.count == 1)
        #expect(await rig.controller.read { book, _ in book.hall.tickets.count } == 1)
    }

    @Test func `a key of another request is refused and changes nothing`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        _ = await rig.controller.submit(request("A", claim("k")))
        let reply = await rig.controller.submit(request("B", claim("k", "other")))
        guard case .keyReused = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(await rig.record("B") == nil)
    }

    @Test func `a refusal is not remembered, and an answer outlives a restart`() async throws {
        let rig = try ControllerRig()
        await rig.adopt(SamplePlan.plan(lastInSeries: 1))
        _ = await rig.controller.submit(request("A", claim("a")))
        guard case .refused(let refusal) = await rig.controller.submit(request("B", claim("b")))
        else {
            Issue.record("a full line took a ticket")
            return
        }
        #expect(refusal == Refusal(.lineFull, line: "ho-tich"))
        let again = try ControllerRig(store: MemoryStore(restarted: rig.store), clock: rig.clock)
        await again.adopt()
        guard case .replayed(let answer) = await again.controller.submit(request("C", claim("a")))
        else {
            Issue.record("the answer was forgotten")
            return
        }
        #expect(answer.body == Array("A 1001".utf8))
        guard case .done = await again.controller.submit(request("B", claim("b"))) else {
            Issue.record("a refusal was remembered")
            return
        }
        #expect(await again.record("B")?.ticket.number == "1002")
    }

    @Test(arguments: [MemoryStore.Moment.begin, .event, .delivery, .commit])
    func `nothing leaves when the store fails`(at moment: MemoryStore.Moment) async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        let (orders, journal) = (await rig.ordered().count, rig.store.journal.count)
        let latest = rig.hub.latest?.sequence
        rig.store.fail(at: moment)
        for name in ["B", "C"] {
            let reply = await rig.issue(name, kiosk: "kiosk-1")
            guard case .unavailable = reply else {
                Issue.record("\(reply)")
                return
            }
        }
        #expect(rig.failures.value == [.diskFull])
        #expect(await rig.ordered().count == orders)
        #expect(rig.store.journal.count == journal)
        rig.clock.advance(by: .seconds(3_600))
        await rig.controller.refresh()
        #expect(rig.hub.latest?.sequence == latest)
        #expect(await rig.record("B") == nil)
        // Also once the disk has room again: memory and disk no longer agree.
        rig.store.onMoment { _ in }
        guard case .unavailable = await rig.issue("D") else {
            Issue.record("a failed controller went on")
            return
        }
    }

    @Test func `a full inbox turns the next one away without waking anybody`() async {
        let inbox = Inbox<Int, Int>(limit: 0)
        #expect(await inbox.submit(3) { Issue.record("a full inbox woke its writer") } == nil)
    }

    @Test func `the inbox holds 4096 and not one more`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let (entered, gate) = hold(rig)
        async let first = rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        await entered.until { $0 }
        let refused = Watched(0)
        await withDiscardingTaskGroup { group in
            for _ in 0..<(Controller.inboxMax + 10) {
                group.addTask {
                    if case .unavailable = await rig.submit(.callNext(6)) {
                        refused.change { $0 += 1 }
                    }
                }
            }
            await refused.until { $0 == 10 }
            gate.signal()
        }
        _ = await first
        #expect(refused.value == 10)
        guard case .done = await rig.submit(.callNext(6), by: SamplePlan.clerk(6)) else {
            Issue.record("the inbox did not empty")
            return
        }
    }

    @Test func `a clock set back a little goes on from the last event`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        rig.clock.advance(by: .seconds(-60))
        await rig.issue("B")
        let first = await rig.record("A")?.ticket
        #expect(await rig.record("B")?.ticket.issuedAt == first?.issuedAt)
        rig.clock.advance(by: .seconds(-3_600))
        guard case .refused(let refusal) = await rig.issue("C") else {
            Issue.record("a doubtful clock gave a number")
            return
        }
        #expect(refusal.code == .clockDoubtful)
    }

    @Test func `a snapshot is published with each change, its sequence rising`() async throws {
        let rig = try ControllerRig()
        await rig.adopt(SamplePlan.plan(hours: SamplePlan.workingHours))
        await rig.issue("A")
        let first = try #require(rig.hub.latest)
        #expect(first.lines.first?.waiting == 1)
        await rig.submit(.callNext(6), by: SamplePlan.clerk(6))
        #expect(rig.hub.latest?.sequence == first.sequence, "a refusal changes no view")
        await rig.controller.refresh()
        #expect(rig.hub.latest?.sequence == first.sequence)
        rig.clock.set(rig.clock.now() + .seconds(4 * 3_600))
        await rig.controller.refresh()
        let later = try #require(rig.hub.latest)
        #expect(later.sequence > first.sequence)
        #expect(later.lines.first?.state == .closed)
    }
}
