import Kiosk
import KioskTesting
import QueueCore
import Testing

/// A PIN is its own hash here; counts how often somebody looked.
private final class PlainPINs: PINChecker {
    let looks = Watched(0)
    private let isBusy: Bool

    init(isBusy: Bool = false) { self.isBusy = isBusy }

    func matches(_ pin: String, hash: String) async -> Bool? {
        looks.change { $0 += 1 }
        return isBusy ? nil : pin == hash
    }
}

/// A counter with a keypad, a board and its clerk, on a real controller.
private struct Booth {
    let rig: ControllerRig
    let keypad = FakeKeypad("keypad-6", counter: 6)
    let pins: PlainPINs
    let notices: CounterNotices
    private let desk: KeypadDesk

    init(
        accounts: [PINAccount] = [], step: Duration = .milliseconds(1_200),
        pins: PlainPINs = PlainPINs()
    ) throws {
        rig = try ControllerRig()
        self.pins = pins
        // Time goes on by a step whenever somebody looks at it.
        let ticks = Watched(0)
        let uptime: @Sendable () -> Duration = {
            step
                * ticks.change { count in
                    count += 1
                    return count
                }
        }
        notices = CounterNotices(uptime: { .zero })
        desk = KeypadDesk(
            settings: KeypadSettings(
                id: "keypad-6", counter: 6, connection: .input(path: nil, name: "Keypad")),
            keypad: keypad, accounts: accounts, pins: pins, notices: notices, uptime: uptime,
            logger: ControllerRig.silent)
    }

    /// Types the keys, then unplugs the keypad; what it was shown.
    func type(_ keys: String) async -> [KeypadFeedback] {
        for word in keys.split(separator: " ") {
            guard let key = ClerkKey(rawValue: String(word)) else {
                Issue.record("\(word) is no key")
                continue
            }
            keypad.press(key, at: rig.clock.now())
        }
        keypad.end()
        await desk.run(controller: rig.controller, hub: rig.hub)
        return keypad.shown.value
    }

