import CUSBSim
import Foundation
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskDevices

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev holds a lock while a pipe is opened; run without umockdev-wrapper"))
struct `The voice` {
    private static let hasEspeak = ["/usr/bin/espeak-ng", "/usr/local/bin/espeak-ng"]
        .contains { FileManager.default.isExecutableFile(atPath: $0) }

    private let health = HealthBoard(clock: TestClock("2026-11-23T08:00:00+07:00"))

    private static let words = [
        "voice.call": "Kính mời công dân có số {number}, đến quầy số {counter}.",
        "voice.call-again": "Mời {number}, quầy {counter}. Xin nhắc lại lần thứ {times}.",
        "voice.call-last": "Mời {number}, quầy {counter}. Lần cuối.",
        "voice.moved": "Xin lỗi {number}, quầy {counter}.", "voice.paused": "Quầy {counter} nghỉ.",
        "voice.closing": "Hết giờ.", "voice.opening": "Xin chào.", "voice.waiting": "Xin lỗi.",
    ]

    private func configuration(
        clips: String? = nil, _ change: (inout VoiceSettings) -> Void = { _ in }
    ) -> Configuration {
        var configuration = SampleConfiguration.make()
        configuration.texts = Texts([
            "vi": Self.words, "en": ["voice.call": "Number {number}, counter {counter}."],
        ])
        var settings = VoiceSettings(
            clips: clips, zones: [VoiceZone(id: "hall", output: .alsa(device: "default"))])
        change(&settings)
        configuration.voice = settings
        return configuration
    }

    private func studio(_ configuration: Configuration, espeak: String = "no-espeak-here")
        -> SpeechStudio
    {
        SpeechStudio(
            configuration, health: health, logger: ControllerRig.silent, espeak: espeak)
    }

    private func call(_ configuration: Configuration, _ number: String = "1002") -> Announcement {
        AnnouncementWriter(configuration).announcement(
            AnnouncementOrder(
                id: "1", zone: "hall", at: Instant(millisecondsSinceEpoch: 0), ticket: "A",
                number: number, line: "ho-tich", counter: 10))
    }

