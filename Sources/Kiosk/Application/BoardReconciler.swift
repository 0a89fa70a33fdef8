package import Logging
package import QueueCore

/// Keeps one counter's board showing the present: desired = f(snapshot), sent when it differs from
/// what was shown, and on a slow tick so that a board that lost power or a frame heals.
package struct BoardReconciler: Sendable {
    /// A board is told again at the first beat of the hub after this time.
    package static let healInterval = Duration.seconds(4)
    /// How long a new call blinks, so that deaf people see it.
    package static let blinkTime = Duration.seconds(10)

    private let counter: CounterNumber
    private let board: any Board
    private let notices: CounterNotices?
    private let logger: Logger

    /// A reconciler for the board at a counter.
    ///
    /// - Parameters:
    ///   - counter: whose state it shows.
    ///   - board: told.
    ///   - notices: what the counter's keypad has it show for a moment; nil without keypads.
    ///   - logger: hears of boards that do not answer.
    package init(
        counter: CounterNumber, board: any Board, notices: CounterNotices? = nil, logger: Logger
    ) {
        self.counter = counter
        self.board = board
        self.notices = notices
        self.logger = logger
    }

    /// What the board of a counter must show now.
    package static func face(of counter: CounterNumber, in snapshot: Snapshot, at now: Instant)
        -> BoardFace
    {
        guard let view = snapshot.counters.first(where: { $0.number == counter }) else {
            return BoardFace(.blank)
        }
        if let number = view.shows {
            let call = snapshot.recentCalls.first { $0.counter == counter && $0.number == number }
            let isNew = call.map { now.since($0.at) < blinkTime } ?? false
            return BoardFace(.number(number), blinks: view.ticketState == .called && isNew)
        }
        return switch view.state {
        case .open: BoardFace(.blank)
        case .paused: BoardFace(.paused)
        case .closed: BoardFace(.closed)
        }
    }

    /// Shows until cancelled; the hub's beats are its slow tick.
    ///
    /// - Parameters:
    ///   - hub: gives the snapshots and the beats.
    ///   - wallClock: tells how old a call is.
    ///   - clock: measures the time since the board was told last.
    package func run<Time: Clock>(
        hub: SnapshotHub, wallClock: any WallClock, clock: Time = ContinuousClock()
    ) async where Time.Duration == Duration {
        guard let changes = hub.changes() else { return }
        var teller = BoardTeller(board, clock: clock)
        for await _ in changes {
            guard let snapshot = hub.latest else { continue }
            let face =
                notices?.face(of: counter)
                ?? Self.face(of: counter, in: snapshot, at: wallClock.now())
            do throws(DeviceError) {
                try await teller.tell(face)
            } catch {
                // The driver's health says it to people; it is sent again on the next beat.
                logger.debug("board of counter \(counter): \(error)")
            }
        }
    }
}
