import QueueCore
import Testing

struct `A day of random commands` {
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `breaks no rule of the hall`(seed: UInt64) throws {
        var dice = SeededDice(seed: seed)
        var day = RandomDay()
        for _ in 0..<200 {
            day.step(&dice)
            day.check()
        }
        #expect(day.broken.isEmpty)
        day.checkReplay()
        #expect(day.accepted > 60, "the dice must not only be refused")
    }
}

/// Random commands of a busy hall, and what must hold after each.
private struct RandomDay {
    var table = HallTable()
    var now = Centre.at("07:30")
    var accepted = 0
    /// Rules found broken, each with the moment.
    var broken: [String] = []
    private var given: [String: TicketID] = [:]
    private var count = 0

    mutating func step(_ dice: inout SeededDice) {
        now = now + .milliseconds(Int.random(in: 0..<90_000, using: &dice))
        let counter = [1, 6, 8].randomElement(using: &dice) ?? 6
        let owner = Actor(
            .clerk, table.hall.counters[counter]?.clerk?.rawValue ?? "clerk\(counter)")
        let isStranger = Int.random(in: 0..<12, using: &dice) == 0
        let actor = isStranger ? Actor(.clerk, "clerk7") : owner
        let expected = next(at: counter)
        let action = action(counter, &dice)
        let canCall =
            table.hall.counters[counter]?.state == .open
            && table.hall.counters[counter]?.serving == nil && !isStranger
        do throws(Refusal) {
            let answer = try table.perform(action, by: actor, at: now)
            accepted += 1
            guard case .callNext = action else { return }
            switch answer {
            case .call(let id, _): rule("next", id == expected)
            default: rule("nobody", expected == nil)
            }
        } catch {
            if case .callNext = action { rule("refused", !canCall) }
        }
    }

