package import QueueCore

/// Says which announcements an event leads to, a zone each.
package struct AnnouncementRules: Sendable {
    private let zones: [VoiceZone]
    private let notices: VoiceNotices

    package init(_ settings: VoiceSettings) {
        zones = settings.zones
        notices = settings.notices
    }

    /// The announcements that follow from an event.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - hall: as it stands after it.
    ///   - sequence: the event's number in the journal, which makes the orders unique.
    ///   - at: when it happened.
    /// - Returns: orders, to be made durable with the event; nearly always none.
    package func orders(
        for event: Event, in hall: Hall, sequence: Int64, at: Instant
    ) -> [AnnouncementOrder] {
        switch event {
        case .ticketCalled(let id, let counter, _, _), .ticketRecalled(let id, let counter):
            guard let ticket = hall.tickets[id] else { return [] }
            // A citizen sent on without an end of service was sent in vain: the centre is sorry.
            let wasSentAway =
                ticket.calls == 1 && ticket.wasTransferred && ticket.services.isEmpty
            return zones(of: counter).map { zone in
                AnnouncementOrder(
                    id: "\(sequence)/\(zone.id)", kind: wasSentAway ? .moved : .call,
                    zone: zone.id, at: at, ticket: id, number: ticket.number, line: ticket.line,
                    counter: counter, invitation: ticket.calls,
                    isLast: ticket.calls >= hall.plan.rules.invitations)
            }
        case .counterPaused(let counter) where notices.paused:
            return zones(of: counter).map { zone in
                AnnouncementOrder(
                    id: "\(sequence)/\(zone.id)", kind: .paused, zone: zone.id, at: at,
                    counter: counter)
            }
        default: return []
        }
    }

    private func zones(of counter: CounterNumber) -> [VoiceZone] {
        zones.filter { $0.covers(counter) }
    }
}
