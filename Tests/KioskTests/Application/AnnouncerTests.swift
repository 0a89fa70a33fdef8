import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The announcer` {
    @Test func `calls of five clerks at once are said one at a time, in their order`() async throws
    {
        let speaker = FakeSpeaker("voice-hall", isHeld: true)
        let voice = try await VoiceRig(speaker: speaker)
        for number in 1...3 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8, 9] { await voice.open(counter) }
        await voice.running {
            for counter in [8, 6, 9] { await voice.call(counter) }
            await speaker.begun.until { $0.count == 1 }
            #expect(speaker.begun.value == ["1001→8@80"])
            speaker.end()
            await speaker.begun.until { $0.count == 2 }
            #expect(voice.outcomes == ["spoken"])
            speaker.end()
            speaker.end()
            await voice.fates.until { $0.count == 3 }
        }
        #expect(speaker.begun.value == ["1001→8@80", "1002→6@80", "1003→9@80"])
        #expect(voice.outcomes == ["spoken", "spoken", "spoken"])
    }

    @Test func `three invitations have three sentences`() async throws {
        let voice = try await VoiceRig()
        await voice.rig.issue("A")
        await voice.open(6)
        await voice.running {
            await voice.call(6)
            await voice.fates.until { $0.count == 1 }
            for count in 2...3 {
                voice.rig.clock.advance(by: .seconds(91))
                await voice.act(.recall(6), by: 6)
                await voice.fates.until { $0.count == count }
            }
        }
        #expect(
            voice.speaker.begun.value == ["1001→6@80", "1001→6 (2)@80", "1001→6 (cuối)@80"])
    }

    @Test func `somebody sent to another counter is told that the centre is sorry`() async throws {
        let voice = try await VoiceRig()
        await voice.rig.issue("A")
        for counter in [6, 8] { await voice.open(counter) }
        await voice.running {
            await voice.call(6)
            await voice.fates.until { $0.count == 1 }
            await voice.act(.transfer(6, to: .counter(8), place: .first), by: 6)
            voice.rig.clock.advance(by: .seconds(1))
            await voice.call(8)
            await voice.fates.until { $0.count == 2 }
        }
        #expect(voice.speaker.begun.value == ["1001→6@80", "xin lỗi 1001→8@80"])
    }

    @Test func `what is older than a minute is not said any more`() async throws {
        let speaker = FakeSpeaker("voice-hall", isHeld: true)
        let voice = try await VoiceRig(speaker: speaker)
        for number in 1...3 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8, 9] { await voice.open(counter) }
        await voice.running {
            await voice.call(6)
            await voice.call(8)
            await speaker.begun.until { $0.count == 1 }
            voice.rig.clock.advance(by: AnnouncementQueueBounds.lifetime - .milliseconds(1))
            voice.announcer.sweep()
            #expect(voice.fates.value.isEmpty)
            voice.rig.clock.advance(by: .milliseconds(1))
            voice.announcer.sweep()
            #expect(voice.outcomes == ["expired"])
            await voice.call(9)
            speaker.end()
            speaker.end()
            await voice.fates.until { $0.count == 3 }
        }
        #expect(speaker.begun.value == ["1001→6@80", "1003→9@80"])
    }

    /// What may happen to a called ticket before its turn to be spoken comes.
    enum Turn: CaseIterable { case started, recalled, moved, closed, undone, absent, parked }

    @Test(arguments: Turn.allCases)
    func `a call that is no longer true is not said`(_ turn: Turn) async throws {
        let speaker = FakeSpeaker("voice-hall", isHeld: true)
        let voice = try await VoiceRig(speaker: speaker)
        for number in 1...2 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8] { await voice.open(counter) }
        await voice.running {
            await voice.call(6)
            await speaker.begun.until { $0.count == 1 }
            await voice.call(8)
            voice.rig.clock.advance(by: .seconds(1))
            switch turn {
            case .started: await voice.act(.start(8), by: 8)
            case .recalled: await voice.act(.recall(8), by: 8)
            case .moved: await voice.act(.transfer(8, to: .counter(6), place: .last), by: 8)
            case .closed:
                await voice.rig.submit(.closeCounter(8, note: "vắng"), by: SamplePlan.manager)
            case .undone: await voice.act(.undo(8), by: 8)
            case .absent: await voice.act(.noShow(8, note: "không có mặt"), by: 8)
            case .parked: await voice.act(.park(8, note: "thiếu giấy tờ"), by: 8)
            }
            for _ in 1...3 { speaker.end() }
            await voice.fates.until { $0.count == (turn == .recalled ? 3 : 2) }
        }
        #expect(voice.outcomes.prefix(2) == ["spoken", "superseded"])
        let after = turn == .recalled ? ["1002→8 (2)@80"] : []
        #expect(speaker.begun.value == ["1001→6@80"] + after)
    }

    @Test func `a dead output delays no call, and the next announcement is tried again`()
        async throws
    {
        let fault = DeviceError(device: "voice-hall", condition: .missing, cause: "no card")
        let voice = try await VoiceRig(speaker: FakeSpeaker("voice-hall", fault: fault))
        for number in 1...2 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8] { await voice.open(counter) }
        await voice.running {
            await voice.call(6)
            await voice.call(8)
            await voice.fates.until { $0.count == 2 }
        }
        #expect(voice.outcomes == ["failed", "failed"])
        #expect(voice.speaker.begun.value.count == 2)
        #expect(await voice.rig.record("T2")?.ticket.state == .called)
    }

    @Test func `an output that hangs holds no call, and 64 wait for it at most`() async throws {
        let speaker = FakeSpeaker("voice-hall", isHeld: true)
        let voice = try await VoiceRig(speaker: speaker)
        await voice.rig.issue("A")
        await voice.open(6)
        await voice.running {
            await voice.call(6)
            await speaker.begun.until { $0.count == 1 }
            let orders = (0...AnnouncementQueueBounds.waitingMax).map { count in
                AnnouncementOrder(
                    id: "x\(count)", kind: .closing, zone: "hall", at: voice.rig.clock.now())
            }
            voice.announcer.accept(orders)
            #expect(voice.outcomes == ["failed"])
            #expect(voice.fates.value.first?.order.id == orders.last?.id)
            speaker.end()
            for _ in orders { speaker.end() }
            await voice.fates.until { $0.count == orders.count + 1 }
        }
    }

    @Test func `a notice waits until nobody is invited`() async throws {
        let speaker = FakeSpeaker("voice-hall", isHeld: true)
        let voice = try await VoiceRig(speaker: speaker)
        for number in 1...2 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8, 9] { await voice.open(counter) }
        await voice.running {
            await voice.call(6)
            await speaker.begun.until { $0.count == 1 }
            await voice.act(.pauseCounter(9, note: "nghỉ"), by: 9)
            await voice.call(8)
            for _ in 1...3 { speaker.end() }
            await voice.fates.until { $0.count == 3 }
        }
        #expect(speaker.begun.value == ["1001→6@80", "1002→8@80", "9 tạm ngừng@80"])
    }

    @Test func `a counter that goes on no longer asks leave`() async throws {
        let speaker = FakeSpeaker("voice-hall", isHeld: true)
        let voice = try await VoiceRig(speaker: speaker)
        await voice.rig.issue("A")
        for counter in [6, 9] { await voice.open(counter) }
        await voice.running {
            await voice.call(6)
            await speaker.begun.until { $0.count == 1 }
            await voice.act(.pauseCounter(9, note: "nghỉ"), by: 9)
            await voice.open(9)
            speaker.end()
            await voice.fates.until { $0.count == 2 }
        }
        #expect(voice.outcomes == ["spoken", "superseded"])
    }

    @Test func `volume goes by the hour, and silence is kept`() async throws {
        let zone = VoiceZone(
            id: "hall", output: .alsa(device: "default"), volume: 70,
            spells: [
                .init(span: .init(from: 480, to: 485), volume: 0),
                .init(span: .init(from: 485, to: 490), volume: 30),
            ])
        let voice = try await VoiceRig([zone])
        for number in 1...4 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8, 9, 11] { await voice.open(counter) }
        await voice.running {
            await voice.call(6)
            await voice.fates.until { $0.count == 1 }
            voice.rig.clock.advance(by: .minutes(5))
            await voice.call(8)
            await voice.fates.until { $0.count == 2 }
            voice.rig.clock.advance(by: .minutes(5))
            await voice.call(9)
            await voice.fates.until { $0.count == 3 }
            #expect(voice.announcer.mute("hall", true) && !voice.announcer.mute("nowhere", true))
            voice.rig.clock.advance(by: .seconds(90))
            await voice.act(.recall(9), by: 9)
            await voice.fates.until { $0.count == 4 }
        }
        #expect(voice.speaker.begun.value == ["1002→8@30", "1003→9@70"])
        #expect(voice.outcomes == ["quiet", "spoken", "spoken", "quiet"])
    }

    @Test func `what has no sound leaves the chime, and is told apart`() async throws {
        let voice = try await VoiceRig(studio: FakeStudio(isWhole: false))
        await voice.rig.issue("A")
        await voice.open(6)
        await voice.running {
            await voice.call(6)
            await voice.fates.until { $0.count == 1 }
        }
        #expect(voice.outcomes == ["chimed"])
    }

    @Test func `a zone hears its own counters, and a zone nobody has is told as failed`()
        async throws
    {
        let zones = [
            VoiceZone(id: "hall", counters: [6], output: .alsa(device: "default")),
            VoiceZone(id: "upstairs", counters: [8], output: .alsa(device: "plughw:1,0")),
        ]
        let voice = try await VoiceRig(zones, languages: ["vi", "en"])
        for number in 1...2 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8] { await voice.open(counter) }
        await voice.running {
            await voice.call(6)
            await voice.call(8)
            await voice.fates.until { !$0.isEmpty }
            voice.announcer.accept([
                AnnouncementOrder(
                    id: "x", kind: .closing, zone: "cellar", at: voice.rig.clock.now())
            ])
        }
        #expect(voice.speaker.begun.value == ["1001→6|number 1001 to 6@80"])
        #expect(voice.outcomes == ["spoken", "failed"])
    }
}

/// The announcer's bounds, as it promises them.
enum AnnouncementQueueBounds {
    static let lifetime = Duration.seconds(60)
    static let waitingMax = 64
}