    /// The citizen to be called next, found the slow way.
    private func next(at number: CounterNumber) -> TicketID? {
        guard let plan = table.hall.plan.counters.first(where: { $0.number == number }),
            let clerk = table.hall.counters[number]?.clerk
        else { return nil }
        let fields = table.hall.plan.clerks.first { $0.id == clerk }?.fields ?? []
        let best = table.hall.tickets.values
            .filter { $0.state == .waiting }
            .compactMap { ticket -> (Int64, Int, Int, TicketID)? in
                let line = table.hall.plan.lines.first { $0.id == ticket.line }?.fields ?? []
                var needed = Set(line)
                if ticket.procedure != nil, let field = ticket.field, line.contains(field) {
                    needed = [field]
                }
                guard fields.isSuperset(of: needed) else { return nil }
                if let bound = ticket.boundCounter {
                    return bound == number ? (ticket.rank, 0, ticket.order, ticket.id) : nil
                }
                return plan.lines.firstIndex(of: ticket.line).map {
                    (ticket.rank, $0, ticket.order, ticket.id)
                }
            }
            .min { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
        return best?.3
    }

    private mutating func action(_ counter: CounterNumber, _ dice: inout SeededDice)
        -> Command.Action
    {
        let ticket = table.hall.tickets.values.sorted { $0.order < $1.order }
            .randomElement(using: &dice)
        let id = ticket?.id ?? "none"
        let number = ticket?.number ?? "0000"
        switch Int.random(in: 0..<30, using: &dice) {
        case 0..<8: return issue(&dice)
        case 8..<10: return .openCounter(counter)
        case 10..<15: return .callNext(counter)
        case 15..<19: return .start(counter)
        case 19..<22: return .complete(counter, .informationGiven, procedures: [])
        case 22: return .recall(counter)
        case 23: return .noShow(counter, note: "x")
        case 24: return .park(counter, note: "x")
        case 25: return .resume(counter, number: number)
        case 26:
            let target: TransferTarget =
                Bool.random(using: &dice)
                ? .counter([1, 6, 8].randomElement(using: &dice) ?? 1)
                : .line(["ho-tich", "dat-dai"].randomElement(using: &dice) ?? "ho-tich")
            let place = TransferPlace.allCases.randomElement(using: &dice) ?? .last
            return .transfer(counter, to: target, place: place)
        case 27:
            let group = ["elderly", "with-child"].randomElement(using: &dice)
            return .setPriority(id, group.map { PriorityClaim(group: $0, verified: true) })
        case 28:
            return Bool.random(using: &dice)
                ? .cancel(id, note: "x") : .callNumber(counter, number: number, note: "x")
        default:
            return Bool.random(using: &dice)
                ? .pauseCounter(counter, note: "x") : .closeCounter(counter)
        }
    }

    private mutating func issue(_ dice: inout SeededDice) -> Command.Action {
        count += 1
        let procedure =
            [nil, nil, Centre.birth, Centre.adoption].randomElement(using: &dice) ?? nil
        let lines: [LineID] = ["ho-tich", "chung-thuc", "dat-dai"]
        return .issue(
            IssueRequest(
                id: TicketID("t\(count)"), statusToken: "s\(count)",
                line: procedure == nil ? lines.randomElement(using: &dice) : nil,
                procedure: procedure,
                priorityGroup: Int.random(in: 0..<4, using: &dice) == 0 ? "elderly" : nil,
                channel: .kiosk, kiosk: nil, language: "vi"))
    }

    mutating func check() {
        let hall = table.hall
        for ticket in hall.tickets.values {
            // A number once given is that ticket's for the day.
            rule("number", given[ticket.number, default: ticket.id] == ticket.id)
            given[ticket.number] = ticket.id
            let counters = hall.counters.values.filter { $0.serving == ticket.id }
            rule("one counter", counters.count == (ticket.state.isAtCounter ? 1 : 0))
            rule("its counter", counters.allSatisfy { $0.number == ticket.counter })
            rule("leg", (ticket.waits.legSince != nil) == (ticket.state == .waiting))
            rule("waiting", (hall.ahead(of: ticket) != nil) == (ticket.state == .waiting))
            rule("total", ticket.waits.total >= ticket.waits.first ?? .zero)
        }
        for counter in hall.counters.values {
            rule("clerk", (counter.clerk == nil) == (counter.state == .closed))
            rule("serving", counter.serving == nil || counter.state != .closed)
        }
        for view in hall.lineViews(at: now) {
            let waiting = hall.tickets.values.filter { $0.line == view.id && $0.state == .waiting }
            // The places in a line are 0, 1, 2 … without a gap.
            let places = waiting.compactMap { hall.ahead(of: $0) }.sorted()
            rule("places", places == Array(0..<view.waiting))
        }
        let steps = table.deliveries.compactMap { order -> HandOffStep? in
            guard case .handOff(let step) = order else { return nil }
            return step
        }
        for (ticket, ordered) in Dictionary(grouping: steps, by: \.ticket) {
            rule("steps", ordered.map(\.step) == Array(1...ordered.count))
            rule("all steps", hall.tickets[ticket]?.handOffSteps == ordered.count)
        }
    }

    private mutating func rule(_ name: String, _ holds: Bool) {
        if !holds { broken.append("\(name) at \(now.rfc3339)") }
    }

    /// The same events give the same hall, and every view of it the same.
    func checkReplay() {
        var again = Hall()
        for (event, at) in table.events { again.apply(event, at: at) }
        #expect(again.tickets == table.hall.tickets)
        #expect(again.counters == table.hall.counters)
        #expect(again.recentCalls == table.hall.recentCalls)
        #expect(again.lineViews(at: now) == table.hall.lineViews(at: now))
        #expect(again.lastEventAt == table.hall.lastEventAt)
        for number in [1, 6, 8] {
            let next = again.next(for: number, limit: 9, at: now).map(\.ticket)
            #expect(next == table.hall.next(for: number, limit: 9, at: now).map(\.ticket))
        }
    }
}
