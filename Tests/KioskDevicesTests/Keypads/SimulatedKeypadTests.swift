import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5))) struct SimulatedKeypadTests {
    private let settings = [
        KeypadSettings(id: "keypad-1", counter: 1, connection: .input(path: nil, name: "Keypad")),
        KeypadSettings(
            id: "keypad-2", counter: 2,
            connection: .bus(.init(port: "/dev/ttyUSB0", address: 2, family: "latched"))),
        KeypadSettings(
            id: "keypad-3", counter: 3,
            connection: .bus(.init(port: "/dev/ttyUSB0", address: 3, family: "unheard-of"))),
    ]

    @Test func `a key pressed on the bench is the keypad's key, each with its number`() async throws
    {
        let health = HealthWatch()
        let made = KeypadFactory.make(
            settings, shelf: KeypadShelf(), lines: SerialLines(), health: health.board,
            clock: StillClock(), simulated: true)
        let bench = SimulatedBench(
            printers: [], boards: [], panels: [], keypads: made.simulators)
        let keypad = made.keypads[1].keypad
        var keys = keypad.keys.makeAsyncIterator()
        #expect(bench.press(keypad: "keypad-2", key: .next))
        #expect(bench.press(keypad: "keypad-2", key: .next))
        #expect(!bench.press(keypad: "keypad-9", key: .next))
        let events = [await keys.next(), await keys.next()].compactMap(\.self)
        #expect(events.map(\.key) == [.next, .next])
        #expect(events.map(\.sequence) == [1, 2])
        await keypad.show(.refused(.nobody))
        #expect(bench.devices().keypads.map(\.counter) == [1, 2, 3])
        #expect(bench.devices().keypads.map(\.feedback) == [nil, .refused(.nobody), nil])
    }

    @Test func `real keypads are made of what the shelf has`() {
        let made = KeypadFactory.make(
            settings, shelf: KeypadShelf(), lines: SerialLines(), health: HealthWatch().board,
            clock: StillClock(), simulated: false)
        #expect(made.keypads.map(\.settings.id) == ["keypad-1", "keypad-2"])
        #expect(made.keypads[1].keypad is BusKeypad<TTYTransport>)
        #expect(made.simulators.isEmpty)
    }

    @Test func `a button stuck on the bench is reported, gives nothing, and is freed`() {
        let health = HealthWatch()
        let panel = SimulatedPanel(
            PanelSettings(
                id: "panel-1", kiosk: "kiosk-1", path: nil, name: nil,
                buttons: [ButtonSettings(code: 288, line: "ho-tich")]),
            health: health.board, clock: StillClock())
        let bench = SimulatedBench(printers: [], boards: [], panels: [panel])
        #expect(bench.hold(panel: "panel-1", code: 288, true))
        #expect(health.board.health(of: "panel-1")?.condition.detail.contains("stuck") == true)
        #expect(bench.press(panel: "panel-1", code: 288))
        #expect(bench.hold(panel: "panel-1", code: 288, false))
        #expect(health.board.health(of: "panel-1")?.condition.code == .ready)
        #expect(!bench.hold(panel: "panel-1", code: 289, true))
    }
}
