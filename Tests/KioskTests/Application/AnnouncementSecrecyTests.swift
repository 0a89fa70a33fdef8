import Kiosk
import KioskTesting
import QueueCore
import Testing

/// A hall hears numbers, lines and counters: never who somebody is, nor what for.
@Suite struct `What an announcement never says` {
    /// Each kind, first, second and last invitation, with all that an order can carry.
    private static let orders: [AnnouncementOrder] = AnnouncementOrder.Kind.allCases.flatMap {
        kind in
        [(1, false), (2, false), (3, true)].map { invitation, isLast in
            AnnouncementOrder(
                id: "1/hall", kind: kind, zone: "hall", at: Instant(millisecondsSinceEpoch: 0),
                ticket: "ticket-of-nguyen-van-an", number: "1002", line: "ho-tich", counter: 3,
                invitation: invitation, isLast: isLast)
        }
    }

    /// Whatever somebody might write into a template to have it read out.
    private static let wishes = [
        "name", "person", "citizen", "dossier", "dossiers", "code", "receipt", "ticket", "id",
        "priority", "group", "phone", "clerk", "appointment", "0", "", "Number", "number ",
    ]

    @Test func `an order carries nothing of a person or a dossier`() throws {
        let order = try #require(Self.orders.first)
        #expect(
            Set(Mirror(reflecting: order).children.compactMap(\.label)) == [
                "id", "kind", "zone", "at", "ticket", "number", "line", "counter", "invitation",
                "isLast",
            ])
    }

    @Test(arguments: orders, wishes)
    func `a template that asks for more gets nothing`(
        _ order: AnnouncementOrder, _ wish: String
    ) throws {
        let template = "A {\(wish)} B {number} C {counter} D {line} E {times} F {\(wish)}"
        let keys = AnnouncementWriter.Key.allCases.map { ($0.rawValue, template) }
        var configuration = SampleConfiguration.make()
        configuration.texts = Texts(["vi": Dictionary(keys) { first, _ in first }])
        configuration.voice = VoiceSettings(zones: [])
        let names = try #require(configuration.lineNames["ho-tich"])
        let said = AnnouncementWriter(configuration).announcement(order).sentences
        #expect(said.count == 1)
        #expect(
            said[0].parts == [
                .words("A "), .words(" B "), .number("1002"), .words(" C "), .counter(3),
                .words(" D "), .words(names(in: "vi")), .words(" E "),
                .times(max(1, order.invitation)), .words(" F "),
            ])
    }
}