    @Test func `a call is read with every number in words`() {
        let plain = configuration()
        #expect(
            studio(plain).text(of: call(plain)) == [
                "Kính mời công dân có số một không không hai, đến quầy số mười."
            ])
        let other = configuration {
            $0.reading = .cardinal
            $0.dialect = .northern
            $0.languages = ["vi", "en"]
        }
        #expect(
            studio(other).text(of: call(other)) == [
                "Kính mời công dân có số một nghìn không trăm linh hai, đến quầy số mười.",
                "Number one zero zero two, counter 10.",
            ])
    }

    @Test(arguments: [VoiceSettings.Reading.digits, .cardinal], VoiceSettings.Dialect.allCases)
    func `the list of clips has a clip for every piece of every announcement`(
        _ reading: VoiceSettings.Reading, _ dialect: VoiceSettings.Dialect
    ) {
        let configuration = configuration {
            $0.reading = reading
            $0.dialect = dialect
            $0.languages = ["vi", "en"]
            $0.notices.opening = true
            $0.notices.waitMinutes = 30
        }
        let files = Set(ClipList(configuration).pieces.map(\.file))
        #expect(files.count == ClipList(configuration).pieces.count)
        let script = SpeechScript(configuration.voice ?? VoiceSettings(zones: []))
        for number in stride(from: 1_001, through: 9_999, by: 7) {
            for sentence in call(configuration, String(number)).sentences {
                for case .say(let piece) in script.steps(sentence) {
                    #expect(files.contains(piece.file), "\(number): \(piece.words)")
                }
            }
        }
    }

    /// A recording of a quarter of a second of noise, with silence around it.
    private static let clip: [UInt8] = {
        let noise = (0..<5_512).map { Int16(truncatingIfNeeded: $0 &* 7_919) }
        return WaveFile.encode(
            Sound([Int16](repeating: 0, count: 500) + noise + [Int16](repeating: 0, count: 900))
        )
    }()

    @Test func `recorded clips are joined, without what is silent in them`() async throws {
        let workshop = try Workshop()
        let configuration = configuration(clips: workshop.folder.path)
        for piece in ClipList(configuration).pieces {
            let file = workshop.folder.appending(path: piece.file)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(Self.clip).write(to: file)
        }
        let studio = studio(configuration)
        await studio.prepare()
        let health = try #require(health.health(of: "voice")?.condition)
        #expect(health.code == .ready && health.detail.hasSuffix("recorded, 0 by espeak-ng"))
        // The folder may go: all is in memory.
        try FileManager.default.removeItem(at: workshop.folder.appending(path: "vi"))
        let sound = await studio.sound(of: call(configuration), volume: 100)
        #expect(sound.isWhole)
        // Chime, seven clips of a quarter of a second, and the rests.
        #expect((.seconds(3.2)...(.seconds(4.2))).contains(sound.duration), "\(sound.duration)")
        #expect(try WaveFile.decode(sound.wav).duration == sound.duration)
    }

    @Test func `without a voice there is the chime, and words that say what to do`() async {
        let configuration = configuration()
        let studio = studio(configuration)
        await studio.prepare()
        let sound = await studio.sound(of: call(configuration), volume: 100)
        #expect(!sound.isWhole && sound.wav == WaveFile.encode(Chime.sound))
        let condition = health.health(of: "voice")?.condition
        #expect(condition?.code == .missing)
        #expect(condition?.detail.contains("apt install espeak-ng") == true)
        let reason = await studio.reason(for: call(configuration))
        #expect(reason.contains("Kính mời công dân có số") && reason.contains("not installed"))
    }

    @Test func `half a sentence is never said, and a clip that cannot be used is named`()
        async throws
    {
        let workshop = try Workshop()
        let configuration = configuration(clips: workshop.folder.path)
        let folder = workshop.folder.appending(path: "vi")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let pieces = ClipList(configuration).pieces
        for piece in pieces where piece.words != "hai" {
            try Data(Self.clip).write(to: workshop.folder.appending(path: piece.file))
        }
        try Data("MP3".utf8).write(to: folder.appending(path: "hai.wav"))
        let studio = studio(configuration)
        await studio.prepare()
        let broken = await studio.sound(of: call(configuration), volume: 100)
        #expect(!broken.isWhole && broken.duration == Chime.sound.duration)
        #expect(await studio.sound(of: call(configuration, "1001"), volume: 100).isWhole)
        let detail = try #require(health.health(of: "voice")?.condition.detail)
        #expect(detail.contains("cannot be used: vi/hai.wav"))
        #expect(detail.contains("no sound for 1 of \(pieces.count) pieces"))
    }

    @Test func `a pipe in the folder of clips is no clip and stops nothing`() async throws {
        let workshop = try Workshop()
        let folder = workshop.folder.appending(path: "vi")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try #require(mkfifo(folder.appending(path: "hai.wav").path, 0o600) == 0)
        let configuration = configuration(clips: workshop.folder.path)
        #expect(await !studio(configuration).sound(of: call(configuration), volume: 50).isWhole)
    }

    @Test(arguments: [
        ("exit 7", "espeak-ng ended with 7"), ("kill -11 $$", "killed by signal 11"),
        ("exit 0", "wrote nothing"),
    ])
    func `an engine that fails is told, and leaves the chime`(_ body: String, _ words: String)
        async throws
    {
        let workshop = try Workshop()
        let configuration = configuration()
        let studio = studio(configuration, espeak: try workshop.script("espeak", body))
        #expect(await !studio.sound(of: call(configuration), volume: 50).isWhole)
        #expect(await studio.reason(for: call(configuration)).contains(words))
    }

    @Test(
        .enabled(
            if: hasEspeak,
            "SKIPPED: espeak-ng is not installed, nobody heard it; apt install espeak-ng"))
    func `espeak-ng says a whole call, north and south, and in English`() async throws {
        for dialect in VoiceSettings.Dialect.allCases {
            let configuration = configuration {
                $0.dialect = dialect
                $0.languages = ["vi", "en"]
            }
            let studio = studio(configuration, espeak: "espeak-ng")
            await studio.prepare()
            #expect(health.health(of: "voice")?.condition.code == .ready)
            let sound = await studio.sound(of: call(configuration), volume: 80)
            #expect(sound.isWhole)
            #expect((.seconds(5)...(.seconds(15))).contains(sound.duration), "\(sound.duration)")
            let samples = try WaveFile.decode(sound.wav).samples
            #expect(samples.count { abs(Int($0)) > 2_000 } > samples.count / 20)
            // All is ready: the second time nothing runs any more.
            let started = ContinuousClock.now
            _ = await studio.sound(of: call(configuration, "9876"), volume: 80)
            #expect(ContinuousClock.now - started < .seconds(1))
        }
    }
}
