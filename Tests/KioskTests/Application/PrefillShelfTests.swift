import Kiosk
import QueueCore
import Testing

@Suite struct `The shelf of scanned cards` {
    private static let start = Instant(millisecondsSinceEpoch: 1_795_600_000_000)

    private static func card(_ identity: String) -> CitizenCard {
        CitizenCard(
            identity: identity, formerIdentity: nil, name: "LÊ A",
            bornOn: ServiceDay(daysSinceEpoch: 0), sex: "Nam", address: "",
            issuedOn: ServiceDay(daysSinceEpoch: 19_000))
    }

    @Test func `holds so many cards, and then the newest of them`() {
        var shelf = PrefillShelf()
        for index in 0...PrefillShelf.cardsMax {
            shelf.keep(
                Self.card("\(index)"), for: TicketID("T\(index)"),
                now: Self.start + .milliseconds(index))
        }
        let now = Self.start + .seconds(1)
        #expect(shelf.count == PrefillShelf.cardsMax)
        #expect(shelf.card(of: "T0", now: now) == nil)
        #expect(shelf.card(of: "T1", now: now) == Self.card("1"))
    }

    @Test func `forgets a visitor who pressed nothing, and a card that nobody asked for`() {
        var shelf = PrefillShelf()
        shelf.keep(Self.card("1"), at: "kiosk-1", now: Self.start)
        shelf.keep(Self.card("2"), for: "T2", now: Self.start)
        let justBefore = Self.start + PrefillShelf.visitorTime - .milliseconds(1)
        #expect(shelf.visitor(at: "kiosk-1", now: justBefore) != nil)
        #expect(shelf.visitor(at: "kiosk-1", now: Self.start + PrefillShelf.visitorTime) == nil)
        let last = Self.start + PrefillShelf.lifetime - .milliseconds(1)
        #expect(shelf.card(of: "T2", now: last) != nil)
        #expect(shelf.card(of: "T2", now: Self.start + PrefillShelf.lifetime) == nil)
        #expect(shelf.count == 0)
    }

    @Test func `forgets one card as its clerk asks, and no other`() {
        var shelf = PrefillShelf()
        shelf.keep(Self.card("1"), for: "T1", now: Self.start)
        shelf.keep(Self.card("2"), for: "T2", now: Self.start)
        shelf.forget("T1")
        shelf.forget("T3")
        #expect(shelf.card(of: "T1", now: Self.start) == nil)
        #expect(shelf.card(of: "T2", now: Self.start) == Self.card("2"))
    }

    @Test func `trusts no clock that ran back`() {
        var shelf = PrefillShelf()
        shelf.keep(Self.card("1"), for: "T1", now: Self.start)
        #expect(shelf.card(of: "T1", now: Self.start - .seconds(1)) == nil)
    }
}
