/// Says who has the line next: boards and polled keypads of one port, with bounded turns.
///
/// A value without a clock: times are lengths since any one moment. Boards go first, because people
/// look at them; but after `boardTurns` of them in a row a keypad is asked, so that a hall full of
/// calls never deafens the keys. Among keypads the one that waits longest is next. A node that does
/// not answer is asked ever more rarely, up to `longestRest`, and the others hardly notice it.
package struct BusScheduler: Sendable {
    /// The numbers behind its choices.
    package struct Rules: Hashable, Sendable {
        /// Turns of boards in a row while a keypad is due.
        package var boardTurns = 4
        /// A keypad is asked no more often than this, so that a fast line has room for calls.
        package var pollInterval = Duration.milliseconds(200)
        /// Polls of one keypad without an answer until it rests.
        package var missesUntilRest = 2
        /// The first rest; each further miss doubles it.
        package var firstRest = Duration.milliseconds(500)
        /// A keypad that is plugged in again is heard after this at the latest.
        package var longestRest = Duration.seconds(4)

        package init() {}
    }

    /// Who has the line.
    package enum Turn: Hashable, Sendable {
        case board(Int)
        case keypad(Int)
        /// Nobody before this moment, nil: until somebody asks.
        case rest(until: Duration?)
    }

    private struct Node {
        var dueAt: Duration
        var misses = 0
    }

    private let rules: Rules
    private var boards: [Int] = []
    private var keypads: [Int: Node] = [:]
    private var boardTurnsInRow = 0

    package init(rules: Rules = Rules()) {
        self.rules = rules
    }

    /// A board's face changed: it goes behind the boards that already wait; once is enough.
    package mutating func ask(board: Int) {
        if !boards.contains(board) { boards.append(board) }
    }

    /// Nobody wants this board told any more.
    package mutating func forget(board: Int) { boards.removeAll { $0 == board } }

    /// A keypad is on the line from now on; nothing when it already is.
    package mutating func add(keypad: Int, at now: Duration) {
        if keypads[keypad] == nil { keypads[keypad] = Node(dueAt: now) }
    }

    /// A keypad is asked no more.
    package mutating func remove(keypad: Int) { keypads[keypad] = nil }

    /// Whose turn it is; a board that is named waits no more.
    package mutating func next(at now: Duration) -> Turn {
        let due = keypads.min { ($0.value.dueAt, $0.key) < ($1.value.dueAt, $1.key) }
        let isDue = due.map { $0.value.dueAt <= now } ?? false
        if !boards.isEmpty, !isDue || boardTurnsInRow < rules.boardTurns {
            boardTurnsInRow = isDue ? boardTurnsInRow + 1 : 0
            return .board(boards.removeFirst())
        }
        guard let due, isDue else { return .rest(until: due?.value.dueAt) }
        boardTurnsInRow = 0
        return .keypad(due.key)
    }

    /// A keypad's turn ended.
    package mutating func polled(_ keypad: Int, isAnswered: Bool, at now: Duration) {
        guard var node = keypads[keypad] else { return }
        node.misses = isAnswered ? 0 : min(node.misses + 1, Self.longestCount)
        node.dueAt = now + rest(after: node.misses)
        keypads[keypad] = node
    }

    /// How long a keypad is left alone after so many misses in a row.
    private func rest(after misses: Int) -> Duration {
        let over = misses - rules.missesUntilRest
        guard over >= 0 else { return rules.pollInterval }
        return min(rules.firstRest * (1 << min(over, Self.longestShift)), rules.longestRest)
    }

    private static let longestCount = 64
    private static let longestShift = 16
}
