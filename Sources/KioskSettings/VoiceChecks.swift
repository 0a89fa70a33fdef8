import Foundation
import Kiosk
import QueueCore

/// What must hold between what is spoken, the counters, and the words there are.
enum VoiceChecks {
    static func run(_ draft: CentreDraft, texts: Texts, clips: String?) {
        guard let voice = draft.voice else { return }
        _ = DeclaredNames("zone", voice.zones.map(\.id))
        checkCounters(of: voice, draft)
        checkCards(of: voice)
        checkDisplays(of: voice, draft)
        if let clips, let place = voice.clips?.place {
            var isFolder: ObjCBool = false
            if !FileManager.default.fileExists(atPath: clips, isDirectory: &isFolder)
                || !isFolder.boolValue
            {
                place.mistake(
                    found: "no folder at \(quoted(clips))",
                    expected: "a folder with clips, which motcua say --clips lists")
            }
        }
        checkWords(of: voice, draft, texts)
    }

    private static func checkCounters(of voice: VoiceDraft, _ draft: CentreDraft) {
        guard let counters = draft.counters else { return }
        let known = Set(counters.compactMap { $0.number?.value })
        for counter in voice.zones.flatMap({ $0.counters ?? [] })
        where !known.contains(counter.value) {
            counter.place.mistake(
                found: "the unknown counter \(counter.value)",
                expected: anyOf(known.sorted().map(String.init)))
        }
    }

    /// Two zones on one card would speak into each other.
    private static func checkCards(of voice: VoiceDraft) {
        var lines: [String: Int] = [:]
        for zone in voice.zones {
            guard case .alsa(let card) = zone.output else { continue }
            let place = zone.device ?? zone.id?.place ?? voice.place
            if let first = lines.updateValue(place.line, forKey: card) {
                place.mistake(
                    found: "the device \(quoted(card)) again, after line \(first)",
                    expected: "a device of its own for each zone")
            }
        }
    }

    /// A zone whose display has no token that may open its page would never speak.
    private static func checkDisplays(of voice: VoiceDraft, _ draft: CentreDraft) {
        guard let tokens = draft.deviceTokens else { return }
        let displays = tokens.filter { $0.roles?.contains(.display) ?? true }
            .compactMap { $0.name?.value }
        for display in voice.zones.compactMap(\.display) where !displays.contains(display.value) {
            display.place.mistake(
                found: "\(quoted(display.value)), which is no device token of a display"
                    + didYouMean(display.value, among: displays),
                expected: "the name of a device token with the role display")
        }
    }

    private static func checkWords(of voice: VoiceDraft, _ draft: CentreDraft, _ texts: Texts) {
        let folder = draft.texts?.scalarText ?? "texts"
        // Without any words the folder is at fault, and was blamed.
        guard texts.all(in: Texts.defaultLanguage).isEmpty == false else { return }
        for language in voice.languages where !texts.languages.contains(language.value) {
            language.place.mistake(
                found: "the language \(quoted(language.value)) without a file",
                expected: anyOf(texts.languages))
        }
        for key in AnnouncementWriter.Key.allCases {
            for language in texts.languages {
                guard let words = texts.own(in: language)[key.rawValue] else {
                    if language == Texts.defaultLanguage {
                        draft.place.mistakes.add(
                            "\(folder)/\(language).yaml", 0,
                            found: "no words for “\(key.rawValue)”",
                            expected: "the key \(key.rawValue), for there is a voice")
                    }
                    continue
                }
                let found = TextsReader.placeholders(in: words)
                let wrong =
                    key.places.subtracting(found).sorted().map { "without {\($0)}" }
                    + found.subtracting(key.allowedPlaces).sorted().map { "with {\($0)}" }
                guard let first = wrong.first else { continue }
                draft.place.mistakes.add(
                    "\(folder)/\(language).yaml", 0, found: "“\(key.rawValue)” \(first)",
                    expected: anyOf(key.allowedPlaces.sorted().map { "{\($0)}" }))
            }
        }
    }
}
