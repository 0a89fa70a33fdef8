/// Turns the edges of mechanical buttons into presses of people.
///
/// Times are microseconds of a clock that never runs back; one that does is taken as a new start.
package struct PressFilter: Sendable {
    /// An edge so soon after the one before it is the contact's bounce.
    package static let debounceMicroseconds: Int64 = 30_000
    /// Presses of one button, each so soon after the one before it, are one person's impatience:
    /// one ticket.
    package static let impatienceMicroseconds: Int64 = 2_000_000
    /// Impatience ends after so many times its length: where the printer jams and people take turns
    /// at the button, the next one gets a number however quick they are.
    package static let patienceTimes: Int64 = 3
    /// So many presses in one go are no people taking turns: a contact that chatters waits until it
    /// is quiet.
    package static let chatterPresses = 20

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
        /// When it asked for a ticket last, and presses since.
        var ticketAt: Int64?
        var presses = 0
    }

    private let impatience: Int64
    /// Only the configured buttons: what else a device sends takes no memory.
    private var buttons: [Int: History]

    /// A filter of buttons that nobody pressed.
    ///
    /// - Parameters:
    ///   - codes: the buttons.
    ///   - impatienceMicroseconds: 0 makes each press a ticket.
    package init(
        codes: some Sequence<Int>,
        impatienceMicroseconds: Int64 = PressFilter.impatienceMicroseconds
    ) {
        impatience = impatienceMicroseconds
        buttons = [:]
        for code in codes { buttons[code] = History() }
    }

    /// Whether this edge is a press that asks for a ticket.
    package mutating func isTicket(_ edge: Edge, code: Int, at now: Int64) -> Bool {
        guard edge != .repeated, var history = buttons[code] else { return false }
        defer { buttons[code] = history }
        let bounces = Self.isWithin(Self.debounceMicroseconds, history.edgeAt, now)
        history.edgeAt = now
        guard edge == .pressed, !bounces else { return false }
        let repeats = Self.isWithin(impatience, history.pressAt, now)
        history.pressAt = now
        history.presses += 1
        let (limit, overflow) = impatience.multipliedReportingOverflow(by: Self.patienceTimes)
        let isPatient = overflow || Self.isWithin(limit, history.ticketAt, now)
        guard !repeats || !isPatient && history.presses < Self.chatterPresses else {
            return false
        }
        history.ticketAt = now
        history.presses = 0
        return true
    }

    private static func isWithin(_ length: Int64, _ earlier: Int64?, _ now: Int64) -> Bool {
        guard let earlier else { return false }
        let (elapsed, overflow) = now.subtractingReportingOverflow(earlier)
        return !overflow && elapsed >= 0 && elapsed < length
    }
}
