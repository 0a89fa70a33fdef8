import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `A counter's board` {
    @Test func `shows what the counter does`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let clerk = SamplePlan.clerk(6)
        await rig.issue("A")
        func face(_ seconds: Int = 0) throws -> BoardFace {
            BoardReconciler.face(
                of: 6, in: try #require(rig.hub.latest), at: rig.clock.now() + .seconds(seconds))
        }
        let number = BoardFace.Content.number("1001")
        #expect(try face() == BoardFace(.closed))
        await rig.submit(.openCounter(6), by: clerk)
        #expect(try face() == BoardFace(.blank))
        await rig.submit(.callNext(6), by: clerk)
        #expect(try face() == BoardFace(number, blinks: true))
        #expect(try face(9) == BoardFace(number, blinks: true))
        #expect(try face(10) == BoardFace(number))
        rig.clock.advance(by: .seconds(45))
        await rig.submit(.recall(6), by: clerk)
        #expect(try face(9) == BoardFace(number, blinks: true))
        await rig.submit(.start(6), by: clerk)
        #expect(try face() == BoardFace(number))
        await rig.submit(.pauseCounter(6, note: "lunch"), by: clerk)
        #expect(try face() == BoardFace(number))
        await rig.submit(.complete(6, .refused, procedures: []), by: clerk)
        #expect(try face() == BoardFace(.paused))
        let latest = try #require(rig.hub.latest)
        #expect(
            BoardReconciler.face(of: 99, in: latest, at: rig.clock.now()) == BoardFace(.blank))
    }

    @Test func `is sent a change once, and again after it did not answer`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
        let board = FakeBoard("board-6")
        let reconciler = BoardReconciler(
            counter: 6, board: board, logger: ControllerRig.silent)
        let running = Task { await reconciler.run(hub: rig.hub, wallClock: rig.clock) }
        await board.faces.until { $0 == [BoardFace(.blank)] }
        board.beSilent(true)
        await rig.submit(.pauseCounter(6, note: "lunch"), by: SamplePlan.clerk(6))
        await board.faces.until { $0.last == BoardFace(.paused) }
        board.beSilent(false)
        let before = board.faces.value.count
        rig.hub.beat()
        await board.faces.until { $0.count > before }
        #expect(board.faces.value.last == BoardFace(.paused))
        rig.hub.finish()
        await running.value
    }
}
