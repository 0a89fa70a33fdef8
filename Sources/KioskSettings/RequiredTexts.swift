import Kiosk

/// The keys that the program asks words for, so that a gap is met before citizens meet it.
package enum RequiredTexts {
    /// Keys that must have words in Vietnamese.
    package static let keys = [
        "slip.ahead",
        "slip.counters",
        "slip.issued",
        "slip.line",
        "slip.missed",
        "slip.number",
        "slip.reprint",
        "slip.status",
        "slip.test",
        "slip.thanks",
        "slip.wait",
        "slip.wait-under",
        "slip.watch",
    ]

    /// Keys that must have words besides, where there is a voice.
    package static let voiceKeys = AnnouncementWriter.Key.allCases.map(\.rawValue)
}
