import Kiosk
import KioskDevices
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5))) struct SimulatedBenchTests {
    private struct Paper: SimulatedSlipPrinter {
        let id: DeviceID = "printer-1"
        let slipCount = 1
        let bytesReceived = 42
        let breakages: [BenchBreakage] = []

        func slip(_ index: Int) -> Raster? {
            index == 1 ? Raster(widthDots: 8, heightDots: 1) : nil
        }

        func set(_ fault: BenchFault, _ isOn: Bool) -> Bool { false }
    }

    private let panelSettings = PanelSettings(
        id: "panel-1", kiosk: "kiosk-1", path: nil, name: nil,
        buttons: [ButtonSettings(code: 288, line: "ho-tich")])

    @Test func `a press on the bench is a press of the panel`() async throws {
        let health = HealthWatch()
        let made = PanelFactory.make(
            [panelSettings], health: health.board, clock: StillClock(), simulated: true)
        let bench = SimulatedBench(printers: [], boards: [], panels: made.simulators)
        var presses = try #require(made.panels.first).panel.presses.makeAsyncIterator()
        #expect(bench.press(panel: "panel-1", code: 288))
        let press = try #require(await presses.next())
        #expect(press.code == 288)
        #expect(press.panel == "panel-1")
        #expect(press.at == StillClock().now())
        #expect(!bench.press(panel: "panel-1", code: 289))
        #expect(!bench.press(panel: "panel-2", code: 288))
    }

    @Test func `an impatient press gives no second ticket`() async throws {
        let panel = SimulatedPanel(
            panelSettings, health: HealthWatch().board, clock: StillClock())
        let presses = panel.presses
        #expect(panel.press(288))
        #expect(panel.press(288))
        let run = Task { await panel.run() }
        run.cancel()
        await run.value
        var count = 0
        for await _ in presses { count += 1 }
        #expect(count == 1)
    }

    @Test func `the bench shows every simulated device`() {
        let board = SimulatedBoard(BoardBench.settings("board-6", port: "/dev/sim"))
        let panel = SimulatedPanel(
            panelSettings, health: HealthWatch().board, clock: StillClock())
        let bench = SimulatedBench(printers: [Paper()], boards: [board], panels: [panel])
        let snapshot = bench.devices()
        #expect(snapshot.printers.map(\.bytes) == [42])
        #expect(snapshot.boards.map(\.segments) == [[0, 0, 0, 0]])
        #expect(snapshot.boards.map(\.view) == [.counter(6)])
        #expect(snapshot.panels.map(\.buttons.count) == [1])
        #expect(bench.slip(printer: "printer-1", index: 1)?.widthDots == 8)
        #expect(bench.slip(printer: "printer-1", index: 2) == nil)
        #expect(bench.slip(printer: "printer-9", index: 1) == nil)
    }

    @Test func `a device without its cable is missing, gives nothing, and comes back`() async {
        let health = HealthWatch()
        let panel = SimulatedPanel(panelSettings, health: health.board, clock: StillClock())
        let bench = SimulatedBench(printers: [], boards: [], panels: [panel])
        #expect(bench.set(.unplugged, of: "panel-1", true))
        await health.wait("panel-1", .missing)
        #expect(bench.press(panel: "panel-1", code: 288))
        #expect(bench.set(.unplugged, of: "panel-1", false))
        await health.wait("panel-1", .ready)
        let presses = panel.presses
        #expect(bench.press(panel: "panel-1", code: 288))
        let run = Task { await panel.run() }
        run.cancel()
        await run.value
        var count = 0
        for await _ in presses { count += 1 }
        #expect(count == 1)
    }

    @Test func `a stuck button is told, gives one press, and another when it is free`() async {
        let health = HealthWatch()
        let panel = SimulatedPanel(panelSettings, health: health.board, clock: StillClock())
        let bench = SimulatedBench(printers: [], boards: [], panels: [panel])
        #expect(bench.hold(panel: "panel-1", code: 288, true))
        await health.wait("panel-1", .stuck)
        #expect(bench.devices().panels.first?.held == [288])
        #expect(bench.hold(panel: "panel-1", code: 288, false))
        await health.wait("panel-1", .ready)
        #expect(!bench.hold(panel: "panel-1", code: 1, true))
    }

    @Test(arguments: BenchFault.allCases)
    func `a fault that a device cannot have is refused`(_ fault: BenchFault) {
        let panel = SimulatedPanel(
            panelSettings, health: HealthWatch().board, clock: StillClock())
        let bench = SimulatedBench(printers: [], boards: [], panels: [panel])
        #expect(bench.set(fault, of: "panel-1", true) == (fault == .unplugged))
        #expect(!bench.set(fault, of: "panel-9", true))
    }
}
