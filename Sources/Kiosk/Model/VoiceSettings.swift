package import QueueCore

/// What is spoken in the centre's halls, and where; a centre without it is silent.
package struct VoiceSettings: Hashable, Sendable {
    /// How a ticket's number is read.
    package enum Reading: String, Hashable, Sendable, CaseIterable {
        /// Digit by digit: một không không hai.
        case digits
        /// As one would count it: một ngàn không trăm lẻ hai.
        case cardinal
    }

    /// Which words Vietnamese numbers have.
    package enum Dialect: String, Hashable, Sendable, CaseIterable {
        /// ngàn, lẻ.
        case southern
        /// nghìn, linh.
        case northern
    }

    package var reading: Reading
    package var dialect: Dialect
    /// Said one after the other, at least one.
    package var languages: [Texts.Language]
    /// Folder of recorded clips; nil where there are none.
    package var clips: String?
    /// At least one.
    package var zones: [VoiceZone]
    package var notices: VoiceNotices

    package init(
        reading: Reading = .digits, dialect: Dialect = .southern,
        languages: [Texts.Language] = [Texts.defaultLanguage], clips: String? = nil,
        zones: [VoiceZone], notices: VoiceNotices = VoiceNotices()
    ) {
        self.reading = reading
        self.dialect = dialect
        self.languages = languages
        self.clips = clips
        self.zones = zones
        self.notices = notices
    }
}

/// What is said besides invitations.
package struct VoiceNotices: Hashable, Sendable {
    package static let defaultRepeatMinutes = 15

    /// A counter that pauses asks leave.
    package var paused = true
    /// A greeting when the first line begins to give numbers.
    package var opening = false
    /// A word when no line gives numbers any more.
    package var closing = true
    /// An apology once somebody waits so many minutes; nil makes none.
    package var waitMinutes: Int?
    /// Minutes after which it is made again.
    package var repeatMinutes = VoiceNotices.defaultRepeatMinutes

    package init() {}
}

/// People who hear the same loudspeakers, and the one thing that speaks to them.
package struct VoiceZone: Hashable, Sendable {
    /// What speaks.
    package enum Output: Hashable, Sendable {
        /// A sound card of this machine, by its ALSA name such as `default` or `plughw:1,0`.
        case alsa(device: String)
        /// A display's page.
        case page
    }

    /// Another volume at some time of the day.
    package struct Spell: Hashable, Sendable {
        package var span: OpeningHours.Span
        /// 0 to 100; 0 is silence.
        package var volume: Int

        package init(span: OpeningHours.Span, volume: Int) {
            self.span = span
            self.volume = volume
        }
    }

    package static let defaultVolume = 80

    package var id: ZoneID
    /// The counters that people are called to from here; nil for all.
    package var counters: Set<CounterNumber>?
    package var output: Output
    /// The name of the device token whose pages alone may speak here; nil where any display's may.
    package var display: String?
    /// 0 to 100.
    package var volume: Int
    /// Where two overlap the first one counts.
    package var spells: [Spell]

    package init(
        id: ZoneID, counters: Set<CounterNumber>? = nil, output: Output, display: String? = nil,
        volume: Int = VoiceZone.defaultVolume, spells: [Spell] = []
    ) {
        self.id = id
        self.counters = counters
        self.output = output
        self.display = display
        self.volume = volume
        self.spells = spells
    }

    /// How its output is called in the list of devices: `voice-hall`.
    package var device: DeviceID { DeviceID("voice-\(id)") }

    /// Whether what concerns the counter is said here.
    package func covers(_ counter: CounterNumber) -> Bool { counters?.contains(counter) ?? true }

    /// How loud it is at that time of the day; 0 is silence.
    package func volume(at now: Instant) -> Int {
        let minute = Int(now.millisecondsOfDay / 60_000)
        let spell = spells.first { $0.span.from <= minute && minute < $0.span.to }
        return spell?.volume ?? volume
    }
}
