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
    private let uptime: @Sendable () -> Duration
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
    ///   - uptime: measures the terms of pages; never set, whatever is done to the clock.
    ///   - health: told how the pages are that speak.
    ///   - logger: told what was not said, without its words.
    ///   - onSettled: told once what became of each announcement; must not block.
    package init(
        settings: VoiceSettings, writer: AnnouncementWriter, renderer: any SpeechRenderer,
        speakers: [ZoneID: any Loudspeaker], clock: any WallClock,
        uptime: @escaping @Sendable () -> Duration = Uptime.read, health: HealthBoard,
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
        self.uptime = uptime
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
        let now = now
        for order in orders {
            let isIn = state.withLock { $0.queues[order.zone]?.add(order, at: now) ?? false }
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
        for zone in zones.keys { sweep(zone) }
        let uptime = uptime()
        let pages = state.withLock { $0.pages.mapValues { $0.isHeld(at: uptime) } }
        for (zone, isHeld) in pages where !isHeld {
            report(zone, .missing, "no display page speaks for zone \(zone)")
        }
    }

    /// Removes what nobody can say in time in one zone.
    func sweep(_ zone: ZoneID) {
        let now = now
        for fate in state.withLock({ $0.queues[zone]?.sweep(at: now) ?? [] }) {
            settle(fate.order, fate.outcome)
        }
    }

    private var now: AnnouncementQueue.Moment {
        AnnouncementQueue.Moment(clock: clock.now(), uptime: uptime())
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
            // A voice that had to be made took its time.
            guard await volume(of: next.order, in: zone, controller) != nil,
                begin(next.order.id, in: zone, sound)
            else { continue }
            do throws(DeviceError) {
                try await speaker.play(sound)
                finish(next.order.id, in: zone, .spoken)
            } catch {
                finish(next.order.id, in: zone, .failed("\(error)"))
            }
        }
    }

    /// The next announcement that is true and may be heard now; nil when there is none, or one is
    /// being said.
    func next(
        in zone: ZoneID, _ controller: Controller
    ) async -> (order: AnnouncementOrder, volume: Int)? {
        while true {
            sweep(zone)
            let now = now
            guard let order = state.withLock({ $0.queues[zone]?.take(at: now) }) else { return nil }
            guard let volume = await volume(of: order, in: zone, controller) else { continue }
            return (order, volume)
        }
    }

    /// How loud what was given out is to be said now; nil, and it is ended, where it is stale, no
    /// longer true, or the zone is silent.
    func volume(
        of order: AnnouncementOrder, in zone: ZoneID, _ controller: Controller
    ) async -> Int? {
        let stands = await controller.read { book, _ in order.stands(in: book.hall) }
        let now = now
        let isStale = state.withLock { $0.queues[zone]?.isStale(order.id, at: now) ?? false }
        let volume = isMuted(zone) ? 0 : zones[zone]?.volume(at: now.clock) ?? 0
        guard isStale || !stands || volume == 0 else { return volume }
        finish(order.id, in: zone, isStale ? .expired : stands ? .quiet : .superseded)
        return nil
    }

    /// Marks what was given out as begun, from when on nobody else is given it.
    ///
    /// - Returns: false when it was taken back, or is not the page's that begins it.
    func begin(
        _ id: String, in zone: ZoneID, by page: String? = nil, _ sound: SpokenSound
    ) -> Bool {
        state.withLock { state in
            if let page, state.pages[zone]?.isHolder(page) != true { return false }
            return state.queues[zone]?.begin(id, isWhole: sound.isWhole) ?? false
        }
    }

    /// How many announcements wait in the zone.
    func waiting(in zone: ZoneID) -> Int {
        state.withLock { $0.queues[zone]?.waitingCount ?? 0 }
    }

    /// What is being said in the zone.
    func saying(in zone: ZoneID) -> AnnouncementOrder? {
        state.withLock { $0.queues[zone]?.saying }
    }

    /// Writes down what became of what was said; false when it was taken back before.
    @discardableResult
    func finish(_ id: String, in zone: ZoneID, _ outcome: AnnouncementOutcome) -> Bool {
        guard let fate = state.withLock({ $0.queues[zone]?.finish(id, outcome) }) else {
            return false
        }
        settle(fate.order, fate.outcome)
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
        let uptime = uptime()
        let (isHolder, known) = state.withLock { state -> (Bool, String?) in
            guard var speaker = state.pages[zone] else { return (false, nil) }
            // Nobody takes over in the middle of a sentence.
            let isFree = state.queues[zone]?.saying == nil || speaker.isHolder(page)
            guard isFree, speaker.claim(page, at: uptime) else { return (false, nil) }
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
