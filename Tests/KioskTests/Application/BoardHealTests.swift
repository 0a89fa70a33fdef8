import Kiosk
import KioskTesting
import QueueCore
import Testing

/// A clock that a test moves, and that tells how often it was read.
private final class SteppedClock: Clock {
    struct Instant: InstantProtocol {
        let offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.offset < rhs.offset }
    }

    private let state = Watched((now: Duration.zero, reads: 0))

    var minimumResolution: Duration { .zero }
    var now: Instant {
        state.change { state in
            state.reads += 1
            return Instant(offset: state.now)
        }
    }
    var present: Duration { state.value.now }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {}

    /// Waits until the reconciler has looked at the beat that `body` makes.
    func look(_ body: () -> Void) async {
        let before = state.value.reads
        body()
        await state.until { $0.reads > before }
    }

    func advance(by length: Duration) { state.change { $0.now += length } }
}

/// A board that keeps when it was told what.
private final class TimedBoard: Board {
    let id: DeviceID = "board-6"
    let shows = Watched<[(at: Duration, face: BoardFace)]>([])
    private let clock: SteppedClock

    init(_ clock: SteppedClock) {
        self.clock = clock
    }

    func run() async {}
    func show(_ face: BoardFace) async throws(DeviceError) {
        shows.change { $0.append((clock.present, face)) }
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `A board that nothing changes on` {
    @Test func `is told again every four seconds, and not before`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        await rig.controller.refresh()
        let clock = SteppedClock()
        let board = TimedBoard(clock)
        let reconciler = BoardReconciler(
            counter: 6, board: board, logger: ControllerRig.silent)
        let running = Task {
            await reconciler.run(hub: rig.hub, wallClock: rig.clock, clock: clock)
        }
        await board.shows.until { $0.count == 1 }
        for second in 1...9 {
            clock.advance(by: .seconds(1))
            await clock.look { rig.hub.beat() }
            if second % 4 == 0 { await board.shows.until { $0.count == 1 + second / 4 } }
        }
        rig.hub.finish()
        await running.value
        #expect(board.shows.value.map(\.at) == [.zero, .seconds(4), .seconds(8)])
        #expect(Set(board.shows.value.map(\.face)) == [BoardFace(.closed)])
        #expect(BoardReconciler.healInterval == .seconds(4))
    }
}
