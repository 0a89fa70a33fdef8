import QueueCore

/// A counter and whoever sits there, as the simulation follows them.
struct Post: Sendable {
    /// What the clerk does.
    enum Work: Sendable {
        case away, idle
        /// Somebody is on the way, or being served.
        case called(citizen: Int)
        case serving(citizen: Int, until: Int64)
    }

    /// When the clerk goes.
    enum Leaving: Sendable {
        case notYet
        /// After the present citizen.
        case afterThis
        /// Once nobody waits any more.
        case afterAll
    }

    let number: CounterNumber
    /// The lines whose citizens may come here, those taken only after a while among them.
    let lines: Set<LineID>
    /// When the last of its own lines closes; milliseconds since midnight.
    let closing: Int64
    var work = Work.away
    var leaving = Leaving.notYet
    /// The span that the clerk keeps; nil before and after.
    var span: Roster.Span?
    var isLost = false
    /// Raised with each call and each end, which makes what was to come of the last one void.
    var turn: UInt32 = 0
    /// Raised with each span.
    var spanTurn: UInt32 = 0
    /// Milliseconds since midnight.
    var openSince: Int64 = 0
    var busySince: Int64 = 0
    /// What is left of the service of who was set aside elsewhere.
    var rest: Int64?

    init(_ number: CounterNumber, _ plan: HallPlan, on day: ServiceDay) {
        self.number = number
        let counter = plan.counters.first { $0.number == number }
        lines = Set((counter?.lines ?? []) + (counter?.overflow.map(\.line) ?? []))
        let closings = plan.lines.filter { counter?.lines.contains($0.id) ?? false }.compactMap {
            DatedHours(hours: $0.hours, calendar: plan.calendar).spans(on: day).last?.to
        }
        closing = Int64(closings.max() ?? 0) * 60_000
    }

    var actor: Actor { Actor(.clerk, span?.clerk.rawValue ?? "") }

    var isBusy: Bool {
        switch work {
        case .away, .idle: false
        case .called, .serving: true
        }
    }

    var isAway: Bool { if case .away = work { true } else { false } }
    var isIdle: Bool { if case .idle = work { true } else { false } }
}
