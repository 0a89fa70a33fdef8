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

    private func sound(_ voice: VoiceRig, _ id: String, to page: String) async -> String? {
        await voice.announcer.sound(
            of: id, in: "hall", for: page, controller: voice.rig.controller
        ).map { String(decoding: $0.wav, as: UTF8.self) }
    }

    private struct NoLease: Error {}

    @Test func `takes one after the other and says that it spoke`() async throws {
        let voice = try await rig()
        await voice.call(6)
        await voice.call(8)
        let first = try await lease(voice, to: "a")
        #expect(first.text == ["1001→6"] && first.volume == 80 && first.kind == .call)
        // It lost the answer: the same again, and not the next.
        #expect(try await lease(voice, to: "a") == first)
        #expect(await sound(voice, first.id, to: "a") == "1001→6@80")
        // It lost that too, and may fetch it again; nobody is given anything meanwhile.
        #expect(await sound(voice, first.id, to: "a") == "1001→6@80")
        #expect(await offer(voice, to: "a") == .nothing)
        #expect(voice.announcer.reported(first.id, in: "hall", by: "a"))
        #expect(!voice.announcer.reported(first.id, in: "hall", by: "a"))
        #expect(try await lease(voice, to: "a").text == ["1002→8"])
        #expect(await sound(voice, first.id, to: "a") == nil)
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

    @Test(arguments: [-3_600, -60, 60, 3_600])
    func `a clock that is set gives no page's zone away, and keeps none that is gone`(
        _ seconds: Int
    ) async throws {
        let voice = try await rig()
        #expect(await offer(voice, to: "a") == .nothing)
        voice.setClock(by: .seconds(seconds))
        #expect(await offer(voice, to: "b") == .heldByAnother)
        await voice.call(6)
        let first = try await lease(voice, to: "a")
        voice.setClock(by: .seconds(-seconds))
        voice.setClock(by: .seconds(-3_600))
        #expect(await sound(voice, first.id, to: "a") != nil)
        voice.rig.clock.advance(by: .milliseconds(29_999))
        #expect(await offer(voice, to: "b") == .heldByAnother)
        voice.rig.clock.advance(by: .milliseconds(1))
        #expect(await offer(voice, to: "b") == .nothing)
        #expect(voice.outcomes == ["failed"])
    }

    @Test func `a clock that was set back keeps no call fresh`() async throws {
        let voice = try await rig()
        await voice.call(6)
        voice.setClock(by: .seconds(-3_600))
        voice.rig.clock.advance(by: .seconds(60))
        #expect(await offer(voice, to: "a") == .nothing)
        #expect(voice.outcomes == ["expired"])
    }

    @Test func `nobody takes over in the middle of a sentence`() async throws {
        let voice = try await rig()
        await voice.call(6)
        let first = try await lease(voice, to: "a")
        voice.rig.clock.advance(by: .seconds(20))
        #expect(await offer(voice, to: "b") == .heldByAnother)
        #expect(await sound(voice, first.id, to: "b") == nil)
        #expect(voice.announcer.reported(first.id, in: "hall", by: "a"))
    }

    @Test func `what a page took and never began is another's, until it is stale`() async throws {
        let voice = try await rig()
        await voice.call(6)
        let first = try await lease(voice, to: "a")
        #expect(first.reportWithin == .seconds(30))
        voice.rig.clock.advance(by: .milliseconds(29_999))
        #expect(await offer(voice, to: "b") == .heldByAnother)
        voice.rig.clock.advance(by: .milliseconds(1))
        #expect(try await lease(voice, to: "b").id == first.id)
        // The page comes back, and has nothing to say any more.
        #expect(await sound(voice, first.id, to: "a") == nil)
        #expect(!voice.announcer.reported(first.id, in: "hall", by: "a"))
        voice.rig.clock.advance(by: .seconds(30))
        #expect(await offer(voice, to: "c") == .nothing)
        #expect(voice.outcomes == ["expired"])
    }

    @Test func `what a page began is no other's, also when it vanished`() async throws {
        let voice = try await rig()
        await voice.call(6)
        await voice.call(8)
        let first = try await lease(voice, to: "a")
        #expect(await sound(voice, first.id, to: "a") != nil)
        voice.rig.clock.advance(by: .milliseconds(29_999))
        #expect(await offer(voice, to: "b") == .heldByAnother)
        voice.rig.clock.advance(by: .milliseconds(1))
        // The next one, and never the first again: somebody may have heard it.
        #expect(try await lease(voice, to: "b").text == ["1002→8"])
        #expect(!voice.announcer.reported(first.id, in: "hall", by: "a"))
        #expect(await sound(voice, first.id, to: "b") == nil)
        #expect(voice.outcomes == ["failed"])
    }

    /// What may happen between the moment a page is given an announcement and its sound.
    enum Meanwhile: String, CaseIterable {
        case started = "superseded"
        case stale = "expired"
        case muted = "quiet"
    }

    @Test(arguments: Meanwhile.allCases)
    func `what is over when its sound is fetched is not spoken`(
        _ meanwhile: Meanwhile
    ) async throws {
        let voice = try await rig()
        await voice.call(6)
        voice.rig.clock.advance(by: .seconds(59))
        let first = try await lease(voice, to: "a")
        switch meanwhile {
        case .started: await voice.act(.start(6), by: 6)
        case .stale: voice.rig.clock.advance(by: .seconds(1))
        case .muted: #expect(voice.announcer.mute("hall", true))
        }
        #expect(await sound(voice, first.id, to: "a") == nil)
        #expect(!voice.announcer.reported(first.id, in: "hall", by: "a"))
        #expect(voice.outcomes == [meanwhile.rawValue])
    }

    @Test func `what is over when the page asks again is not offered again`() async throws {
        let voice = try await rig()
        await voice.call(6)
        await voice.call(8)
        #expect(try await lease(voice, to: "a").text == ["1001→6"])
        await voice.act(.start(6), by: 6)
        #expect(try await lease(voice, to: "a").text == ["1002→8"])
        #expect(voice.outcomes == ["superseded"])
    }

    @Test func `of many pages at once, one is given each announcement`() async throws {
        let voice = try await rig()
        await voice.call(6)
        await voice.call(8)
        var spoken: [String] = []
        for _ in 1...2 {
            let heard = try await withThrowingTaskGroup(of: String?.self) { group in
                for page in 0..<16 {
                    group.addTask {
                        guard
                            case .announcement(let lease) = await offer(voice, to: "page-\(page)")
                        else { return nil }
                        return await sound(voice, lease.id, to: "page-\(page)")
                            .map { "\(page) \(lease.id) \($0)" }
                    }
                }
                return try await group.reduce(into: []) { list, one in one.map { list.append($0) } }
            }
            let parts = try #require(heard.first).split(separator: " ").map(String.init)
            #expect(heard.count == 1)
            spoken.append(parts[2])
            let said = voice.announcer.reported(parts[1], in: "hall", by: "page-\(parts[0])")
            #expect(said)
        }
        #expect(spoken == ["1001→6@80", "1002→8@80"])
        #expect(voice.outcomes == ["spoken", "spoken"])
    }

    @Test func `the chime alone is no sentence, whatever the page says`() async throws {
        let voice = try await VoiceRig(
            [VoiceZone(id: "hall", output: .page)], studio: FakeStudio(isWhole: false))
        await voice.rig.issue("A")
        await voice.open(6)
        await voice.call(6)
        let first = try await lease(voice, to: "a")
        #expect(await sound(voice, first.id, to: "a") != nil)
        #expect(voice.announcer.reported(first.id, in: "hall", by: "a"))
        #expect(voice.outcomes == ["chimed"])
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
