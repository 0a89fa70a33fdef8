import Kiosk
import KioskDevices
import QueueCore

/// What is said of a configuration's voice to whoever installs it.
enum VoiceWords {
    /// Its zones, and how much of what can be said was recorded; nil where the centre is silent.
    static func summary(of configuration: Configuration) -> String? {
        guard let voice = configuration.voice else { return nil }
        let zones = voice.zones.map { zone in
            switch zone.output {
            case .alsa(let device): "\(zone.id) by the sound card \(device)"
            case .page: "\(zone.id) by a page, \(address(of: zone.id, configuration))"
            }
        }
        return "It speaks: \(zones.joined(separator: "; ")). \(clips(of: configuration))"
    }

    /// Where a display opens to speak for a zone.
    static func address(of zone: ZoneID, _ configuration: Configuration) -> String {
        "http://\(configuration.listen.urlHost):\(configuration.listen.port)/display?voice=\(zone)"
    }

    /// How many clips there are, and what speaks without them.
    static func clips(of configuration: Configuration) -> String {
        let list = ClipList(configuration)
        let missing = list.missing(in: configuration.voice?.clips)
        guard let first = missing.first else {
            return "All \(list.pieces.count) clips are recorded."
        }
        let made = "\(missing.count) of \(list.pieces.count) clips are not recorded"
        return "\(made), espeak-ng makes them; the first is \(first.file): “\(first.words)”."
    }
}
