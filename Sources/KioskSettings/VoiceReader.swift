import Kiosk
import QueueCore

/// Reads what is spoken, and where.
enum VoiceReader {
    /// Zones of one centre.
    static let zonesMax = 16
    /// Languages in which one announcement is said.
    static let languagesMax = 3
    /// Minutes of waiting, and between two apologies for it.
    static let minutes = 5...240

    /// The kinds of output by their words.
    private enum OutputWord: String, CaseIterable {
        case alsa, page
    }

    static func voice(_ place: Place) -> VoiceDraft? {
        let known = ["reading", "words", "languages", "clips", "zones", "notices"]
        guard let entries = place.entries(known) else { return nil }
        let zones = entries.required("zones", "a list").flatMap(zones) ?? []
        return VoiceDraft(
            place: place,
            reading: entries["reading"]?.choice(of: VoiceSettings.Reading.self) ?? .digits,
            dialect: entries["words"]?.choice(of: VoiceSettings.Dialect.self) ?? .southern,
            languages: entries["languages"].flatMap(languages)
                ?? [Located(value: Texts.defaultLanguage, place: place)],
            clips: entries["clips"].flatMap { place in
                place.lineOfText("a folder's name").map { Located(value: $0, place: place) }
            },
            zones: zones,
            notices: entries["notices"].flatMap(notices) ?? VoiceNotices())
    }

    private static func languages(_ place: Place) -> [Located<String>]? {
        guard let items = place.list("languages such as vi") else { return nil }
        guard (1...languagesMax).contains(items.count) else {
            place.mistake(
                found: "\(items.count) languages", expected: "1 to \(languagesMax) as \(place.name)"
            )
            return nil
        }
        var seen: Set<String> = []
        return items.compactMap { item in
            guard let code = item.text("a language such as vi") else { return nil }
            if !seen.insert(code).inserted {
                item.mistake(
                    found: "the language \(quoted(code)) again", expected: "each language once")
            }
            return Located(value: code, place: item)
        }
    }

    // MARK: Zones

    private static func zones(_ place: Place) -> [VoiceDraft.Zone]? {
        guard let items = place.list("zones") else { return nil }
        guard (1...zonesMax).contains(items.count) else {
            place.mistake(
                found: "\(items.count) zones", expected: "1 to \(zonesMax) as \(place.name)")
            return nil
        }
        return items.map(zone)
    }

    private static func zone(_ place: Place) -> VoiceDraft.Zone {
        let known = [
            "id", "counters", "output", "device", "display", "volume", "volumeByHour", "quiet",
        ]
        let entries = place.entries(known)
        let word = entries?.required("output", "alsa or page")?.choice(of: OutputWord.self)
        let device = entries?["device"]
        if word == .page, let device {
            device.mistake(
                found: "a device for a page", expected: "device only with output: alsa")
        }
        let display = entries?["display"]
        if word == .alsa, let display {
            display.mistake(
                found: "a display for a sound card", expected: "display only with output: page")
        }
        let output: VoiceZone.Output? =
            switch word {
            case .alsa: (device.map(card) ?? "default").map { .alsa(device: $0) }
            case .page: .page
            case nil: nil
            }
        let quiet = entries?["quiet"].map(HoursReader.spans) ?? []
        let spells = entries?["volumeByHour"].map(spells) ?? []
        return VoiceDraft.Zone(
            id: entries?.required("id", "a name")?.locatedIdentifier("a zone"),
            counters: entries?["counters"].flatMap(counters), output: output,
            device: word == .alsa ? device : nil,
            display: word == .page ? display?.locatedIdentifier("a device token") : nil,
            volume: entries?["volume"].map { $0.integer(in: 0...100) } ?? VoiceZone.defaultVolume,
            // Silence counts before any volume.
            spells: quiet.map { VoiceZone.Spell(span: $0, volume: 0) } + spells)
    }

    /// An ALSA name, `default` or `plughw:1,0`; it becomes an argument of another program.
    private static func card(_ place: Place) -> String? {
        let expected = "an ALSA device such as default or plughw:1,0"
        guard let text = place.lineOfText(expected, limit: 80) else { return nil }
        guard isASCIIWord(text, with: ":,.-_="), text.first != "-" else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return text
    }

    private static func counters(_ place: Place) -> [Located<Int>]? {
        guard let items = place.list("counters") else { return nil }
        if items.isEmpty {
            place.mistake(
                found: "an empty list", expected: "at least one counter as \(place.name)")
        }
        return items.compactMap { item in
            item.integer(in: 1...HallReader.counterLimit).map { Located(value: $0, place: item) }
        }
    }

    private static func spells(_ place: Place) -> [VoiceZone.Spell] {
        (place.list("{hours, volume}") ?? []).flatMap { item -> [VoiceZone.Spell] in
            let entries = item.entries(["hours", "volume"])
            let spans = entries?.required("hours", "a list of spans").map(HoursReader.spans) ?? []
            let volume = entries?.required("volume", "0 to 100")?.integer(in: 0...100)
            return spans.compactMap { span in volume.map { VoiceZone.Spell(span: span, volume: $0) }
            }
        }
    }

    private static func notices(_ place: Place) -> VoiceNotices? {
        let known = ["paused", "opening", "closing", "waitMinutes", "repeatMinutes"]
        guard let entries = place.entries(known) else { return nil }
        var notices = VoiceNotices()
        notices.paused = entries["paused"]?.flag() ?? notices.paused
        notices.opening = entries["opening"]?.flag() ?? notices.opening
        notices.closing = entries["closing"]?.flag() ?? notices.closing
        notices.waitMinutes = entries["waitMinutes"]?.integer(in: minutes)
        notices.repeatMinutes =
            entries["repeatMinutes"]?.integer(in: minutes) ?? notices.repeatMinutes
        return notices
    }
}
