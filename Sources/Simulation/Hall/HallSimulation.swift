package import QueueCore

/// One day of the real `Hall`: citizens press, clerks open, call, serve, rest and go home.
///
/// Every step is a command that the hall decides, as in service. What is simulated is people: they
/// come when the workload says, a clerk calls as soon as there is time, and works through whoever
/// still waits at closing. Limits against hoarding do not apply, for the presses name no kiosk.
package struct HallSimulation: Sendable {
    /// A counter that cannot be used for a while: power, network, an absent clerk.
    package struct Outage: Hashable, Sendable, Codable {
        package let counter: CounterNumber
        /// Minutes since midnight.
        package let from: Int
        package let to: Int

        package init(counter: CounterNumber, from: Int, to: Int) {
            self.counter = counter
            self.from = from
            self.to = to
        }
    }

    /// Minutes after closing for which people with numbers are still served.
    package static let overtimeMinutes = 120
    /// Minutes after which a clerk tries again to open a counter that was not free.
    static let openingRetryMinutes = 1

    /// Kinds of moments; those of one time happen in this order.
    enum Kind: UInt64 {
        case endService, endSpan, endOutage, beginSpan, beginOutage, startService, invite
        case leave, arrive, look, endOvertime
    }

    let plan: HallPlan
    let roster: Roster
    let workload: Workload
    let outages: [Outage]
    var hall = Hall()
    var heap: EventHeap
    var posts: [Post]
    /// Free clerks at open counters by place in `posts`, the longest idle first.
    var idle: [Int] = []
    /// Set aside when their counter was lost, with what is left of their service.
    var parked: [(citizen: Int, rest: Int64)] = []
    /// What is left of the service of citizens who wait to go on.
    var restOfService: [Int: Int64] = [:]
    var now: Instant
    var result: DayResult
    private let keepsEvents: Bool
    private var events: [(event: Event, at: Instant)] = []
    /// By line, the waits after which a clerk of other lines may help; milliseconds.
    private let overflows: [LineID: [Int64]]
    private let lineOfProcedure: [ProcedureCode: LineID]

    private init(
        _ plan: HallPlan, _ roster: Roster, _ workload: Workload, _ outages: [Outage],
        keepsEvents: Bool
    ) {
        self.keepsEvents = keepsEvents
        self.plan = plan
        self.roster = roster
        self.workload = workload
        self.outages = outages
        let effective = plan.effective(on: workload.day)
        posts = roster.counters.map { Post($0, effective, on: workload.day) }
        heap = EventHeap(reserving: workload.citizens.count * 2 + roster.spans.count * 4)
        now = workload.day.start
        result = DayResult(day: workload.day, plan: effective, counters: roster.counters)
        var overflows: [LineID: Set<Int64>] = [:]
        for overflow in effective.counters.flatMap(\.overflow) {
            // Waited *longer* than set: a millisecond after.
            overflows[overflow.line, default: []].insert(Int64(overflow.afterMinutes) * 60_000 + 1)
        }
        self.overflows = overflows.mapValues { $0.sorted() }
        lineOfProcedure = Dictionary(effective.procedures.map { ($0.code, $0.line) }) { _, last in
            last
        }
    }

    /// Simulates a day to its end; who is left over expires.
    ///
    /// - Parameters:
    ///   - plan: the centre's.
    ///   - roster: who sits where.
    ///   - workload: who comes.
    ///   - outages: counters lost for a while.
    /// - Returns: the same for the same arguments, on every machine.
    package static func run(
        _ plan: HallPlan, roster: Roster, workload: Workload, outages: [Outage] = []
    ) -> DayResult {
        var simulation = HallSimulation(plan, roster, workload, outages, keepsEvents: false)
        simulation.run()
        return simulation.result
    }

    /// The same, with the events of the day as a journal would keep them.
    package static func recorded(
        _ plan: HallPlan, roster: Roster, workload: Workload, outages: [Outage] = []
    ) -> (result: DayResult, events: [(event: Event, at: Instant)]) {
        var simulation = HallSimulation(plan, roster, workload, outages, keepsEvents: true)
        simulation.run()
        return (simulation.result, simulation.events)
    }

    private mutating func run() {
        begin()
        while let moment = heap.removeFirst() { happen(moment) }
        finish()
    }

    private mutating func begin() {
        // Whatever was in force before the day says nothing about it.
        hall.apply(.planChanged(plan: plan), at: now)
        if let opening = hall.opening(at: now) { apply(opening) }
        for (index, span) in roster.spans.enumerated() {
            schedule(.beginSpan, index, at: Int64(span.from) * 60_000)
        }
        for (index, outage) in outages.enumerated() where outage.from < outage.to {
            schedule(.beginOutage, index, at: Int64(outage.from) * 60_000)
            schedule(.endOutage, index, at: Int64(outage.to) * 60_000)
        }
        scheduleArrival(0)
    }

    /// Only the next arrival is among the moments: a short heap is a fast one.
    private mutating func scheduleArrival(_ index: Int) {
        guard index < workload.citizens.count else { return }
        schedule(.arrive, index, at: workload.citizens[index].arrivesAt)
    }

    private mutating func happen(_ moment: EventHeap.Moment) {
        now = Instant(
            millisecondsSinceEpoch: workload.day.start.millisecondsSinceEpoch + moment.time)
        let subject = Int(moment.key & 0xFFFF_FFFF)
        let turn = UInt32(truncatingIfNeeded: moment.key >> 32 & 0xFF_FFFF)
        switch Kind(rawValue: moment.key >> 56) {
        case .arrive: arrive(subject)
        case .leave: leave(subject)
        case .look: settle()
        case .beginSpan: begin(span: roster.spans[subject])
        case .beginOutage: lose(outages[subject].counter)
        case .endOutage: restore(outages[subject].counter)
        case .endSpan: if posts[subject].spanTurn == turn { endSpan(subject) }
        case .endOvertime: if posts[subject].spanTurn == turn { endOvertime(subject) }
        case .startService: if posts[subject].turn == turn { start(subject) }
        case .invite: if posts[subject].turn == turn { inviteAgain(subject) }
        case .endService: if posts[subject].turn == turn { complete(subject) }
        case nil: break
        }
    }

    // MARK: Citizens

    private mutating func arrive(_ index: Int) {
        scheduleArrival(index + 1)
        let citizen = workload.citizens[index]
        var request = IssueRequest(
            id: Self.ticket(index), statusToken: "", line: citizen.line,
            procedure: citizen.procedure, priorityGroup: citizen.priorityGroup, channel: .kiosk,
            kiosk: nil, language: "vi")
        // A procedure that the plan moved to another line since then is asked for by its line.
        if let code = citizen.procedure, lineOfProcedure[code] != citizen.line {
            request.procedure = nil
        }
        let actor = Actor(.device, "kiosk")
        do {
            apply(try hall.decide(Command(.issue(request), by: actor, at: now)))
        } catch {
            refuse(request, error)
            return
        }
        if let patience = citizen.patience {
            schedule(.leave, index, at: citizen.arrivesAt + patience)
        }
        for wait in overflows[citizen.line] ?? [] {
            schedule(.look, index, at: citizen.arrivesAt + wait)
        }
        settle(arrivedIn: citizen.line)
    }

    private mutating func refuse(_ request: IssueRequest, _ refusal: Refusal) {
        guard let demand = hall.unmetDemand(request, refusal, at: now) else {
            // The same press again within seconds is another citizen here.
            if refusal.line == nil { result.refusedSteps[refusal.code.rawValue, default: 0] += 1 }
            count(in: refusal.line) { $0.unmet += 1 }
            return
        }
        apply(demand)
        count(in: refusal.line) { $0.unmet += 1 }
    }

    /// Somebody gives up, unless called in time.
    private mutating func leave(_ index: Int) {
        let id = Self.ticket(index)
        guard hall.tickets[id]?.state == .waiting else { return }
        perform(.cancel(id, note: "left"), by: Actor(.device, "kiosk"))
    }

    // MARK: Steps

    static func ticket(_ citizen: Int) -> TicketID { TicketID(String(citizen)) }

    static func citizen(_ ticket: TicketID) -> Int? { Int(ticket.rawValue) }

    mutating func apply(_ decision: Decision) {
        for fact in decision.facts { apply(fact.event) }
    }

    private mutating func apply(_ event: Event) {
        hall.apply(event, at: now)
        if keepsEvents { events.append((event, now)) }
    }

    /// Lets the hall decide, and notes it when it refuses.
    @discardableResult
    mutating func perform(_ action: Command.Action, by actor: Actor) -> Answer? {
        do {
            let decision = try hall.decide(Command(action, by: actor, at: now))
            apply(decision)
            return decision.answer
        } catch {
            result.refusedSteps[error.code.rawValue, default: 0] += 1
            return nil
        }
    }

    /// - Parameters:
    ///   - kind: what will happen.
    ///   - subject: to whom or what.
    ///   - time: milliseconds since midnight.
    ///   - turn: of the counter, which must still be the same then.
    mutating func schedule(_ kind: Kind, _ subject: Int, at time: Int64, turn: UInt32 = 0) {
        let key = kind.rawValue << 56 | UInt64(turn & 0xFF_FFFF) << 32 | UInt64(subject)
        heap.insert(EventHeap.Moment(time: time, key: key))
    }

    /// Milliseconds since midnight.
    var time: Int64 { now.since(workload.day.start).milliseconds }

    private mutating func count(in line: LineID?, _ body: (inout DayResult.Line) -> Void) {
        guard let place = result.lines.firstIndex(where: { $0.line == line }) else { return }
        body(&result.lines[place])
    }
}

// The end of the day.
extension HallSimulation {
    private mutating func finish() {
        now = workload.day.advanced(by: 1).start
        for fact in hall.opening(at: now)?.facts ?? [] {
            // The next day would begin with an empty hall; this one is still to be counted.
            if case .dayOpened = fact.event { break }
            apply(fact.event)
        }
        for index in workload.citizens.indices {
            if let ticket = hall.tickets[Self.ticket(index)] { result.add(ticket) }
        }
    }
}
