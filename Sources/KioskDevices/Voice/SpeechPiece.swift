package import Kiosk

/// Words that are always said the same way: what one clip holds.
package struct SpeechPiece: Hashable, Sendable {
    package let language: Texts.Language
    /// Without punctuation at its ends: `đến quầy số`.
    package let words: String

    package init(language: Texts.Language, words: String) {
        self.language = language
        self.words = words
    }

    /// Its file below the folder of clips: `vi/ddeens-quaafy-soos.wav`.
    package var file: String { "\(language)/\(ClipName.of(words)).wav" }
}
