package import QueueCore
import Synchronization

/// What keypads have the counters' boards show for a moment, in the place of the present.
package final class CounterNotices: Sendable {
    /// How long a notice stands.
    package static let life = Duration.seconds(3)

    private struct Notice {
        let face: BoardFace
        let until: Duration
    }

    private let notices = Mutex<[CounterNumber: Notice]>([:])
    private let uptime: @Sendable () -> Duration

    /// Notices of counters that nobody typed at.
    ///
    /// - Parameter uptime: time that nobody can set.
    package init(uptime: @escaping @Sendable () -> Duration = { KeypadDesk.uptime() }) {
        self.uptime = uptime
    }

    /// Shows feedback from now on; `done` takes it away.
    package func show(_ feedback: KeypadFeedback, at counter: CounterNumber) {
        let until = uptime() + Self.life
        let face = BoardFace(feedback)
        notices.withLock { $0[counter] = face.map { Notice(face: $0, until: until) } }
    }

    /// The face that stands in the place of the counter's own; nil when nothing does.
    package func face(of counter: CounterNumber) -> BoardFace? {
        let now = uptime()
        return notices.withLock { notices in
            guard let notice = notices[counter] else { return nil }
            if now < notice.until { return notice.face }
            notices[counter] = nil
            return nil
        }
    }
}

extension BoardFace {
    /// Feedback as a counter board says it; nil when the counter's own state is to be seen.
    ///
    /// A board without letters shows dashes in the place of a sign: never a digit that looks like a
    /// citizen's number.
    package init?(_ feedback: KeypadFeedback) {
        switch feedback {
        case .typed(let digits): self.init(.number(digits))
        case .hidden: self.init(.closed)
        case .outcome: self.init(.closed, sign: "C")
        case .transfer: self.init(.closed, sign: "P")
        case .refused(let fault): self.init(.closed, sign: "Er \(fault.rawValue)")
        case .done: return nil
        }
    }
}