    func counter() async -> Counter? {
        await rig.controller.read { book, _ in book.hall.counters[6] }
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `A keypad at a counter` {
    private static let accounts = [
        PINAccount(clerk: "clerk6", hash: "4711"), PINAccount(clerk: "clerk1", hash: "1111"),
        PINAccount(clerk: "clerk11", hash: "2222"), PINAccount(clerk: "clerk12", hash: "2222"),
    ]

    @Test func `serves a citizen from call to completion for who signed in on the page`()
        async throws
    {
        let booth = try Booth()
        await booth.rig.adopt()
        await booth.rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        await booth.rig.issue("A")
        await booth.rig.issue("B")
        let shown = await booth.type("next next next 2 next recall")
        #expect(shown == [.done, .done, .outcome, .done, .done, .refused(.soon)])
        let first = await booth.rig.record("A")
        #expect(first?.ticket.state == .completed)
        #expect(await booth.rig.record("B")?.ticket.state == .called)
        #expect(await booth.counter()?.clerk == "clerk6")
    }

    @Test func `does nothing while nobody is signed in`() async throws {
        let booth = try Booth()
        await booth.rig.adopt()
        await booth.rig.issue("A")
        let shown = await booth.type("next start complete no-show transfer pause recall")
        #expect(shown.isEmpty)
        #expect(await booth.rig.record("A")?.ticket.state == .waiting)
        #expect(await booth.counter()?.state != .open)
    }

    @Test func `opens for the one clerk whose PIN is typed, and closes again`() async throws {
        let booth = try Booth(accounts: Self.accounts)
        await booth.rig.adopt()
        await booth.rig.issue("A")
        let shown = await booth.type("4 7 1 1 enter next no-show")
        #expect(shown.suffix(3) == [.done, .done, .refused(.soon)])
        #expect(await booth.counter()?.clerk == "clerk6")
        #expect(await booth.rig.record("A")?.ticket.state == .called)
        let after = try Booth(accounts: Self.accounts)
        await after.rig.adopt()
        #expect(await after.type("4 7 1 1 enter 0 pause").suffix(2) == [.typed("0"), .done])
        #expect(await after.counter()?.clerk == nil)
    }

    @Test(arguments: [
        // Somebody at another counter, two with one PIN, nobody's.
        "1 1 1 1 enter", "2 2 2 2 enter", "9 8 7 6 enter",
    ])
    func `stays closed for another PIN`(keys: String) async throws {
        let booth = try Booth(accounts: Self.accounts)
        await booth.rig.adopt()
        let shown = await booth.type(keys)
        #expect(shown.last == .refused(.pin))
        #expect(shown.dropLast() == [.hidden(1), .hidden(2), .hidden(3), .hidden(4)])
        #expect(await booth.counter()?.clerk == nil)
    }

    @Test func `looks at three wrong PINs, then makes who guesses wait`() async throws {
        let booth = try Booth(accounts: Self.accounts, step: .milliseconds(100))
        await booth.rig.adopt()
        let guess = "9 8 7 6 enter "
        let shown = await booth.type(guess + guess + guess + guess + "4 7 1 1 enter")
        let answers = shown.filter { if case .refused = $0 { true } else { false } }
        #expect(
            answers == [.pin, .pin, .pin, .wait, .wait].map { KeypadFeedback.refused($0) })
        // Two clerks serve at this counter, and one more has fields of it: three of four accounts.
        #expect(booth.pins.looks.value == 9)
    }

    @Test func `blames nobody when PINs cannot be looked at`() async throws {
        let booth = try Booth(
            accounts: Self.accounts, step: .milliseconds(100), pins: PlainPINs(isBusy: true))
        await booth.rig.adopt()
        let try4 = "9 8 7 6 enter "
        let shown = await booth.type(try4 + try4 + try4 + try4)
        #expect(shown.filter { $0 == .refused(.unavailable) }.count == 4)
    }

    @Test(arguments: [("transfer 3 enter", "dat-dai", 3), ("transfer 0 5 enter", "cu-tru", nil)])
    func `sends a citizen on by digits`(keys: String, line: LineID, counter: CounterNumber?)
        async throws
    {
        let booth = try Booth()
        await booth.rig.adopt()
        await booth.rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        await booth.rig.submit(.openCounter(3), by: SamplePlan.clerk(3))
        await booth.rig.issue("A")
        let shown = await booth.type("next next " + keys)
        let ticket = await booth.rig.record("A")?.ticket
        #expect(shown.last == .done, "\(shown)")
        #expect(ticket?.state == .waiting)
        #expect(ticket?.number == "1001")
    }

    @Test func `says that nobody waits`() async throws {
        let booth = try Booth()
        await booth.rig.adopt()
        await booth.rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        #expect(await booth.type("next") == [.refused(.nobody)])
        #expect(booth.notices.face(of: 6) == BoardFace(.closed, sign: "Er 2"))
        #expect(booth.notices.face(of: 7) == nil)
    }

    @Test func `takes a press told twice for one`() async throws {
        let booth = try Booth(step: .milliseconds(1))
        await booth.rig.adopt()
        await booth.rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        await booth.rig.issue("A")
        #expect(await booth.type("next next") == [.done])
        #expect(await booth.rig.record("A")?.ticket.state == .called)
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `What is typed at a counter` {
    @Test func `stands on its board for a moment, then the present`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        let uptime = Watched(Duration.zero)
        let notices = CounterNotices { uptime.value }
        let board = FakeBoard("board-6")
        let reconciler = BoardReconciler(
            counter: 6, board: board, notices: notices, logger: ControllerRig.silent)
        let running = Task { await reconciler.run(hub: rig.hub, wallClock: rig.clock) }
        await board.faces.until { $0.last == BoardFace(.blank) }
        notices.show(.typed("12"), at: 6)
        rig.hub.beat()
        await board.faces.until { $0.last == BoardFace(.number("12")) }
        uptime.change { $0 = CounterNotices.life }
        rig.hub.beat()
        await board.faces.until { $0.last == BoardFace(.blank) }
        notices.show(.hidden(3), at: 6)
        notices.show(.done, at: 6)
        #expect(notices.face(of: 6) == nil)
        rig.hub.finish()
        await running.value
    }

    @Test func `never shows a PIN's digits`() {
        for count in 0...9 { #expect(BoardFace(.hidden(count)) == BoardFace(.closed)) }
        #expect(Set(KeypadFault.allCases.map { BoardFace(.refused($0))?.sign }).count == 9)
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `A kiosk whose printer jams` {
    @Test func `gives the next citizen a number all the same`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let panel = FakePanel("panel-1")
        let settings = PanelSettings(
            id: "panel-1", kiosk: "kiosk-1", path: nil, name: nil,
            buttons: [ButtonSettings(code: 288, line: "ho-tich")])
        // Nobody settles the slips: the first one hangs in the printer.
        panel.press(288, pressID: "first", at: rig.clock.now())
        panel.press(288, pressID: "next-citizen", at: rig.clock.now() + .seconds(2))
        panel.end()
        await PressReader(
            settings: settings, panel: panel, identifiers: CountedIdentifiers(),
            logger: ControllerRig.silent
        ).run(controller: rig.controller)
        let numbers = await rig.ordered().compactMap { order in
            if case .slip(let slip) = order { slip.number } else { nil }
        }
        #expect(numbers == ["1001", "1002"])
        let states = await rig.controller.read { book, _ in
            book.settlements.values.map(\.slip)
        }
        #expect(states == [.pending, .pending])
    }
}
