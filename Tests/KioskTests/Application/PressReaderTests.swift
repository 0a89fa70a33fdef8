import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The reader of a button panel` {
    @Test func `makes one press one ticket, whatever else is pressed`() async throws {
        let rig = try ControllerRig()
        await rig.adopt(SamplePlan.plan(lastInSeries: 2))
        let panel = FakePanel("panel-1")
        let settings = PanelSettings(
            id: "panel-1", kiosk: "kiosk-1", path: nil, name: nil,
            buttons: [
                ButtonSettings(code: 288, line: "ho-tich"), ButtonSettings(code: 289, line: "khac"),
            ])
        let now = rig.clock.now()
        let presses: [(Int, String)] = [
            (288, "1"), (288, "1"), (300, "2"), (289, "3"), (288, "4"), (288, "5"), (288, "3"),
        ]
        for (code, pressID) in presses { panel.press(code, pressID: pressID, at: now) }
        panel.end()
        await PressReader(
            settings: settings, panel: panel, identifiers: CountedIdentifiers(),
            logger: ControllerRig.silent
        ).run(controller: rig.controller)
        let tickets = await rig.controller.read { book, _ in
            book.hall.tickets.values.sorted { $0.order < $1.order }
        }
        #expect(tickets.map(\.number) == ["1001", "9001", "1002"])
        #expect(tickets.allSatisfy { $0.kiosk == "kiosk-1" && $0.channel == .kiosk })
        #expect(Set(tickets.map(\.statusToken)).count == 3)
    }

    @Test func `names are sortable by time and not to be guessed`() {
        let identifiers = RandomIdentifiers()
        let early = identifiers.ticketID(at: Instant(millisecondsSinceEpoch: 1_795_395_600_000))
        let late = identifiers.ticketID(at: Instant(millisecondsSinceEpoch: 1_795_395_600_001))
        #expect(early < late)
        #expect(early.rawValue.count == 26 && early.rawValue.prefix(10) != late.rawValue.prefix(10))
        let tokens = Set((0..<1_000).map { _ in identifiers.token() })
        #expect(tokens.count == 1_000)
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        #expect(tokens.allSatisfy { $0.count == 22 && allowed.isSuperset(of: $0) })
    }
}
