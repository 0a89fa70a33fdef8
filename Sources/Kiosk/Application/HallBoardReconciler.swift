package import Logging
package import QueueCore
import Synchronization

/// Keeps the hall board showing the last calls, a board a row: newest at the top, each for its
/// dwell time, blinking while that runs.
///
/// A row is a board of any protocol, told a number and its counter as digits in one: `100206` is
/// 1002 at counter 6. The rows are told side by side, so that a dead one holds nobody up.
package struct HallBoardReconciler: Sendable {
    /// The most digits of a counter's number on a row.
    package static let counterDigitsMax = 3

    /// A row: its board, and how many digits at its end tell the counter.
    package struct Row: Sendable {
        package let board: any Board
        /// 0 for none.
        package let counterDigits: Int

        package init(_ board: any Board, counterDigits: Int) {
            self.board = board
            self.counterDigits = counterDigits
        }
    }

    private let rows: [Row]
    private let logger: Logger

    /// A reconciler for one hall board.
    ///
    /// - Parameters:
    ///   - rows: from the top down.
    ///   - logger: hears of rows that do not answer.
    package init(rows: [Row], logger: Logger) {
        self.rows = rows
        self.logger = logger
    }

    /// What a row must show: blank past the last call.
    ///
    /// A counter of more than `counterDigits` digits is sent whole, and the board refuses what does
    /// not fit: nothing is cut.
    package static func face(row: Int, of calls: CallRows, counterDigits: Int) -> BoardFace {
        guard calls.shown.indices.contains(row) else { return BoardFace(.blank) }
        let shown = calls.shown[row]
        guard counterDigits > 0 else {
            return BoardFace(.number(shown.call.number), blinks: shown.isNew)
        }
        let counter = String(shown.call.counter)
        let zeros = String(repeating: "0", count: max(counterDigits - counter.count, 0))
        return BoardFace(.number(shown.call.number + zeros + counter), blinks: shown.isNew)
    }

    /// How long each call is shown at least: the hall's dwell time, but never shorter than a blink.
    package static func dwell(of snapshot: Snapshot) -> Duration {
        max(.seconds(snapshot.dwellSeconds), BoardReconciler.blinkTime)
    }

    /// Shows until cancelled or the hub ends.
    ///
    /// - Parameters:
    ///   - hub: gives the snapshots and the beats.
    ///   - wallClock: tells how old a call is.
    ///   - clock: measures the dwell.
    package func run<Time: Clock>(
        hub: SnapshotHub, wallClock: any WallClock, clock: Time = ContinuousClock()
    ) async where Time.Duration == Duration {
        guard let changes = hub.changes() else { return }
        let stage = RowStage(count: rows.count)
        await withDiscardingTaskGroup { group in
            for (row, board) in rows.enumerated() {
                group.addTask { await keep(row, board.board, at: stage, clock: clock) }
            }
            group.addTask { await show(changes, hub, wallClock, stage, clock) }
        }
    }

    /// Finds what the rows must show: at each change, and whenever a call had its time.
    private func show<Time: Clock>(
        _ changes: AsyncStream<Void>, _ hub: SnapshotHub, _ wallClock: any WallClock,
        _ stage: RowStage, _ clock: Time
    ) async where Time.Duration == Duration {
        let start = clock.now
        let (wakes, waker) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let forward = Task {
            for await _ in changes { waker.yield() }
            waker.finish()
        }
        var timer: Task<Void, Never>?
        var calls = CallRows(count: rows.count, dwell: BoardReconciler.blinkTime)
        await withTaskCancellationHandler {
            for await _ in wakes {
                guard let snapshot = hub.latest else { continue }
                calls.dwell = Self.dwell(of: snapshot)
                calls.take(
                    snapshot.recentCalls, now: start.duration(to: clock.now), at: wallClock.now())
                let faces = rows.indices.map { [calls] row in
                    Self.face(row: row, of: calls, counterDigits: rows[row].counterDigits)
                }
                stage.set(faces)
                timer?.cancel()
                guard let next = calls.nextChange else { continue }
                timer = Task {
                    try? await clock.sleep(until: start.advanced(by: next), tolerance: nil)
                    waker.yield()
                }
            }
        } onCancel: {
            forward.cancel()
        }
        timer?.cancel()
        stage.finish()
    }

    /// Keeps one row's board at its face.
    private func keep<Time: Clock>(
        _ row: Int, _ board: any Board, at stage: RowStage, clock: Time
    ) async where Time.Duration == Duration {
        var teller = BoardTeller(board, clock: clock)
        for await _ in stage.changes(of: row) {
            do throws(DeviceError) {
                try await teller.tell(stage.face(of: row))
            } catch {
                // The driver's health says it to people; it is sent again on the next beat.
                logger.debug("hall board, row \(row + 1): \(error)")
            }
        }
    }
}

/// The faces of the rows, the newest for each; a row that is slow skips those in between.
private final class RowStage: Sendable {
    private let faces: Mutex<[BoardFace]>
    private let wakes: [(stream: AsyncStream<Void>, waker: AsyncStream<Void>.Continuation)]

    init(count: Int) {
        faces = Mutex(Array(repeating: BoardFace(.blank), count: count))
        wakes = (0..<count).map { _ in
            let (stream, waker) = AsyncStream.makeStream(
                of: Void.self, bufferingPolicy: .bufferingNewest(1))
            return (stream, waker)
        }
    }

    func set(_ new: [BoardFace]) {
        faces.withLock { $0 = new }
        for wake in wakes { wake.waker.yield() }
    }

    func face(of row: Int) -> BoardFace { faces.withLock { $0[row] } }
    func changes(of row: Int) -> AsyncStream<Void> { wakes[row].stream }
    func finish() { for wake in wakes { wake.waker.finish() } }
}
