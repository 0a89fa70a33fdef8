package import QueueCore

/// Sees in the hall's snapshots what is to be said although nobody pressed anything: the first
/// number, the last one, and that somebody waits too long.
package struct NoticeWatch: Sendable {
    private struct Memory {
        /// Whether a line gave numbers; nil before the first look.
        var wasOpen: Bool?
        var lastApology: Instant?
    }

    private let zones: [VoiceZone]
    private let notices: VoiceNotices
    private var memory: [ZoneID: Memory] = [:]

    package init(_ settings: VoiceSettings) {
        zones = settings.zones
        notices = settings.notices
    }

    /// Announcements that fall due, each only once.
    ///
    /// - Parameters:
    ///   - lines: of the newest snapshot.
    ///   - now: the snapshot's time or later.
    /// - Returns: orders that need not be durable: nothing is lost with them.
    package mutating func due(_ lines: [Hall.LineView], at now: Instant) -> [AnnouncementOrder] {
        var orders: [AnnouncementOrder] = []
        for zone in zones {
            let heard = lines.filter { $0.counters.contains(where: zone.covers) }
            var known = memory[zone.id] ?? Memory()
            let isOpen = heard.contains { $0.state == .open }
            switch (known.wasOpen, isOpen) {
            case (false, true) where notices.opening:
                orders.append(Self.order(.opening, zone, now))
            // A hall that is empty has nobody to tell.
            case (true, false) where notices.closing && heard.contains { $0.waiting > 0 }:
                orders.append(Self.order(.closing, zone, now))
            default: break
            }
            known.wasOpen = isOpen
            if isTooLong(heard, known.lastApology, now) {
                known.lastApology = now
                orders.append(Self.order(.waiting, zone, now))
            }
            memory[zone.id] = known
        }
        return orders
    }

    private func isTooLong(_ lines: [Hall.LineView], _ last: Instant?, _ now: Instant) -> Bool {
        guard let limit = notices.waitMinutes,
            let oldest = lines.compactMap(\.oldestIssuedAt).min(),
            now.since(oldest) >= .minutes(limit)
        else { return false }
        return last.map { now.since($0) >= .minutes(notices.repeatMinutes) } ?? true
    }

    private static func order(
        _ kind: AnnouncementOrder.Kind, _ zone: VoiceZone, _ now: Instant
    ) -> AnnouncementOrder {
        AnnouncementOrder(
            id: "\(kind.rawValue)-\(now.millisecondsSinceEpoch)/\(zone.id)", kind: kind,
            zone: zone.id, at: now)
    }
}
