import QueueCore
import Testing

/// A hall driven by rows that a clerk could read.
///
/// ```
/// 08:00 clerk6 opens 6                -> ok
/// 08:01 kiosk takes ho-tich           -> 1001
/// 08:05 clerk6 calls next at 6        -> 1001 longest-wait
/// ```
///
/// Tickets are told by their numbers, `24 08:00` is a moment of the 24th, `12-14 08:00` one of
/// 14 December, and `sees` asks and changes nothing. `hall` assigns by itself where the centre
/// pushes; `core` answers a ticket's last hand-off step with a dossier.
struct HallTable {
    private(set) var hall = Hall()
    /// Everything that happened, in order.
    private(set) var events: [(event: Event, at: Instant)] = []
    /// Every delivery ordered, in order.
    private(set) var deliveries: [DeliveryOrder] = []
    private(set) var notes: [String] = []
    /// What the hall is to know; a new one is adopted before the next command.
    var plan: HallPlan

    init(_ plan: HallPlan = Centre.plan()) {
        self.plan = plan
    }

    /// A table of a day that began with what earlier days taught.
    init(_ plan: HallPlan, priors: EstimatePriors, at now: Instant) {
        self.plan = plan
        let opening = Event.dayOpened(day: ServiceDay(at: now), plan: plan, priors: priors)
        hall.apply(opening, at: now)
        events.append((opening, now))
    }

    /// A table of the usual centre, a little changed.
    init(_ change: (inout HallPlan) -> Void) {
        var plan = Centre.plan()
        change(&plan)
        self.plan = plan
    }

    /// Runs the rows and expects each one's result.
    mutating func run(_ rows: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for row in rows.split(separator: "\n") where !row.allSatisfy(\.isWhitespace) {
            let sides = row.split(separator: "->", maxSplits: 1)
            let words = sides[0].split(separator: " ").map(String.init)
            let wanted =
                sides.count > 1 ? sides[1].split(separator: " ").joined(separator: " ") : ""
            let found = result(of: words)
            #expect(
                found == wanted, "\(words.joined(separator: " "))", sourceLocation: sourceLocation)
        }
    }

    /// Decides and applies one command; the day is opened before, when it must be.
    @discardableResult
    mutating func perform(_ action: Command.Action, by actor: Actor, at now: Instant)
        throws(Refusal) -> Answer
    {
        if hall.wholePlan != plan {
            carryOut(try hall.decide(Command(.adopt(plan), by: .system, at: now)), now)
        }
        if let opening = hall.opening(at: now) { carryOut(opening, now) }
        let before = hall
        let decision = try hall.decide(Command(action, by: actor, at: now))
        precondition(before.tickets == hall.tickets, "deciding changes nothing")
        carryOut(decision, now)
        return decision.answer
    }

    /// Carries out a call that the hall makes by itself, if there is one.
    mutating func assign(at now: Instant) -> Answer? {
        if let opening = hall.opening(at: now) { carryOut(opening, now) }
        guard let decision = hall.assignment(at: now) else { return nil }
        carryOut(decision, now)
        return decision.answer
    }

    /// Keeps a press that got no number, as the controller does.
    mutating func keepUnmet(_ request: IssueRequest, _ refusal: Refusal, at now: Instant) {
        if let decision = hall.unmetDemand(request, refusal, at: now) { carryOut(decision, now) }
    }

    /// Every hand-off ordered for the number's ticket.
    func steps(_ number: String) -> [HandOffStep] {
        deliveries.compactMap {
            guard case .handOff(let step) = $0, step.number == number else { return nil }
            return step
        }
    }

    private mutating func carryOut(_ decision: Decision, _ now: Instant) {
        for fact in decision.facts {
            hall.apply(fact.event, at: now)
            events.append((fact.event, now))
            if let note = fact.note { notes.append(note) }
        }
        deliveries += decision.deliveries
    }
}
