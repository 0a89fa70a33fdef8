import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `A display page that speaks` {
    private func rig() async throws -> VoiceRig {
        let voice = try await VoiceRig([VoiceZone(id: "hall", output: .page)])
        for number in 1...2 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8] { await voice.open(counter) }
        return voice
    }

    private func offer(_ voice: VoiceRig, to page: String) async -> Announcer.Offer {
        await voice.announcer.offer(in: "hall", to: page, controller: voice.rig.controller)
    }

    private func lease(_ voice: VoiceRig, to page: String) async throws -> Announcer.Lease {
        guard case .announcement(let lease) = await offer(voice, to: page) else {
            throw NoLease()
        }
        return lease
    }

    private struct NoLease: Error {}

    @Test func `takes one after the other and says that it spoke`() async throws {
        let voice = try await rig()
        await voice.call(6)
        await voice.call(8)
        let first = try await lease(voice, to: "a")
        #expect(first.text == ["1001→6"] && first.volume == 80 && first.kind == .call)
        let sound = await voice.announcer.sound(of: first.id, in: "hall", for: "a")
        #expect(sound?.wav == Array("1001→6@80".utf8))
        // It lost the answer: the same again, and not the next.
        #expect(try await lease(voice, to: "a") == first)
        #expect(voice.announcer.reported(first.id, in: "hall", by: "a"))
        #expect(!voice.announcer.reported(first.id, in: "hall", by: "a"))
        #expect(try await lease(voice, to: "a").text == ["1002→8"])
        #expect(await voice.announcer.sound(of: first.id, in: "hall", for: "a") == nil)
        #expect(voice.outcomes == ["spoken"])
    }

    @Test func `one page speaks, and another once it is gone`() async throws {
        let voice = try await rig()
        #expect(await offer(voice, to: "a") == .nothing)
        #expect(await offer(voice, to: "b") == .heldByAnother)
        voice.rig.clock.advance(by: .seconds(14))
        #expect(await offer(voice, to: "b") == .heldByAnother)
        voice.rig.clock.advance(by: .seconds(1))
        #expect(await offer(voice, to: "b") == .nothing)
        #expect(await offer(voice, to: "a") == .heldByAnother)
        #expect(!voice.announcer.reported("1/hall", in: "hall", by: "a"))
    }

    @Test func `a clock that was set back keeps no page that is gone`() async throws {
        let voice = try await rig()
        #expect(await offer(voice, to: "a") == .nothing)
        voice.rig.clock.advance(by: .seconds(-60))
        #expect(await offer(voice, to: "b") == .nothing)
    }

    @Test func `nobody takes over in the middle of a sentence`() async throws {
        let voice = try await rig()
        await voice.call(6)
        let first = try await lease(voice, to: "a")
        voice.rig.clock.advance(by: .seconds(20))
        #expect(await offer(voice, to: "b") == .heldByAnother)
        #expect(await voice.announcer.sound(of: first.id, in: "hall", for: "b") == nil)
        #expect(voice.announcer.reported(first.id, in: "hall", by: "a"))
    }

    @Test func `what a page took and never spoke is offered once more, then given up`()
        async throws
    {
        let voice = try await rig()
        await voice.call(6)
        let first = try await lease(voice, to: "a")
        #expect(first.reportWithin == .seconds(30))
        voice.rig.clock.advance(by: .milliseconds(29_999))
        voice.announcer.sweep()
        #expect(await offer(voice, to: "b") == .heldByAnother)
        voice.rig.clock.advance(by: .milliseconds(1))
        voice.announcer.sweep()
        // Its page is silent for long by now.
        #expect(try await lease(voice, to: "b").id == first.id)
        #expect(!voice.announcer.reported(first.id, in: "hall", by: "a"))
        voice.rig.clock.advance(by: .seconds(30))
        voice.announcer.sweep()
        #expect(voice.outcomes == ["failed"])
        #expect(await offer(voice, to: "c") == .nothing)
    }

    @Test func `what waits for a page that never comes expires`() async throws {
        let voice = try await rig()
        await voice.call(6)
        voice.rig.clock.advance(by: .seconds(60))
        voice.announcer.sweep()
        #expect(voice.outcomes == ["expired"])
        let health = voice.health.health(of: "voice-hall")
        #expect(health?.condition.code == .missing)
        #expect(health?.condition.detail == "no display page speaks for zone hall")
    }

    @Test func `a page that may not play sound says so, and is seen in the devices`() async throws {
        let voice = try await rig()
        await voice.call(6)
        let first = try await lease(voice, to: "a")
        let fault = "NotAllowedError" + String(repeating: "!", count: 300)
        #expect(voice.announcer.reported(first.id, in: "hall", by: "a", fault: fault))
        #expect(voice.outcomes == ["failed"])
        _ = await offer(voice, to: "a")
        let detail = try #require(voice.health.health(of: "voice-hall")?.condition.detail)
        #expect(detail.contains("NotAllowedError") && detail.count < 260)
        await voice.call(8)
        let next = try await lease(voice, to: "a")
        #expect(voice.announcer.reported(next.id, in: "hall", by: "a"))
        #expect(voice.health.health(of: "voice-hall")?.condition.code == .ready)
    }

    @Test func `a call that is no longer true is not offered`() async throws {
        let voice = try await rig()
        await voice.call(6)
        await voice.call(8)
        await voice.act(.start(6), by: 6)
        #expect(try await lease(voice, to: "a").text == ["1002→8"])
        #expect(voice.outcomes == ["superseded"])
    }

    @Test func `no page speaks where a sound card does`() async throws {
        let voice = try await VoiceRig()
        #expect(await offer(voice, to: "a") == .noSuchZone)
        let other = await voice.announcer.offer(
            in: "cellar", to: "a", controller: voice.rig.controller)
        #expect(other == .noSuchZone)
    }
}
