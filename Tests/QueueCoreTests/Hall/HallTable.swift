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
/// Tickets are told by their numbers, `24 08:00` is a moment of the 24th, and `sees` asks and
/// changes nothing.
struct HallTable {
    private(set) var hall = Hall()
    /// Everything that happened, in order.
    private(set) var events: [(event: Event, at: Instant)] = []
    /// Every delivery ordered, in order.
    private(set) var deliveries: [DeliveryOrder] = []
    private(set) var notes: [String] = []
    private let plan: HallPlan

    init(_ plan: HallPlan = Centre.plan()) {
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
        if hall.plan != plan {
            carryOut(try hall.decide(Command(.adopt(plan), by: .system, at: now)), now)
        }
        if let opening = hall.opening(at: now) { carryOut(opening, now) }
        let before = hall
        let decision = try hall.decide(Command(action, by: actor, at: now))
        precondition(before.tickets == hall.tickets, "deciding changes nothing")
        carryOut(decision, now)
        return decision.answer
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

    // MARK: Rows

    private mutating func result(of row: [String]) -> String {
        var words = row[...]
        let day = words.first.flatMap { Int($0) }
        if day != nil { words.removeFirst() }
        guard words.count >= 3 else { return "unreadable" }
        let now = Centre.at(words.removeFirst(), day: day ?? 23)
        let name = words.removeFirst()
        let verb = words.removeFirst()
        if verb == "sees" { return sight(Array(words), now) }
        guard let action = action(verb, Array(words), now) else { return "unreadable" }
        let kind: Actor.Kind =
            name.hasPrefix("clerk") ? .clerk : name.hasPrefix("manager") ? .manager : .device
        do throws(Refusal) {
            let answer = try perform(action, by: Actor(kind, name), at: now)
            return text(answer)
        } catch {
            return error.field.map { "\(error.code.rawValue) \($0)" } ?? error.code.rawValue
        }
    }

    private func text(_ answer: Answer) -> String {
        switch answer {
        case .ticket(let id): hall.tickets[id]?.number ?? "?"
        case .call(let id, let reason):
            "\(hall.tickets[id]?.number ?? "?") \(reason.code.rawValue)"
        case .counter, .done: "ok"
        case .nobody: "nobody"
        }
    }

    private func sight(_ words: [String], _ now: Instant) -> String {
        switch words.first {
        case "counter":
            let counter = hall.counters[Int(words[1]) ?? 0]
            return "\(counter?.state.rawValue ?? "-") "
                + (hall.shownNumber(at: Int(words[1]) ?? 0) ?? "-")
        case "line":
            let view = hall.lineViews(at: now).first { $0.id.rawValue == words[1] }
            return "\(view?.state.rawValue ?? "-") \(view?.waiting ?? -1)"
        default:
            guard let ticket = hall.ticket(numbered: words[0]) else { return "unknown" }
            let ahead = hall.ahead(of: ticket).map { " behind \($0)" } ?? ""
            return ticket.state.rawValue + ahead
        }
    }

    /// The name of the ticket that bears the number; a name nobody has when there is none.
    private func id(_ number: String) -> TicketID {
        hall.ticket(numbered: number)?.id ?? TicketID("none")
    }

    private func action(_ verb: String, _ words: [String], _ now: Instant) -> Command.Action? {
        func value(after word: String) -> String? {
            words.firstIndex(of: word).flatMap {
                words.indices.contains($0 + 1) ? words[$0 + 1] : nil
            }
        }
        let counter = (value(after: "at") ?? words.first).flatMap { Int($0) } ?? 0
        let note = value(after: "because")
        switch verb {
        case "takes":
            let line = words.first.flatMap { $0 == "number" ? nil : LineID($0) }
            return .issue(
                IssueRequest(
                    id: TicketID("t\(events.count)"), statusToken: "s\(events.count)", line: line,
                    procedure: value(after: "for").map(ProcedureCode.init(_:)),
                    priorityGroup: value(after: "as"), channel: .kiosk,
                    kiosk: value(after: "on").map(KioskID.init(_:)), language: "vi"))
        case "opens": return .openCounter(counter)
        case "pauses": return .pauseCounter(counter, note: note ?? "")
        case "closes": return .closeCounter(counter)
        case "calls" where words.first == "next": return .callNext(counter)
        case "calls": return .callNumber(counter, number: words[0], note: note ?? "")
        case "recalls": return .recall(counter)
        case "starts": return .start(counter)
        case "completes":
            return .complete(
                counter, Outcome(rawValue: value(after: "with") ?? "") ?? .informationGiven,
                procedures: (value(after: "for") ?? "").split(separator: ",")
                    .map { ProcedureCode(String($0)) })
        case "misses": return .noShow(counter, note: note)
        case "parks": return .park(counter, note: note ?? "")
        case "resumes": return .resume(counter, number: words[0])
        case "sends": return transfer(words, counter)
        case "cancels": return .cancel(id(words[0]), note: note ?? "")
        case "reprints": return .reprint(id(words[0]))
        case "grants":
            return .setPriority(id(words[0]), PriorityClaim(group: words[1], verified: true))
        case "withdraws": return .setPriority(id(words[0]), nil)
        default: return nil
        }
    }

    /// `sends ho-tich first at 6`, `sends counter-8 last at 6`.
    private func transfer(_ words: [String], _ counter: CounterNumber) -> Command.Action? {
        guard let place = TransferPlace(rawValue: words[1]) else { return nil }
        guard words[0].hasPrefix("counter-") else {
            return .transfer(counter, to: .line(LineID(words[0])), place: place)
        }
        return .transfer(counter, to: .counter(Int(words[0].dropFirst(8)) ?? 0), place: place)
    }
}
