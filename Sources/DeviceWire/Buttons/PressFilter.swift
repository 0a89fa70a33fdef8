/// Turns the edges of mechanical buttons into presses of people.
///
/// Times are microseconds of a clock that never runs back; one that does is taken as a new start.
package struct PressFilter: Sendable {
    /// An edge so soon after the one before it is the contact's bounce.
    package static let debounceMicroseconds: Int64 = 30_000
    /// Presses of one button, each so soon after the one before it, are one person's impatience:
    /// one ticket.
    package static let impatienceMicroseconds: Int64 = 2_000_000

    /// What the kernel says of a key.
    package enum Edge: Hashable, Sendable {
        case pressed
        case released
        /// The keyboard's auto-repeat.
        case repeated

        /// The edge for an evdev key event's value; nil for a value that the kernel does not send.
        package init?(value: Int32) {
            switch value {
            case 0: self = .released
            case 1: self = .pressed
            case 2: self = .repeated
            default: return nil
            }
        }
    }

    private struct History {
        var edgeAt: Int64?
        var pressAt: Int64?
    }

    /// Only the configured buttons: what else a device sends takes no memory.
    private var buttons: [Int: History]

    package init(codes: some Sequence<Int>) {
        buttons = [:]
        for code in codes { buttons[code] = History() }
    }

    /// Whether this edge is a press that asks for a ticket.
    package mutating func isTicket(_ edge: Edge, code: Int, at now: Int64) -> Bool {
        guard edge != .repeated, var history = buttons[code] else { return false }
        let bounces = Self.isWithin(Self.debounceMicroseconds, history.edgeAt, now)
        let repeats = Self.isWithin(Self.impatienceMicroseconds, history.pressAt, now)
        history.edgeAt = now
        if edge == .pressed, !bounces { history.pressAt = now }
        buttons[code] = history
        return edge == .pressed && !bounces && !repeats
    }

    private static func isWithin(_ length: Int64, _ earlier: Int64?, _ now: Int64) -> Bool {
        guard let earlier else { return false }
        let (elapsed, overflow) = now.subtractingReportingOverflow(earlier)
        return !overflow && elapsed >= 0 && elapsed < length
    }
}
