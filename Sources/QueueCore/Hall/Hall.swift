/// All lines, counters and tickets of one service day: the state machine.
///
/// A fold over events: `apply` is the only way it changes, `decide` the only way events come about.
/// No clock, no dice, no input or output.
package struct Hall: Sendable {
    /// Characters of a free-text note; longer ones are refused.
    package static let noteLengthMax = 500
    /// Procedures that one completion may name.
    package static let proceduresMax = 20
    /// A clock may step back this far (time service at work) before it is doubted.
    package static let clockStepBackMax = Duration.seconds(120)

    package private(set) var day: ServiceDay?
    package internal(set) var plan: HallPlan
    package internal(set) var counters: [CounterNumber: Counter] = [:]
    package internal(set) var tickets: [TicketID: Ticket] = [:]
    package internal(set) var recentCalls: [CallRecord] = []
    package private(set) var lastEventAt: Instant?
    var lines: [LineID: LineStatus] = [:]
    var numbers: [String: TicketID] = [:]
    var issued = 0
    var index: PlanIndex

    /// A hall before its first day.
    package init() {
        plan = HallPlan(
            centre: "", lines: [], counters: [], clerks: [], procedures: [], priorityGroups: [],
            rules: HallRules())
        index = PlanIndex(plan)
    }

    /// Makes what happened part of the state.
    package mutating func apply(_ event: Event, at now: Instant) {
        lastEventAt = max(now, lastEventAt ?? now)
        switch event {
        case .dayOpened(let day, let plan): open(day, plan)
        case .planChanged(let plan): adopt(plan)
        case .ticketIssued(let issue): applyIssue(issue, at: now)
        case .ticketCalled(let id, let counter, let clerk, _):
            applyCall(id, counter, clerk, at: now)
        case .ticketRecalled(let id, let counter): applyRecall(id, counter, at: now)
        case .serviceStarted(let id, _, _):
            tickets[id]?.state = .serving
            tickets[id]?.startedAt = now
            tickets[id]?.handOffSteps += 1
        case .ticketParked(let id, let counter):
            tickets[id]?.state = .parked
            counters[counter]?.serving = nil
        case .ticketTransferred(let id, let line, let counter, let rank):
            applyTransfer(id, line, counter, rank, at: now)
        case .ticketReranked(let id, let rank, let credit): applyRerank(id, rank, credit)
        case .ticketEnded(let id, let end): applyEnd(id, end, at: now)
        case .counterOpened(let number, let clerk):
            counters[number]?.state = .open
            counters[number]?.clerk = clerk
            counters[number]?.since = now
        case .counterPaused(let number):
            counters[number]?.state = .paused
            counters[number]?.since = now
        case .counterClosed(let number):
            counters[number]?.state = .closed
            counters[number]?.clerk = nil
            counters[number]?.since = now
        case .slipOrdered(let id, let print): tickets[id]?.prints = print
        case .slipSettled, .handOffAccepted, .handOffParked:
            break  // Their truth is the store's projection: they may come days later.
        }
    }

    private mutating func open(_ day: ServiceDay, _ plan: HallPlan) {
        let lastEventAt = lastEventAt
        self = Hall()
        self.lastEventAt = lastEventAt
        self.day = day
        adopt(plan)
    }

    private mutating func adopt(_ plan: HallPlan) {
        self.plan = plan
        index = PlanIndex(plan)
        for line in plan.lines {
            let next = lines[line.id]?.nextNumber ?? line.firstNumber
            // A series that was moved begins anew; one that is full stays full.
            let isInSeries = next >= line.firstNumber && next - 1 <= line.lastNumber
            lines[line.id, default: LineStatus(nextNumber: next)].nextNumber =
                isInSeries ? next : line.firstNumber
        }
        for counter in plan.counters where counters[counter.number] == nil {
            counters[counter.number] = Counter(number: counter.number)
        }
    }
}

/// A counter's state on the day.
package struct Counter: Hashable, Sendable {
    /// Whether it serves.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case open, paused, closed
    }

    package let number: CounterNumber
    package var state: State = .closed
    package var clerk: ClerkID?
    /// The ticket called or served here.
    package var serving: TicketID?
    package var since: Instant?
    /// Tickets transferred to this counter alone, in any line.
    var bound: [TicketID] = []
}

/// One line's numbers and waiting citizens.
struct LineStatus: Sendable {
    var nextNumber: Int
    var waiting = WaitingQueue()
}

/// One invitation, for boards and displays.
package struct CallRecord: Hashable, Sendable {
    package let number: String
    package let ticket: TicketID
    package let counter: CounterNumber
    /// 1 for the first invitation.
    package let call: Int
    package let at: Instant
}

/// The plan by key.
struct PlanIndex: Sendable {
    let lines: [LineID: LinePlan]
    let counters: [CounterNumber: CounterPlan]
    let clerks: [ClerkID: ClerkPlan]
    let procedures: [ProcedureCode: ProcedurePlan]
    let credits: [String: Int]
    let countersByLine: [LineID: [CounterNumber]]

    // Later entries win; the configuration's checks refuse doubles before they come here.
    init(_ plan: HallPlan) {
        lines = Dictionary(plan.lines.map { ($0.id, $0) }) { _, last in last }
        counters = Dictionary(plan.counters.map { ($0.number, $0) }) { _, last in last }
        clerks = Dictionary(plan.clerks.map { ($0.id, $0) }) { _, last in last }
        procedures = Dictionary(plan.procedures.map { ($0.code, $0) }) { _, last in last }
        credits = Dictionary(plan.priorityGroups.map { ($0.id, $0.creditMinutes) }) { _, last in
            last
        }
        var byLine: [LineID: [CounterNumber]] = [:]
        for counter in plan.counters {
            for line in counter.lines { byLine[line, default: []].append(counter.number) }
        }
        countersByLine = byLine.mapValues { $0.sorted() }
    }
}
