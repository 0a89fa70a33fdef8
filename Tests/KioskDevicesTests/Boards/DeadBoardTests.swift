import CUSBSim
import DeviceWire
import Kiosk
import KioskDevices
import KioskTesting
import QueueCore
import Synchronization
import Testing

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct `A board that dies` {
    /// How often the program lets the boards be looked at, whatever happens in the hall.
    private static let beat = Duration.seconds(5)
    private let port = temporaryPort()

    /// The worst moment: just after it was told, and a beat comes just before it is told again.
    @Test func `is alarmed within ten seconds though nobody calls`() async throws {
        let isDead = Mutex(false)
        let told = Watched(0)
        let far = try ScriptedBoard(at: port) { _, request in
            told.change { $0 += 1 }
            return isDead.withLock { $0 } ? .nothing : .bytes(request.answer)
        }
        let health = HealthWatch()
        // The driver as it is shipped; its own look at the port finds nothing new.
        let board = SerialBoard(
            BoardBench.settings("board-6", port: port),
            bus: SerialBus(
                label: "test", baud: 9_600, transport: TTYTransport(path: port, baud: 9_600)),
            health: health.board)
        let rig = try ControllerRig()
        await rig.adopt()
        let clock = ManualClock()
        let reconciler = BoardReconciler(counter: 6, board: board, logger: ControllerRig.silent)
        await withTaskGroup { group in
            group.addTask { await board.run() }
            group.addTask {
                await reconciler.run(hub: rig.hub, wallClock: rig.clock, clock: clock)
            }
            await health.wait("board-6", .ready)
            // The reconciler's own first word, besides the driver's.
            rig.hub.beat()
            _ = await told.until { $0 >= 2 }
            isDead.withLock { $0 = true }
            let died = clock.now
            clock.advance(by: BoardReconciler.healInterval - .milliseconds(1))
            rig.hub.beat()
            clock.advance(by: Self.beat)
            rig.hub.beat()
            await health.wait("board-6", .silent)
            let alarmed = died.duration(to: clock.now) + BoardTiming().longestShow
            #expect(alarmed < .seconds(10))
            group.cancelAll()
        }
        withExtendedLifetime(far) {}
    }

    @Test func `and cannot answer says in its health that nobody knows`() async throws {
        let terminal = try PseudoTerminal()
        var settings = BoardBench.settings("board-6", port: terminal.path)
        settings.answers = false
        let bench = BoardBench([settings])
        try await bench.run { board in
            try await board.show(BoardFace(.number("1002")))
            let condition = bench.health.board.health(of: "board-6")?.condition
            #expect(condition?.code == .ready)
            #expect(condition?.detail.contains("cannot answer") == true)
        }
    }
}
