package import Kiosk
package import Logging
package import QueueCore

/// Makes a centre's voice and its loudspeakers.
package enum VoiceFactory {
    /// What speaks; the zones of display pages have no loudspeaker.
    package struct Made: Sendable {
        package let studio: SpeechStudio
        package let speakers: [ZoneID: any Loudspeaker]
        /// Those among them without hardware, for the bench.
        package let simulators: [SimulatedSpeaker]
    }

    /// Everything that speaks; nil where the centre is silent.
    package static func make(
        _ configuration: Configuration, health: HealthBoard, logger: Logger, simulated: Bool
    ) -> Made? {
        guard let voice = configuration.voice else { return nil }
        var speakers: [ZoneID: any Loudspeaker] = [:]
        var simulators: [SimulatedSpeaker] = []
        for zone in voice.zones {
            guard case .alsa(let device) = zone.output else { continue }
            if simulated {
                let speaker = SimulatedSpeaker(id: zone.device, health: health)
                simulators.append(speaker)
                speakers[zone.id] = speaker
            } else {
                speakers[zone.id] = AplaySpeaker(
                    id: zone.device, device: device, health: health)
            }
        }
        return Made(
            studio: SpeechStudio(configuration, health: health, logger: logger),
            speakers: speakers, simulators: simulators)
    }
}
