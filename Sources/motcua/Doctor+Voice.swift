import Foundation
import Kiosk
import KioskDevices
import Logging
import QueueCore

// What the doctor says of the voice: its sound cards, its words, its clips.

extension Doctor {
    func checkVoice(_ configuration: Configuration?, _ report: inout Findings) async {
        report.head("Voice")
        guard let configuration, let voice = configuration.voice else {
            report.good("nothing is spoken: \(config) has no voice")
            return
        }
        let health = HealthBoard(clock: SystemClock())
        for zone in voice.zones {
            switch zone.output {
            case .alsa(let device): await check(device, of: zone, health, &report)
            case .page:
                report.note(
                    "zone \(zone.id) is spoken by a display's page",
                    "open \(VoiceWords.address(of: zone.id, configuration)) there and touch its "
                        + "button once")
            }
        }
        await checkWords(configuration, health, &report)
    }

    /// A moment of silence is played: it disturbs nobody, and tells whether sound would come.
    private func check(
        _ device: String, of zone: VoiceZone, _ health: HealthBoard, _ report: inout Findings
    ) async {
        let condition = await AplaySpeaker(id: zone.device, device: device, health: health)
            .examine()
        guard condition.code != .ready else {
            report.good("zone \(zone.id): the sound card \(device) plays")
            return
        }
        report.fault("zone \(zone.id): \(condition.detail)", Self.remedy(condition, zone))
    }

    private static func remedy(_ condition: DeviceCondition, _ zone: VoiceZone) -> String {
        if condition.detail.contains("alsa-utils") { return "apt install alsa-utils" }
        if condition.detail.contains("busy") {
            return "something else plays, perhaps motcua itself; try again when it is stopped"
        }
        let folder = "/dev/snd"
        let cards = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard let card = cards.first(where: { $0.hasPrefix("controlC") }) else {
            return "there is no sound card: plug one in, or let a display speak (output: page)"
        }
        guard FileManager.default.isWritableFile(atPath: "\(folder)/\(card)") else {
            return "add this user to group audio"
        }
        return "aplay -L lists the names; write one as the device of zone \(zone.id)"
    }

    /// Every piece that can be said is made, as at a start.
    private func checkWords(
        _ configuration: Configuration, _ health: HealthBoard, _ report: inout Findings
    ) async {
        let studio = SpeechStudio(configuration, health: health, logger: Logger(label: "motcua"))
        await studio.prepare()
        let condition = await studio.condition
        if condition.code == .ready {
            report.good(condition.detail)
        } else {
            report.fault(
                condition.detail,
                "apt install espeak-ng, or record what motcua say --clips lists")
        }
        guard configuration.voice?.clips != nil else { return }
        let clips = VoiceWords.clips(of: configuration)
        if ClipList(configuration).missing(in: configuration.voice?.clips).isEmpty {
            report.good(clips)
        } else {
            report.note(clips, "motcua say --clips lists what to record")
        }
    }
}
