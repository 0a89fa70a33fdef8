package import Logging
package import QueueCore
import Synchronization

/// Has announcements said once they are durable: in each zone one at a time, in the order of the
/// calls, by the zone's one output.
///
/// Nobody waits for a voice: a dead loudspeaker lets its announcements expire, and no call is
/// later for it. What is no longer true when its turn comes is not said.
package final class Announcer: Sendable {
    /// How often stale announcements are looked for.
    package static let sweepTime = Duration.seconds(1)

    private struct State {
        var queues: [ZoneID: AnnouncementQueue] = [:]
        var pages: [ZoneID: PageSpeaker] = [:]
        var muted: Set<ZoneID> = []
        var notices: NoticeWatch
    }

    /// A zone with a loudspeaker, and the bell that wakes whoever works it.
    private struct Booth: Sendable {
        let speaker: any Loudspeaker
        let bell: AsyncStream<Void>
        let ring: AsyncStream<Void>.Continuation
    }

    let zones: [ZoneID: VoiceZone]
    let renderer: any SpeechRenderer
    let writer: AnnouncementWriter
    let clock: any WallClock
    let health: HealthBoard
    private let booths: [ZoneID: Booth]
    private let logger: Logger
    private let onSettled: @Sendable (AnnouncementFate) -> Void
    private let state: Mutex<State>

    /// An announcer for a centre's zones.
    ///
    /// - Parameters:
    ///   - settings: the zones and what is said in them.
    ///   - writer: words the announcements.
    ///   - renderer: makes sound of them.
    ///   - speakers: an output for each zone that is no page's; a zone without one is mute.
    ///   - clock: tells how old an announcement is.
    ///   - health: told how the pages are that speak.
    ///   - logger: told what was not said, without its words.
    ///   - onSettled: told once what became of each announcement; must not block.
    package init(
        settings: VoiceSettings, writer: AnnouncementWriter, renderer: any SpeechRenderer,
        speakers: [ZoneID: any Loudspeaker], clock: any WallClock, health: HealthBoard,
        logger: Logger, onSettled: @escaping @Sendable (AnnouncementFate) -> Void
    ) {
        zones = Dictionary(settings.zones.map { ($0.id, $0) }) { first, _ in first }
        booths = speakers.mapValues { speaker in
            let (bell, ring) = AsyncStream.makeStream(
                of: Void.self, bufferingPolicy: .bufferingNewest(1))
            return Booth(speaker: speaker, bell: bell, ring: ring)
        }
        self.writer = writer
        self.renderer = renderer
        self.clock = clock
        self.health = health
        self.logger = logger
        self.onSettled = onSettled
        state = Mutex(
            State(
                queues: zones.mapValues { AnnouncementQueue(isLeased: $0.output == .page) },
                pages: zones.filter { $0.value.output == .page }.mapValues { _ in PageSpeaker() },
                notices: NoticeWatch(settings)))
    }

    /// Takes announcements that are durable now; never blocks.
    package func accept(_ orders: [AnnouncementOrder]) {
        guard !orders.isEmpty else { return }
        for order in orders {
            let isIn = state.withLock { $0.queues[order.zone]?.add(order) ?? false }
            if !isIn { settle(order, .failed("too many announcements wait, or none can be said")) }
            booths[order.zone]?.ring.yield()
        }
    }

    /// Silences a zone, or lets it speak again; what waits meanwhile is not said later.
    ///
    /// - Returns: false when there is no such zone.
    package func mute(_ zone: ZoneID, _ isMuted: Bool) -> Bool {
        guard zones[zone] != nil else { return false }
        state.withLock { state in
            if isMuted { state.muted.insert(zone) } else { state.muted.remove(zone) }
        }
        return true
    }

    /// Whether somebody silenced the zone.
    package func isMuted(_ zone: ZoneID) -> Bool { state.withLock { $0.muted.contains(zone) } }

    /// Speaks until cancelled; what is being said then is cut.
    ///
    /// - Parameters:
    ///   - controller: asked whether an announcement is still true.
    ///   - hub: gives the snapshots in which notices fall due.
    ///   - time: measures the time between two looks for what is stale.
    package func run(
        controller: Controller, hub: SnapshotHub, time: some Clock<Duration> = ContinuousClock()
    ) async {
        await withDiscardingTaskGroup { group in
            for (zone, booth) in booths {
                group.addTask {
                    for await _ in booth.bell where !Task.isCancelled {
                        await self.speakAll(in: zone, booth.speaker, controller)
                    }
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    self.sweep()
                    try? await time.sleep(for: Self.sweepTime)
                }
            }
            group.addTask {
                guard let changes = hub.changes() else { return }
                for await _ in changes { self.notice(in: hub) }
            }
        }
    }

    /// Removes what nobody can say in time, and tells how the pages are.
    package func sweep() {
        let now = clock.now()
        let (fates, pages) = state.withLock { state in
            var fates: [AnnouncementFate] = []
            for zone in state.queues.keys { fates += state.queues[zone]?.sweep(at: now) ?? [] }
            return (fates, state.pages.mapValues { $0.isHeld(at: now) })
        }
        for fate in fates { settle(fate.order, fate.outcome) }
        for (zone, isHeld) in pages where !isHeld {
            report(zone, .missing, "no display page speaks for zone \(zone)")
        }
    }

    private func notice(in hub: SnapshotHub) {
        guard let snapshot = hub.latest else { return }
        let now = clock.now()
        accept(state.withLock { $0.notices.due(snapshot.lines, at: now) })
    }

    // MARK: Saying

    private func speakAll(
        in zone: ZoneID, _ speaker: any Loudspeaker, _ controller: Controller
    ) async {
        while !Task.isCancelled, let next = await next(in: zone, controller) {
            let sound = await renderer.sound(
                of: writer.announcement(next.order), volume: next.volume)
            do throws(DeviceError) {
                try await speaker.play(sound)
                finish(next.order.id, in: zone, sound.isWhole ? .spoken : .chimed)
            } catch {
                finish(next.order.id, in: zone, .failed("\(error)"))
            }
        }
    }

    /// The next announcement that is true and may be heard now; nil when there is none.
    func next(
        in zone: ZoneID, _ controller: Controller
    ) async -> (order: AnnouncementOrder, volume: Int)? {
        while true {
            let now = clock.now()
            let (fates, order, isMuted) = state.withLock { state in
                (
                    state.queues[zone]?.sweep(at: now) ?? [],
                    state.queues[zone]?.take(at: now), state.muted.contains(zone)
                )
            }
            for fate in fates { settle(fate.order, fate.outcome) }
            guard let order else { return nil }
            let volume = isMuted ? 0 : zones[zone]?.volume(at: now) ?? 0
            guard volume > 0 else {
                finish(order.id, in: zone, .quiet)
                continue
            }
            guard await controller.read({ book, _ in order.stands(in: book.hall) }) else {
                finish(order.id, in: zone, .superseded)
                continue
            }
            return (order, volume)
        }
    }

    /// What is being said in the zone.
    func saying(in zone: ZoneID) -> AnnouncementOrder? {
        state.withLock { $0.queues[zone]?.saying?.order }
    }

    /// Writes down what became of what was said; false when it was taken back before.
    @discardableResult
    func finish(_ id: String, in zone: ZoneID, _ outcome: AnnouncementOutcome) -> Bool {
        guard let order = state.withLock({ $0.queues[zone]?.finish(id) }) else { return false }
        settle(order, outcome)
        return true
    }

    /// Gives the zone to the page, unless another page or a loudspeaker has it.
    ///
    /// - Parameters:
    ///   - zone: where it speaks.
    ///   - page: its name.
    ///   - fault: how playing went just now; a nil outside keeps what is known.
    /// - Returns: whether the page speaks for the zone now.
    func claim(_ zone: ZoneID, for page: String, fault: String?? = nil) -> Bool {
        let now = clock.now()
        let (isHolder, known) = state.withLock { state -> (Bool, String?) in
            guard var speaker = state.pages[zone] else { return (false, nil) }
            // Nobody takes over in the middle of a sentence.
            let isFree = state.queues[zone]?.saying == nil || speaker.isHolder(page)
            guard isFree, speaker.claim(page, at: now) else { return (false, nil) }
            if let fault { speaker.note(fault) }
            state.pages[zone] = speaker
            return (true, speaker.fault)
        }
        guard isHolder else { return false }
        if let known {
            report(zone, .offline, "the display page cannot play sound: \(known)")
        } else {
            report(zone, .ready)
        }
        return true
    }

    /// Whether the page speaks for the zone.
    func isHolder(_ page: String, of zone: ZoneID) -> Bool {
        state.withLock { $0.pages[zone]?.isHolder(page) ?? false }
    }

    private func report(_ zone: ZoneID, _ code: DeviceCondition.Code, _ detail: String = "") {
        guard let device = zones[zone]?.device else { return }
        health.report(device, .audio, DeviceCondition(code, detail: detail))
    }

    private func settle(_ order: AnnouncementOrder, _ outcome: AnnouncementOutcome) {
        if case .failed(let reason) = outcome {
            logger.warning("announcement \(order.id) was not spoken: \(reason)")
        }
        onSettled(AnnouncementFate(order, outcome))
    }
}
