import CUSBSim
import Kiosk
import KioskDevices
import QueueCore
import Testing

/// The real driver on an emulated `/dev/input` node.
@Suite(
    .serialized, .timeLimit(.minutes(5)),
    .enabled(
        if: evdevsim_available(),
        "NOT RUN: the process was not started by umockdev-wrapper, evdev is untested"))
struct EvdevPanelTests {
    private static let keyEvent: UInt16 = 1
    private static let button: UInt16 = 288
    private static let second: Int64 = 1_000_000

    let health = HealthWatch()

    private func panel(path: String? = nil, name: String? = "Button box") -> EvdevPanel {
        let settings = PanelSettings(
            id: "panel-1", kiosk: "kiosk-1", path: path, name: name,
            buttons: [288, 289].map { ButtonSettings(code: $0, line: "ho-tich") })
        return EvdevPanel(
            settings, health: health.board, clock: StillClock(),
            searchInterval: .milliseconds(20))
    }

    func plug(_ name: String = "Button box") -> Bool {
        evdevsim_plug(7, name, 288, 295) == 0
    }

    /// Key events and the report's end behind each, as the kernel sends them.
    func send(_ events: [(code: UInt16, value: Int32, seconds: Int64)]) {
        for event in events {
            let at = event.seconds * Self.second
            evdevsim_event(Self.keyEvent, event.code, event.value, at)
            evdevsim_event(0, 0, 0, at)
        }
    }

    /// Runs the panel while `body` runs.
    func run(
        _ panel: EvdevPanel, _ body: (AsyncStream<ButtonPress>) async throws -> Void
    ) async throws {
        let presses = panel.presses
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await panel.run() }
            try await body(presses)
            group.cancelAll()
        }
    }

    @Test func `a press is delivered, auto-repeat and release are not`() async throws {
        try #require(plug())
        defer { evdevsim_unplug() }
        try await run(panel()) { presses in
            await health.wait("panel-1", .ready)
            #expect(health.board.health(of: "panel-1")?.condition.detail == "Button box")
            send([(288, 1, 10), (288, 2, 11), (288, 2, 14), (288, 0, 15), (290, 1, 15)])
            send([(289, 1, 16)])
            var reader = presses.makeAsyncIterator()
            let first = try #require(await reader.next())
            let second = try #require(await reader.next())
            #expect([first.code, second.code] == [288, 289])
            #expect(first.pressID != second.pressID)
            #expect(first.pressID.utf8.count <= 64)
            #expect(first.pressID.allSatisfy { $0.isLetter || $0.isNumber || "._:-".contains($0) })
        }
    }

    @Test func `the panel is grabbed`() async throws {
        try #require(plug())
        defer { evdevsim_unplug() }
        try await run(panel(path: "/dev/input/event7")) { _ in
            await health.wait("panel-1", .ready)
            #expect(evdevsim_is_grabbed())
            #expect(evdevsim_grab_count() == 1)
        }
    }

    @Test func `a panel that another program holds is offline until it is free`() async throws {
        try #require(plug())
        defer { evdevsim_unplug() }
        evdevsim_refuse_grab(true)
        try await run(panel()) { _ in
            await health.wait("panel-1", .offline)
            evdevsim_refuse_grab(false)
            await health.wait("panel-1", .ready)
        }
    }

    @Test func `unplugged it is missing, plugged in again it works`() async throws {
        try #require(plug())
        try await run(panel()) { presses in
            await health.wait("panel-1", .ready)
            evdevsim_unplug()
            await health.wait("panel-1", .missing)
            try #require(plug("Button box, second socket"))
            await health.wait("panel-1", .ready)
            send([(289, 1, 30)])
            var reader = presses.makeAsyncIterator()
            #expect(await reader.next()?.code == 289)
        }
        evdevsim_unplug()
    }

    @Test func `after an overrun a key that is down is a press`() async throws {
        try #require(plug())
        defer { evdevsim_unplug() }
        try await run(panel()) { presses in
            await health.wait("panel-1", .ready)
            evdevsim_hold(289, true)
            evdevsim_event(0, 3, 0, 20 * Self.second)
            evdevsim_event(0, 0, 0, 20 * Self.second)
            var reader = presses.makeAsyncIterator()
            #expect(await reader.next()?.code == 289)
            // Reading goes on as before.
            send([(288, 1, 30)])
            #expect(await reader.next()?.code == 288)
        }
    }

    @Test func `a box of another name, or without the keys, is left alone`() async throws {
        try #require(plug("Barcode scanner"))
        defer { evdevsim_unplug() }
        try await run(panel()) { _ in
            await health.wait("panel-1", .missing)
            #expect(evdevsim_grab_count() == 0)
        }
    }

    @Test func `the doctor sees the box and may read it`() throws {
        try #require(plug())
        defer { evdevsim_unplug() }
        let node = InputInventory.devices().first { $0.path == "/dev/input/event7" }
        #expect(node?.mayRead == true)
    }
}
