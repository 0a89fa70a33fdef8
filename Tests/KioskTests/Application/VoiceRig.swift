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

/// Sound that is its own text: `1002→6` and the volume.
struct FakeStudio: SpeechRenderer {
    var isWhole = true

    func text(of announcement: Announcement) -> [String] {
        announcement.sentences.map { sentence in
            sentence.parts.map { part in
                switch part {
                case .words(let words): words
                case .number(let number): number
                case .counter(let counter): String(counter)
                case .times(let times): String(times)
                }
            }.joined()
        }
    }

    func sound(of announcement: Announcement, volume: Int) async -> SpokenSound {
        let text = text(of: announcement).joined(separator: "|") + "@\(volume)"
        return SpokenSound(wav: Array(text.utf8), duration: .seconds(5), isWhole: isWhole)
    }
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
    private let rules: AnnouncementRules

    init(
        _ zones: [VoiceZone] = [VoiceZone(id: "hall", output: .alsa(device: "default"))],
        languages: [String] = ["vi"], speaker: FakeSpeaker = FakeSpeaker("voice-hall"),
        studio: FakeStudio = FakeStudio(), notices: VoiceNotices = VoiceNotices()
    ) async throws {
        rig = try ControllerRig()
        self.speaker = speaker
        var configuration = SampleConfiguration.make()
        configuration.texts = Self.texts
        let settings = VoiceSettings(languages: languages, zones: zones, notices: notices)
        configuration.voice = settings
        health = HealthBoard(clock: rig.clock)
        rules = AnnouncementRules(settings)
        let speakers: [ZoneID: any Loudspeaker] =
            zones.contains { $0.output == .page } ? [:] : ["hall": speaker]
        announcer = Announcer(
            settings: settings, writer: AnnouncementWriter(configuration), renderer: studio,
            speakers: speakers, clock: rig.clock, health: health, logger: ControllerRig.silent,
            onSettled: { [fates] fate in fates.change { $0.append(fate) } })
        var plan = SamplePlan.plan()
        plan.rules.recallSeconds = 0
        await rig.adopt(plan)
    }

    /// Carries a clerk's action out and announces what follows from it.
    func act(_ action: Command.Action, by clerk: Int) async {
        let before = rig.store.journal
        await rig.submit(action, by: SamplePlan.clerk(clerk))
        let hall = await rig.controller.read { book, _ in book.hall }
        for entry in rig.store.journal.dropFirst(before.count) {
            announcer.accept(
                rules.orders(
                    for: entry.event, in: hall, sequence: entry.sequence, at: entry.at))
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
    var outcomes: [String] { fates.value.map(\.outcome.word) }
}
