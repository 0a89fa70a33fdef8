import Kiosk
import KioskTesting
import QueueCore
import Testing

/// Announcements as deliveries: durable with their call, settled once, never said again.
@Suite(.timeLimit(.minutes(5)))
struct `What is to be said` {
    @Test func `is durable with its call, in one commit`() async throws {
        let voice = try await VoiceRig()
        await voice.rig.issue("A")
        await voice.open(6)
        let before = voice.rig.store.commits.value
        await voice.call(6)
        #expect(voice.rig.store.commits.value == before + 1)
        let sequence = try #require(voice.rig.store.journal.last?.sequence)
        #expect(try voice.rig.store.restore().openAnnouncements == ["\(sequence)/hall"])
        #expect(await voice.announcements().map(\.id) == ["\(sequence)/hall"])
    }

    @Test func `is nothing when its call was not durable`() async throws {
        let voice = try await VoiceRig()
        await voice.rig.issue("A")
        await voice.open(6)
        voice.rig.store.fail(at: .delivery)
        await voice.call(6)
        #expect(await voice.announcements() == [])
        #expect(try voice.rig.store.restore().openAnnouncements == [])
        #expect(voice.rig.failures.value == [.diskFull])
    }

    @Test func `is ordered by nobody in a silent centre`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.issue("A")
        await rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        await rig.submit(.callNext(6), by: SamplePlan.clerk(6))
        #expect(try rig.store.restore().openAnnouncements == [])
    }

    @Test func `by clerks who call at the same moment comes in the order of their calls`()
        async throws
    {
        let voice = try await VoiceRig()
        let counters = [6, 8, 9]
        for counter in counters {
            await voice.rig.issue("T\(counter)")
            await voice.open(counter)
        }
        await withTaskGroup { group in
            for counter in counters {
                group.addTask {
                    _ = await voice.rig.submit(.callNext(counter), by: SamplePlan.clerk(counter))
                }
            }
        }
        let called = voice.rig.store.journal.compactMap { entry -> CounterNumber? in
            guard case .ticketCalled(_, let counter, _, _) = entry.event else { return nil }
            return counter
        }
        await voice.running {
            voice.announcer.accept(await voice.announcements())
            await voice.fates.until { $0.count == counters.count }
        }
        #expect(called.count == counters.count)
        #expect(voice.fates.value.compactMap(\.order.counter) == called)
    }

    @Test func `is written down as it went, outcomes of a moment together`() async throws {
        let voice = try await VoiceRig()
        let log = AnnouncementLog()
        for number in 1...2 { await voice.rig.issue("T\(number)") }
        for counter in [6, 8] { await voice.open(counter) }
        await voice.call(6)
        await voice.call(8)
        let clock = ManualClock()
        let writing = Task { await log.run(controller: voice.rig.controller, clock: clock) }
        let orders = await voice.announcements()
        let before = voice.rig.store.commits.value
        log.note(AnnouncementFate(orders[0], .spoken))
        log.note(AnnouncementFate(orders[1], .failed("no card")))
        await clock.advance(past: AnnouncementLog.gatherTime)
        await voice.rig.store.commits.until { $0 > before }
        #expect(voice.rig.store.commits.value == before + 1)
        #expect(
            voice.rig.store.announcementOutcomes
                == [orders[0].id: .spoken, orders[1].id: .failed("no card")])
        #expect(try voice.rig.store.restore().openAnnouncements == [])
        // What is known when the program stops is written too.
        log.note(AnnouncementFate(orders[0], .superseded))
        writing.cancel()
        await writing.value
        #expect(voice.rig.store.announcementOutcomes[orders[0].id] == .superseded)
    }

    @Test func `is not said again after a restart in the middle`() async throws {
        let speaker = FakeSpeaker("voice-hall", isHeld: true)
        let first = try await VoiceRig(speaker: speaker)
        for number in 1...2 { await first.rig.issue("T\(number)") }
        for counter in [6, 8] { await first.open(counter) }
        await first.running {
            await first.call(6)
            await first.call(8)
            await speaker.begun.until { $0.count == 1 }
            speaker.end()
            speaker.end()
        }
        let open = try first.rig.store.restore().openAnnouncements
        #expect(open.count == 2)
        // The program died before it wrote an outcome down.
        let second = try await VoiceRig(store: MemoryStore(restarted: first.rig.store))
        await second.rig.controller.settle(
            announcements: Dictionary(open.map { ($0, .expired) }) { _, last in last })
        await second.running {
            await second.rig.issue("T3")
            await second.open(9)
            await second.call(9)
            await second.fates.until { $0.count == 1 }
        }
        #expect(second.speaker.begun.value == ["1003→9@80"])
        #expect(second.rig.store.announcementOutcomes.values.allSatisfy { $0 == .expired })
    }
}
