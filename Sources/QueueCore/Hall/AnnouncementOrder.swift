/// People who hear the same loudspeakers, such as `hall` or `upstairs`.
package struct ZoneID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// Something to be said in one zone, with what was true when it was ordered.
///
/// Has number, counter and line alone: nothing of a person is ever spoken.
package struct AnnouncementOrder: Hashable, Sendable, Codable {
    /// What is said.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A citizen is invited to a counter.
        case call
        /// The same, to another counter than the first one, with an apology.
        case moved
        /// A counter asks leave to rest.
        case paused
        /// The centre greets those who wait.
        case opening
        /// No more numbers are given; whoever has one is served.
        case closing
        /// The centre is sorry that people wait so long.
        case waiting
    }

    /// Unique among all announcements: the cause and the zone.
    package let id: String
    package let kind: Kind
    package let zone: ZoneID
    /// When its cause happened.
    package let at: Instant
    package let ticket: TicketID?
    package let number: String?
    package let line: LineID?
    package let counter: CounterNumber?
    /// 1 for the first invitation; 0 for what invites nobody.
    package let invitation: Int
    /// Whether no further invitation follows.
    package let isLast: Bool

    /// An order for what concerns a counter, or nobody in particular.
    package init(
        id: String, kind: Kind, zone: ZoneID, at: Instant, counter: CounterNumber? = nil,
        line: LineID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.zone = zone
        self.at = at
        self.counter = counter
        self.line = line
        ticket = nil
        number = nil
        invitation = 0
        isLast = false
    }

    /// An invitation of a ticket's holder.
    package init(
        id: String, kind: Kind = .call, zone: ZoneID, at: Instant, ticket: TicketID,
        number: String, line: LineID, counter: CounterNumber, invitation: Int = 1,
        isLast: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.zone = zone
        self.at = at
        self.ticket = ticket
        self.number = number
        self.line = line
        self.counter = counter
        self.invitation = invitation
        self.isLast = isLast
    }

    /// Whether somebody is invited; what invites nobody waits behind what does.
    package var isInvitation: Bool { ticket != nil }
}

extension AnnouncementOrder {
    /// Whether it is still true: the very invitation it speaks of is the last one, the counter
    /// that rests still does.
    package func stands(in hall: Hall) -> Bool {
        if let ticket {
            guard let now = hall.tickets[ticket] else { return false }
            return now.state == .called && now.counter == counter && now.lastInvitedAt == at
        }
        guard kind == .paused, let counter else { return true }
        let now = hall.counters[counter]
        return now?.state == .paused && now?.since == at
    }
}
