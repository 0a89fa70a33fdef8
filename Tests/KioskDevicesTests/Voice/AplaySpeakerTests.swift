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
struct `A sound card` {
    private let health = HealthBoard(clock: TestClock("2026-11-23T08:00:00+07:00"))
    private let sound = SpokenSound(
        wav: WaveFile.encode(Chime.sound), duration: Chime.sound.duration, isWhole: true)

    private func speaker(_ program: String, device: String = "plughw:1,0") -> AplaySpeaker {
        AplaySpeaker(id: "voice-hall", device: device, health: health, program: program)
    }

    private var condition: DeviceCondition? { health.health(of: "voice-hall")?.condition }

    /// How playing fails; nil when it does not.
    private func fault(_ speaker: AplaySpeaker) async -> DeviceError? {
        do throws(DeviceError) {
            try await speaker.play(sound)
            return nil
        } catch {
            return error
        }
    }

    @Test func `gets the whole sound, and no file is left behind`() async throws {
        let workshop = try Workshop()
        let folder = workshop.folder.path
        let aplay = try workshop.script(
            "aplay",
            "echo \"$1 $2 $3\" > \(folder)/said; cp \"$4\" \(folder)/copy; echo \"$4\" > \(folder)/name"
        )
        #expect(await fault(speaker(aplay)) == nil)
        #expect(workshop.text("said") == "-q -D plughw:1,0\n")
        let copy = try Data(contentsOf: workshop.folder.appending(path: "copy"))
        #expect(Array(copy) == sound.wav)
        let name = workshop.text("name").trimmingCharacters(in: .newlines)
        #expect(name.hasSuffix(".wav") && !FileManager.default.fileExists(atPath: name))
        #expect(condition?.code == .ready)
    }

    @Test(arguments: [
        (
            "echo 'ALSA lib: Unknown PCM plughw:9' >&2; exit 1", DeviceCondition.Code.missing,
            "plughw:1,0: ALSA lib: Unknown PCM plughw:9"
        ),
        ("echo 'aplay: xrun' >&2; exit 1", .offline, "plughw:1,0: aplay: xrun"),
        ("exit 1", .offline, "plughw:1,0: no reason given"),
        ("kill -9 $$", .offline, "aplay was killed by signal 9"),
    ])
    func `a fault has words and ends nothing`(
        _ body: String, _ code: DeviceCondition.Code, _ detail: String
    ) async throws {
        let workshop = try Workshop()
        let aplay = try workshop.script("aplay", body)
        let error = await fault(speaker(aplay))
        #expect(error?.condition == code && error?.cause == detail)
        #expect(condition == DeviceCondition(code, detail: detail))
    }

    @Test func `without aplay the condition says what to install`() async {
        #expect(await fault(speaker("no-such-aplay-here"))?.condition == .missing)
        #expect(condition?.detail == "aplay is not installed (apt install alsa-utils)")
    }

    @Test func `a stop cuts what is played`() async throws {
        let workshop = try Workshop()
        let pipe = workshop.folder.appending(path: "begun").path
        try #require(mkfifo(pipe, 0o600) == 0)
        let aplay = try workshop.script("aplay", "echo > \(pipe); sleep 60")
        let speaker = speaker(aplay)
        let playing = Task { await fault(speaker) }
        // Opening blocks until the script opened its end: on a thread of its own.
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                _ = FileHandle(forReadingAtPath: pipe)?.readDataToEndOfFile()
                continuation.resume()
            }
        }
        playing.cancel()
        #expect(await playing.value?.cause == "cut when the program stopped")
    }

    @Test func `at its start it is tried without a sound, and tells how it is`() async throws {
        let workshop = try Workshop()
        let speaker = speaker(try workshop.script("aplay", "exit 0"))
        #expect(await speaker.examine().code == .ready)
        #expect(await self.speaker("no-such-aplay-here").examine().code == .missing)
    }
}
