/// What a CD5220 display shows, from the bytes that it received.
///
/// Total: unknown commands are skipped and an unfinished line is dropped when a new command
/// begins, so that the next whole line is right whatever came before it.
package struct CD5220Decoder: Sendable {
    private enum State {
        case idle
        case escape
        case lineName
        case text(CD5220.Line)
    }

    private static let stringMode = UInt8(ascii: "Q")
    private static let initialise = UInt8(ascii: "@")
    private static let cancel: UInt8 = 0x18

    /// The 20 characters of each line.
    package private(set) var upper = blankLine
    package private(set) var lower = blankLine

    private var state = State.idle
    private var text: [UInt8] = []

    private static let blankLine = [UInt8](repeating: CD5220.space, count: CD5220.columns)

    package init() {}

    /// Takes bytes; tells whether a command was completed.
    @discardableResult
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> Bool {
        var changed = false
        for byte in bytes where take(byte) { changed = true }
        return changed
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        switch (byte, state) {
        case (CD5220.escape, _):
            state = .escape
            return false
        case (CD5220.clear, _):
            return blank()
        case (Self.initialise, .escape):
            return blank()
        case (Self.stringMode, .escape):
            state = .lineName
            return false
        case (_, .lineName):
            text.removeAll(keepingCapacity: true)
            state = CD5220.Line(rawValue: byte).map(State.text) ?? .idle
            return false
        case (_, .text(let line)):
            return takeText(byte, line)
        default:
            state = .idle
            return false
        }
    }

    private mutating func takeText(_ byte: UInt8, _ line: CD5220.Line) -> Bool {
        guard byte != CD5220.carriageReturn else {
            let filled = text + Self.blankLine.dropFirst(text.count)
            switch line {
            case .upper: upper = filled
            case .lower: lower = filled
            }
            state = .idle
            return true
        }
        guard byte != Self.cancel, byte >= CD5220.space else {
            state = .idle
            return false
        }
        if text.count < CD5220.columns { text.append(byte) }
        return false
    }

    private mutating func blank() -> Bool {
        upper = Self.blankLine
        lower = Self.blankLine
        state = .idle
        return true
    }
}
