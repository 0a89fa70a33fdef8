package import QueueCore

// How the zones are, for people and pages.
extension Announcer {
    /// A zone as a manager sees it.
    package struct ZoneView: Hashable, Sendable {
        package let id: ZoneID
        /// Whether a display's page speaks there, and no sound card.
        package let isPage: Bool
        /// 0 to 100, at this time of the day; 0 is silence.
        package let volume: Int
        package let isMuted: Bool
        /// Announcements that wait, without the one that is being said.
        package let waiting: Int
    }

    /// Whether there is such a zone.
    package func isZone(_ zone: ZoneID) -> Bool { zones[zone] != nil }

    /// Whether pages of that device may speak there, as far as the settings say.
    ///
    /// - Parameters:
    ///   - zone: one that is spoken by pages.
    ///   - display: the name of the asking device's token; nil for whoever is no device.
    /// - Returns: true also for a zone that names no display, or that there is not.
    package func maySpeak(in zone: ZoneID, display: String?) -> Bool {
        guard let wanted = zones[zone]?.display else { return true }
        return wanted == display
    }

    /// Every zone, in the order of their names.
    package func zoneViews() -> [ZoneView] {
        let now = clock.now()
        return zones.values.map { zone in
            ZoneView(
                id: zone.id, isPage: zone.output == .page, volume: zone.volume(at: now),
                isMuted: isMuted(zone.id), waiting: waiting(in: zone.id))
        }.sorted { $0.id.rawValue < $1.id.rawValue }
    }
}
