import Kiosk
import KioskTesting
import QueueCore
import Synchronization

/// Speaks into a list, and where a test says so only when told.
final class FakeSpeaker: Loudspeaker {
    let id: DeviceID
    /// What it began to play, as text.
    let begun = Watched<[String]>([])
    /// How many more it may end.
    private let ends = Watched<Int>(0)
    private let isHeld: Bool
    private let fault: DeviceError?

    init(_ id: DeviceID, isHeld: Bool = false, fault: DeviceError? = nil) {
        self.id = id
        self.isHeld = isHeld
        self.fault = fault
    }

    func run() async {}

    func play(_ sound: SpokenSound) async throws(DeviceError) {
        let text = String(decoding: sound.wav, as: UTF8.self)
        begun.change { $0.append(text) }
        if let fault { throw fault }
        guard isHeld else { return }
        await ends.until { $0 > 0 }
        ends.change { $0 -= 1 }
    }

    /// Ends the sound that plays, or the next one.
    func end() { ends.change { $0 += 1 } }
}

/// A hall whose calls are announced as the program announces them.
struct VoiceRig {
    static let texts = Texts([
        "vi": [
            "voice.call": "{number}→{counter}", "voice.call-again": "{number}→{counter} ({times})",
            "voice.call-last": "{number}→{counter} (cuối)",
            "voice.moved": "xin lỗi {number}→{counter}", "voice.paused": "{counter} tạm ngừng",
            "voice.opening": "xin chào", "voice.closing": "hết giờ",
            "voice.waiting": "xin lỗi vì chờ lâu",
        ],
        "en": ["voice.call": "number {number} to {counter}"],
    ])

    let rig: ControllerRig
    let speaker: FakeSpeaker
    let announcer: Announcer
    let health: HealthBoard
    let fates = Watched<[AnnouncementFate]>([])
    /// By how much somebody set the wall clock.
    private let clockSet = Watched<Duration>(.zero)

    init(
        _ zones: [VoiceZone] = [VoiceZone(id: "hall", output: .alsa(device: "default"))],
        languages: [String] = ["vi"], speaker: FakeSpeaker = FakeSpeaker("voice-hall"),
        studio: FakeStudio = FakeStudio(), notices: VoiceNotices = VoiceNotices(),
        store: MemoryStore = MemoryStore()
    ) async throws {
        self.speaker = speaker
        var configuration = SampleConfiguration.make()
        configuration.texts = Self.texts
        let settings = VoiceSettings(languages: languages, zones: zones, notices: notices)
        configuration.voice = settings
        rig = try ControllerRig(store: store, announcements: AnnouncementRules(settings))
        health = HealthBoard(clock: rig.clock)
        let speakers: [ZoneID: any Loudspeaker] =
            zones.contains { $0.output == .page } ? [:] : ["hall": speaker]
        let start = rig.clock.now()
        announcer = Announcer(
            settings: settings, writer: AnnouncementWriter(configuration), renderer: studio,
            speakers: speakers, clock: rig.clock,
            uptime: { [clock = rig.clock, clockSet] in clock.now().since(start) - clockSet.value },
            health: health, logger: ControllerRig.silent,
            onSettled: { [fates] fate in fates.change { $0.append(fate) } })
        var plan = SamplePlan.plan()
        plan.rules.recallSeconds = 0
        await rig.adopt(plan)
    }

    /// Sets the wall clock, as time service does: no time passes.
    func setClock(by length: Duration) {
        clockSet.change { $0 += length }
        rig.clock.advance(by: length)
    }

    /// Carries a clerk's action out and hands on what the controller ordered to be said.
    func act(_ action: Command.Action, by clerk: Int) async {
        let before = await rig.ordered().count
        await rig.submit(action, by: SamplePlan.clerk(clerk))
        announcer.accept(await announcements(from: before))
    }

    /// What was ordered to be said, from that place among all orders.
    func announcements(from place: Int = 0) async -> [AnnouncementOrder] {
        await rig.ordered().dropFirst(place).compactMap { order in
            guard case .announcement(let announcement) = order else { return nil }
            return announcement
        }
    }

    /// Opens a counter with its own clerk.
    func open(_ counter: CounterNumber) async { await act(.openCounter(counter), by: counter) }

    /// Calls the next at a counter.
    func call(_ counter: CounterNumber) async { await act(.callNext(counter), by: counter) }

    /// Runs the announcer while the body does.
    func running(_ body: () async throws -> Void) async rethrows {
        let task = Task { [announcer, rig] in
            await announcer.run(controller: rig.controller, hub: rig.hub)
        }
        try await body()
        task.cancel()
        await task.value
    }

    /// The words of the outcomes so far.
    var outcomes: [String] { fates.value.map(\.outcome.word.rawValue) }
}
