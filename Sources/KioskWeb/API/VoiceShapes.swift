import Kiosk
import QueueCore

/// How zones and announcements look in answers, and their description.
enum VoiceShapes {
    /// What speaks in a zone, by its word in the configuration.
    enum Output: String, CaseIterable { case alsa, page }

    static let zone = Schema.object([
        "zone": .text, "output": Schema.words(Output.self), "volume": .integer(0...100),
        "muted": .flag, "waiting": .count,
    ])

    static let lease = Schema.object([
        "announcement": .text, "kind": Schema.words(AnnouncementOrder.Kind.self),
        // What is said, a sentence a language.
        "text": .list(of: .text), "volume": .integer(1...100), "reportWithinSeconds": .count,
    ])

    static func json(_ zone: Announcer.ZoneView) -> JSONOutput {
        let output: Output = zone.isPage ? .page : .alsa
        return .object([
            "zone": .string(zone.id.rawValue), "output": .string(output.rawValue),
            "volume": .number(zone.volume), "muted": .bool(zone.isMuted),
            "waiting": .number(zone.waiting),
        ])
    }

    static func json(_ lease: Announcer.Lease) -> JSONOutput {
        .object([
            "announcement": .string(lease.id), "kind": .string(lease.kind.rawValue),
            "text": .array(lease.text.map(JSONOutput.string)), "volume": .number(lease.volume),
            "reportWithinSeconds": .number(Int(lease.reportWithin.components.seconds)),
        ])
    }
}
