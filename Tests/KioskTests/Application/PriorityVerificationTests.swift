import Dispatch
import Kiosk
import KioskTesting
import QueueCore
import Testing

/// A claim is verified as it stands when the command is decided.
@Suite(.timeLimit(.minutes(5)))
struct `The verification of a priority claim` {
    private let clerk = SamplePlan.clerk(6)

    private func claimed(_ group: String?) async throws -> ControllerRig {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.submit(.issue(SamplePlan.request("A", priority: group)))
        return rig
    }

    @Test func `takes the group of the ticket`() async throws {
        let rig = try await claimed("elderly")
        #expect(await rig.record("A")?.priority == PriorityClaim(group: "elderly", verified: false))
        guard case .done = await rig.submit(.verifyPriority("A"), by: clerk) else {
            Issue.record("not verified")
            return
        }
        #expect(await rig.record("A")?.priority == PriorityClaim(group: "elderly", verified: true))
    }

    @Test func `takes the group that came just before, in the very same commit`() async throws {
        let rig = try await claimed("elderly")
        let before = rig.store.commits.value
        // While a commit is held, what comes waits for the next one, in order.
        let entered = Watched(false)
        let gate = DispatchSemaphore(value: 0)
        rig.store.onMoment { moment in
            guard moment == .begin, !entered.value else { return }
            entered.change { $0 = true }
            gate.wait()
        }
        async let held = rig.issue("B")
        await entered.until { $0 }
        async let changed = rig.submit(
            .setPriority("A", PriorityClaim(group: "with-child", verified: false)), by: clerk)
        async let verified = rig.submit(.verifyPriority("A"), by: clerk)
        gate.signal()
        _ = await (held, changed, verified)
        let claim = await rig.record("A")?.priority
        // Whichever of the two came first, nothing of an old claim comes back.
        #expect(claim?.group == "with-child")
        #expect(rig.store.commits.value > before)
    }

    @Test func `finds no claim once it was withdrawn`() async throws {
        let rig = try await claimed("elderly")
        await rig.submit(.setPriority("A", nil), by: clerk)
        guard case .refused(let refusal) = await rig.submit(.verifyPriority("A"), by: clerk) else {
            Issue.record("a withdrawn claim was verified")
            return
        }
        #expect(refusal.code == .wrongState)
        #expect(await rig.record("A")?.priority == nil)
    }

    @Test func `needs a ticket`() async throws {
        let rig = try await claimed(nil)
        guard case .refused(let refusal) = await rig.submit(.verifyPriority("Z"), by: clerk) else {
            Issue.record("a ticket that is none was verified")
            return
        }
        #expect(refusal.code == .unknownTicket)
    }
}
