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
    /// A centre may rest this long (Tết with its weekends is nine days) before a clock that jumped
    /// ahead is doubted.
    package static let clockAheadMax = Duration.seconds(20 * 86_400)

    package private(set) var day: ServiceDay?
    /// The plan as it holds on the day, with the `leavingLines`.
    package private(set) var plan = HallPlan.empty
    /// Lines that the plan has no more, kept for those who were in them: they are called and served
    /// until the day ends, and nobody comes to them any more.
    private(set) var leavingLines: Set<LineID> = []
    package internal(set) var counters: [CounterNumber: Counter] = [:]
    package internal(set) var tickets: [TicketID: Ticket] = [:]
    /// Beside the counters, which are copied often, for a step holds two whole tickets.
    var lastSteps: [CounterNumber: CounterStep] = [:]
    /// Whom the clerk of each counter that is not closed may call there.
    var reaches: [CounterNumber: CounterReach] = [:]
    package internal(set) var recentCalls: [CallRecord] = []
    package private(set) var lastEventAt: Instant?
    /// The plan with all its dates: tomorrow's day is opened with it.
    package private(set) var wholePlan = HallPlan.empty
    var series: [LineID: NumberSeries] = [:]
    var policy = CallPolicy()
    var numbers: [String: TicketID] = [:]
    /// Every ticket of the day by order of issue, the first at 0.
    var order: [TicketID] = []
    /// How each of them came by its place.
    var placings: [Placing] = []
    /// When the last number was given, as if the clock never stepped back: nobody is placed too
    /// early.
    var lastBase: Int64 = 0
    /// Hand-off steps that a dossier came of: what led to one is not undone any more.
    var dossierSteps: [TicketID: Set<Int>] = [:]
    var estimator = WaitEstimator(lines: [], priors: nil)
    /// What was foreseen for those who were not called yet.
    var forecasts: [TicketID: Forecast] = [:]
    var kioskPresses: [KioskID: [Instant]] = [:]
    var refusedPresses: [RefusedPress: Instant] = [:]
    var index = PlanIndex(.empty)
    /// The visit at each counter that may be rated.
    package internal(set) var ratingWindows: [CounterNumber: RatingWindow] = [:]
    var ratedTickets: Set<TicketID> = []
    /// Since when somebody at a kiosk waits for help.
    package internal(set) var helpCalls: [KioskID: Instant] = [:]
    /// When somebody last said to be on the way there.
    package internal(set) var helpAnswers: [KioskID: Instant] = [:]

    /// A hall before its first day.
    package init() {}

    /// Makes what happened part of the state.
    package mutating func apply(_ event: Event, at now: Instant) {
        if !event.isReport { lastEventAt = max(now, lastEventAt ?? now) }
        switch event {
        case .dayOpened(let day, let plan, let priors): open(day, plan, priors)
        case .planChanged(let plan): adopt(plan, on: day ?? ServiceDay(at: now))
        case .ticketIssued(let issue): applyIssue(issue, at: now)
        case .ticketCalled(let id, let counter, let clerk, _):
            applyCall(id, counter, clerk, at: now)
        case .ticketRecalled(let id, let counter): applyRecall(id, counter, at: now)
        case .serviceStarted(let id, let counter, _): applyStart(id, counter, at: now)
        case .ticketParked(let id, let counter): applyPark(id, counter, at: now)
        case .ticketTransferred(let id, let line, let counter, let rank, let service):
            applyTransfer(id, line, counter, rank, service, at: now)
        case .ticketReturned(let id): applyReturn(id, at: now)
        case .stepUndone(_, let counter): applyUndo(counter, at: now)
        case .ticketReranked(let id, let rank, let credit): applyRerank(id, rank, credit)
        case .ticketEnded(let id, let end): applyEnd(id, end, at: now)
        case .counterOpened(let number, let clerk):
            counters[number]?.turn(.open, clerk: clerk, at: now)
            reaches[number] = reach(of: number)
        case .counterPaused(let number):
            let clerk = counters[number]?.clerk
            counters[number]?.turn(.paused, clerk: clerk, at: now)
        case .counterClosed(let number): applyClose(number, at: now)
        case .pressRefused(let press): refusedPresses[press] = now
        case .ticketRated(let id, let counter, _, _, _): applyRating(id, counter)
        case .helpAsked(let kiosk): applyHelpAsked(kiosk, at: now)
        case .helpAnswered(let kiosk): applyHelpAnswered(kiosk, at: now)
        case .clockConfirmed: startClockAnew(at: now)
        case .slipOrdered(let id, let print): tickets[id]?.prints = print
        case .handOffAccepted(let id, let step, let dossiers):
            if !dossiers.isEmpty, tickets[id] != nil {
                dossierSteps[id, default: []].insert(step)
            }
        case .clerksShown: break
        case .slipSettled, .handOffParked, .handOffResumed:
            break  // Their truth is the store's projection: they may come days later.
        }
    }

    private mutating func open(
        _ day: ServiceDay, _ plan: HallPlan, _ priors: EstimatePriors?
    ) {
        let lastEventAt = lastEventAt
        self = Hall()
        self.lastEventAt = lastEventAt
        self.day = day
        estimator = WaitEstimator(lines: [], priors: priors)
        adopt(plan, on: day)
    }

    private mutating func adopt(_ plan: HallPlan, on day: ServiceDay) {
        wholePlan = plan
        let before = self.plan
        self.plan = plan.effective(on: day)
        // A missed call may still be made good.
        let occupied = tickets.values.filter { !$0.state.isEnded || $0.state == .noShow }
        leavingLines = self.plan.keep(Set(occupied.map(\.line)), of: before)
        index = PlanIndex(self.plan)
        estimator.adopt(lines: self.plan.lines.map(\.id))
        for line in self.plan.lines {
            let next = series[line.id]?.next ?? line.firstNumber
            // A series that was moved begins anew; one that is full stays full.
            let isInSeries = next >= line.firstNumber && next - 1 <= line.lastNumber
            series[line.id, default: NumberSeries(next: next)].next =
                isInSeries ? next : line.firstNumber
        }
        for counter in self.plan.counters where counters[counter.number] == nil {
            counters[counter.number] = Counter(number: counter.number)
        }
        for (number, counter) in counters where counter.clerk != nil {
            reaches[number] = reach(of: number)
        }
        moveLessons(from: before.lines)
        // Lines have new places: all who wait or are served are placed anew.
        for (number, counter) in counters {
            guard let id = counter.serving, let line = tickets[id]?.line else { continue }
            counters[number]?.occupation?.place = index.places[line]
        }
        policy = CallPolicy(index.lineRules)
        for id in order {
            guard var ticket = tickets[id], ticket.state == .waiting else { continue }
            unbindUnlessServed(&ticket)
            tickets[id] = ticket
            enqueue(ticket)
        }
    }

    /// Forgets moments that lie ahead of a clock that was put right.
    private mutating func startClockAnew(at now: Instant) {
        lastEventAt = now
        kioskPresses = [:]
        refusedPresses = [:]
        ratingWindows = [:]
        helpAnswers = [:]
        helpCalls = helpCalls.mapValues { min($0, now) }
        for (number, counter) in counters {
            settleStep(at: number)
            guard let id = counter.serving, let invited = tickets[id]?.lastInvitedAt else {
                continue
            }
            tickets[id]?.lastInvitedAt = min(invited, now)
        }
    }
}

/// A line's numbers on the day.
struct NumberSeries: Sendable {
    var next: Int
    var given = 0
}

/// One invitation, for boards and displays.
package struct CallRecord: Hashable, Sendable {
    package let number: String
    package let ticket: TicketID
    package let counter: CounterNumber
    /// 1 for the first invitation.
    package let call: Int
    package let at: Instant

    package init(
        number: String, ticket: TicketID, counter: CounterNumber, call: Int, at: Instant
    ) {
        self.number = number
        self.ticket = ticket
        self.counter = counter
        self.call = call
        self.at = at
    }
}
