package import Kiosk

/// Guidance whose sound is its own text.
package struct FakeGuidance: GuidanceSpeaker {
    package init() {}

    package func sound(of words: String, in language: Texts.Language) async -> SpokenSound? {
        SpokenSound(
            wav: Array("\(language): \(words)".utf8), duration: .seconds(1), isWhole: true)
    }
}

/// Sound that is its own text: `1002→6@80`, the words with their volume.
package struct FakeStudio: SpeechRenderer {
    private let isWhole: Bool

    package init(isWhole: Bool = true) { self.isWhole = isWhole }

    package func text(of announcement: Announcement) -> [String] {
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

    package func sound(of announcement: Announcement, volume: Int) async -> SpokenSound {
        let text = text(of: announcement).joined(separator: "|") + "@\(volume)"
        return SpokenSound(wav: Array(text.utf8), duration: .seconds(5), isWhole: isWhole)
    }
}
