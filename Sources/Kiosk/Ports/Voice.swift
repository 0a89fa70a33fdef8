/// Makes sound of announcements.
package protocol SpeechRenderer: Sendable {
    /// The announcement as it is said, numbers in words, a sentence a language; for captions.
    func text(of announcement: Announcement) -> [String]

    /// The chime and the sentences as one sound.
    ///
    /// Prepared ahead as far as possible; takes at most ten seconds where a voice must be made
    /// first, and never fails: what cannot be said leaves the chime, which sends eyes to a board.
    ///
    /// - Parameters:
    ///   - announcement: what is said.
    ///   - volume: 1 to 100.
    /// - Returns: the sound, at that volume.
    func sound(of announcement: Announcement, volume: Int) async -> SpokenSound
}

/// A sound as a WAV file, ready to be played.
package struct SpokenSound: Hashable, Sendable {
    /// RIFF WAVE, 16 bits, one channel.
    package let wav: [UInt8]
    package let duration: Duration
    /// Whether all of it is said; otherwise it is the chime alone.
    package let isWhole: Bool

    package init(wav: [UInt8], duration: Duration, isWhole: Bool) {
        self.wav = wav
        self.duration = duration
        self.isWhole = isWhole
    }
}

/// A sound card's output in one zone.
package protocol Loudspeaker: DeviceDriver {
    /// Plays the sound to its end; one at a time, in the order of the calls.
    ///
    /// Takes at most the sound's duration and five seconds. Never repeats by itself: nobody knows
    /// how much was heard.
    ///
    /// - Throws: `DeviceError` when it was not played to its end.
    func play(_ sound: SpokenSound) async throws(DeviceError)
}

/// Says what a kiosk's screen shows, for who cannot see it.
package protocol GuidanceSpeaker: Sendable {
    /// The words as one sound; takes at most ten seconds, mostly some hundredths of one.
    ///
    /// - Parameters:
    ///   - words: at most `guidanceWordsMax` characters.
    ///   - language: one that there are texts in.
    /// - Returns: nil when no voice can be made, or too many ask at once.
    func sound(of words: String, in language: Texts.Language) async -> SpokenSound?
}

/// Characters of one piece of guidance: some fifteen seconds of speech.
package let guidanceWordsMax = 160
