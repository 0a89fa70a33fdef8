/// A board of a declared family as it behaves by its own file: what a board of the hall is
/// simulated with, and what tests let lie.
package struct DeclaredBoardDevice: Sendable {
    /// What a board heard that was meant for it.
    package struct Heard: Hashable, Sendable {
        package let frame: DecodedFrame
        /// What it answers; empty for nothing.
        package let answer: [UInt8]
    }

    package let board: DeclaredBoard
    private var decoder: FrameDecoder
    /// The newest frame that says something.
    package private(set) var shown: DecodedFrame?

    /// A board that was just switched on, and is dark.
    package init(_ board: DeclaredBoard) {
        self.board = board
        decoder = FrameDecoder(board.definition, .sent)
    }

    /// Takes bytes of the line.
    ///
    /// - Returns: what was meant for this board, in its order.
    package mutating func receive(_ bytes: some Sequence<UInt8>) -> [Heard] {
        decoder.feed(bytes).compactMap { take($0) }
    }

    /// The line was silent: what is unfinished will never be finished.
    package mutating func silence() { _ = decoder.silence() }

    /// What it shows, one ASCII character a digit; a dash for any sign that is no number.
    package var cells: [UInt8] {
        let count = board.digits
        func right(_ text: [UInt8], _ fill: UInt8) -> [UInt8] {
            Array(repeating: fill, count: max(0, count - text.count)) + text.suffix(count)
        }
        let space = BoardSign.Character.space
        guard let shown, let frame = BoardFrame(rawValue: shown.name) else {
            return right([], space)
        }
        switch frame {
        case .show, .showBlinking:
            return right(shown.values.numbers[.number].map { Array(String($0).utf8) } ?? [], space)
        case .text: return right(shown.values.text ?? [], space)
        case .closed, .paused: return right([], BoardSign.Character.dash)
        case .blank, .start, .refresh: return right([], space)
        }
    }

    /// Whether it blinks by itself.
    package var blinks: Bool { shown?.name == BoardFrame.showBlinking.rawValue }

    private mutating func take(_ frame: DecodedFrame) -> Heard? {
        let definition = board.definition
        let addressed = frame.values.numbers[.address]
        let isForAll = addressed != nil && addressed == definition.addresses?.broadcast
        guard addressed == nil || addressed == board.address || isForAll else { return nil }
        switch BoardFrame(rawValue: frame.name) {
        case .start, .refresh, nil: break
        default: shown = frame
        }
        guard !isForAll, let name = definition.frame(named: frame.name)?.frame.answer else {
            return Heard(frame: frame, answer: [])
        }
        var values = frame.values
        for value in FrameValue.allCases where values.numbers[value] == nil {
            values.numbers[value] = value == .address ? board.address : 0
        }
        return Heard(frame: frame, answer: (try? definition.encode(name, with: values)) ?? [])
    }
}
