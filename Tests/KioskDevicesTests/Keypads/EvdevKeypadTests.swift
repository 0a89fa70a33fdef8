import CUSBSim
import Kiosk
import KioskDevices
import QueueCore
import Testing

// Part of the panels' suite: both move one emulated node, and must not do so at once.
extension EvdevPanelTests {
    private func keypad(path: String? = nil, name: String? = "Keypad") -> EvdevKeypad {
        let settings = KeypadSettings(
            id: "keypad-6", counter: 6, connection: .input(path: path, name: name))
        return EvdevKeypad(
            settings, path: path, name: name, health: health.board, clock: StillClock(),
            searchInterval: .milliseconds(20))
    }

    private func run(
        _ keypad: EvdevKeypad, _ body: (AsyncStream<KeyEvent>) async throws -> Void
    ) async throws {
        let keys = keypad.keys
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await keypad.run() }
            try await body(keys)
            group.cancelAll()
        }
    }

    @Test func `a clerk's keypad is grabbed and its keys come one by one`() async throws {
        try #require(evdevsim_plug(7, "Keypad", 1, 98) == 0)
        defer { evdevsim_unplug() }
        try await run(keypad()) { keys in
            await health.wait("keypad-6", .ready)
            #expect(evdevsim_is_grabbed())
            // 1, bounced, and 1 again within a second: a PIN may have both.
            send([(79, 1, 10), (79, 0, 11), (79, 1, 12), (79, 2, 13), (79, 0, 14)])
            // A key without meaning, then + and enter.
            send([(30, 1, 15), (30, 0, 15), (78, 1, 16), (78, 0, 17), (96, 1, 18)])
            var reader = keys.makeAsyncIterator()
            var found: [ClerkKey] = []
            while found.count < 4, let event = await reader.next() { found.append(event.key) }
            #expect(found == [.one, .one, .next, .enter])
        }
    }

    @Test func `a clerk's keypad that is pulled out is missing, then found again`() async throws {
        try #require(evdevsim_plug(7, "Keypad", 1, 98) == 0)
        try await run(keypad(path: "/dev/input/event7", name: nil)) { keys in
            await health.wait("keypad-6", .ready)
            evdevsim_unplug()
            await health.wait("keypad-6", .missing)
            try #require(evdevsim_plug(7, "Keypad", 1, 98) == 0)
            await health.wait("keypad-6", .ready)
            send([(78, 1, 30)])
            var reader = keys.makeAsyncIterator()
            #expect(await reader.next()?.key == .next)
        }
        evdevsim_unplug()
    }

    @Test func `a stuck button is reported, the others go on, and freed it works`() async throws {
        try #require(plug())
        defer { evdevsim_unplug() }
        var settings = PanelSettings(
            id: "panel-1", kiosk: "kiosk-1", path: nil, name: "Button box",
            buttons: [288, 289].map { ButtonSettings(code: $0, line: "ho-tich") })
        settings.stuckSeconds = 1
        let panel = EvdevPanel(
            settings, health: health.board, clock: StillClock(),
            searchInterval: .milliseconds(20))
        try await run(panel) { presses in
            await health.wait("panel-1", .ready)
            var reader = presses.makeAsyncIterator()
            send([(288, 1, 10)])
            #expect(await reader.next()?.code == 288)
            await health.wait("panel-1", .stuck)
            let detail = try #require(health.board.health(of: "panel-1")?.condition.detail)
            #expect(detail.contains("stuck") && detail.contains("288"))
            send([(288, 2, 14), (289, 1, 15), (289, 0, 15)])
            #expect(await reader.next()?.code == 289)
            send([(288, 0, 20)])
            await health.wait("panel-1", .ready)
            send([(288, 1, 30)])
            #expect(await reader.next()?.code == 288)
        }
    }
}
