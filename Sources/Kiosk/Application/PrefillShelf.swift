package import QueueCore

/// Cards that were scanned, until they are of no more use: in memory, few, and not for long.
package struct PrefillShelf: Sendable {
    /// How long a card is kept for its ticket's clerk.
    package static let lifetime = Duration.seconds(2 * 60 * 60)
    /// How long a card at a kiosk waits for the press that it belongs to.
    package static let visitorTime = Duration.seconds(60)
    /// Cards kept; the oldest goes when one more comes.
    package static let cardsMax = 200

    private struct Entry {
        let card: CitizenCard
        let at: Instant
    }

    private var byTicket: [TicketID: Entry] = [:]
    private var byKiosk: [KioskID: Entry] = [:]

    package init() {}

    /// Keeps a card for whoever presses next at the kiosk; replaces the one before.
    package mutating func keep(_ card: CitizenCard, at kiosk: KioskID, now: Instant) {
        byKiosk[kiosk] = Entry(card: card, at: now)
        trim(now)
    }

    /// Keeps a card for the clerk of a ticket; replaces the one before.
    package mutating func keep(_ card: CitizenCard, for ticket: TicketID, now: Instant) {
        byTicket[ticket] = Entry(card: card, at: now)
        trim(now)
    }

    /// The card of who stands at the kiosk now; nil when none was scanned just before.
    package mutating func visitor(at kiosk: KioskID, now: Instant) -> CitizenCard? {
        trim(now)
        return byKiosk[kiosk]?.card
    }

    /// The press came: the card is the ticket's from now on.
    package mutating func move(from kiosk: KioskID, to ticket: TicketID, now: Instant) {
        trim(now)
        guard let entry = byKiosk.removeValue(forKey: kiosk) else { return }
        byTicket[ticket] = entry
    }

    /// The card of a ticket's citizen.
    package mutating func card(of ticket: TicketID, now: Instant) -> CitizenCard? {
        trim(now)
        return byTicket[ticket]?.card
    }

    /// Forgets the card of one ticket.
    package mutating func forget(_ ticket: TicketID) { byTicket[ticket] = nil }

    /// Forgets every card whose ticket is none of these.
    package mutating func keepOnly(_ isWanted: (TicketID) -> Bool) {
        byTicket = byTicket.filter { isWanted($0.key) }
    }

    /// The tickets with a card.
    package var tickets: [TicketID] { Array(byTicket.keys) }

    /// Cards kept now, of tickets and at kiosks.
    package var count: Int { byTicket.count + byKiosk.count }

    /// Drops what is too old or too much; a clock that ran back makes a card old as well.
    package mutating func trim(_ now: Instant) {
        byKiosk = byKiosk.filter { Self.isFresh($0.value, Self.visitorTime, now) }
        byTicket = byTicket.filter { Self.isFresh($0.value, Self.lifetime, now) }
        while byTicket.count > Self.cardsMax,
            let oldest = byTicket.min(by: { $0.value.at < $1.value.at })
        {
            byTicket[oldest.key] = nil
        }
        while byKiosk.count > Self.cardsMax,
            let oldest = byKiosk.min(by: { $0.value.at < $1.value.at })
        {
            byKiosk[oldest.key] = nil
        }
    }

    private static func isFresh(_ entry: Entry, _ length: Duration, _ now: Instant) -> Bool {
        (.zero..<length).contains(now.since(entry.at))
    }
}
