import Kiosk
import QueueCore

/// What is to be spoken as written, before anyone knows whether the rest agrees with it.
struct VoiceDraft {
    /// A zone as written.
    struct Zone {
        let id: Located<String>?
        /// Nil for all of them.
        let counters: [Located<Int>]?
        let output: VoiceZone.Output?
        /// The sound card as written; nil for the usual one, and for pages.
        let device: Place?
        /// The device token that alone may speak here; nil for any display's.
        let display: Located<String>?
        let volume: Int?
        let spells: [VoiceZone.Spell]

        /// Nil where a mistake was written down.
        var settings: VoiceZone? {
            guard let id, let output, let volume else { return nil }
            return VoiceZone(
                id: ZoneID(id.value), counters: counters.map { Set($0.map(\.value)) },
                output: output, display: display?.value, volume: volume, spells: spells)
        }
    }

    let place: Place
    let reading: VoiceSettings.Reading
    let dialect: VoiceSettings.Dialect
    let languages: [Located<String>]
    let clips: Located<String>?
    let zones: [Zone]
    let notices: VoiceNotices

    /// The settings, with the folder of clips as it is reached from anywhere.
    func settings(clips: String?) -> VoiceSettings {
        VoiceSettings(
            reading: reading, dialect: dialect, languages: languages.map(\.value), clips: clips,
            zones: zones.compactMap(\.settings), notices: notices)
    }
}
