@testable import QueueCore

/// What holds in every hall at every moment.
enum HallRulesKept {
    /// The rules that do not hold; empty in a sound hall.
    static func broken(_ table: HallTable) -> [String] {
        let hall = table.hall
        var broken: [String] = []
        func rule(_ name: String, _ holds: Bool) {
            if !holds { broken.append(name) }
        }
        let tickets = Array(hall.tickets.values)
        rule("one number never twice", Set(tickets.map(\.number)).count == tickets.count)
        for ticket in tickets {
            let counters = hall.counters.values.filter { $0.serving == ticket.id }
            rule("at one counter only", counters.count == (ticket.state.isAtCounter ? 1 : 0))
            rule("at its counter", counters.allSatisfy { $0.number == ticket.counter })
            rule(
                "a leg while waiting", (ticket.waits.legSince != nil) == (ticket.state == .waiting))
            rule("free once called", ticket.boundCounter == nil || !ticket.state.isAtCounter)
            rule("an end when ended", (ticket.endedAt != nil) == ticket.state.isEnded)
            rule("a start when served", ticket.state != .serving || ticket.startedAt != nil)
            rule(
                "bound to a counter with a clerk",
                ticket.state != .waiting
                    || ticket.boundCounter.map { hall.counters[$0]?.clerk != nil } ?? true)
        }
        for counter in hall.counters.values {
            rule("a clerk unless closed", (counter.clerk == nil) == (counter.state == .closed))
            rule(
                "a closed counter serves nobody", counter.serving == nil || counter.state != .closed
            )
        }
        let clerks = hall.counters.values.compactMap(\.clerk)
        rule("a clerk at one counter", Set(clerks).count == clerks.count)
        broken += misplaced(hall)
        broken += missteps(table)
        return broken
    }

    /// Everyone who waits is in one place of the queues, in the order of ranks, and nobody else is.
    private static func misplaced(_ hall: Hall) -> [String] {
        var found: [Int: [LineID]] = [:]
        var broken: [String] = []
        let all = FieldSet(0..<FieldSet.fieldsMax)
        for (place, line) in hall.plan.lines.enumerated() {
            var here: Set<Int> = []
            for number in [0] + hall.counters.keys.sorted() {
                let rule = CallPolicy.CounterRule(number: number, lines: [place])
                for choice in hall.policy.next(at: rule, fields: all, now: 0, limit: .max) {
                    here.insert(choice.entry.order)
                }
            }
            for order in here { found[order, default: []].append(line.id) }
            if here.count != hall.waiting(in: line.id) { broken.append("count of \(line.id)") }
        }
        for ticket in hall.tickets.values {
            let wanted = ticket.state == .waiting ? [ticket.line] : []
            if found[ticket.order, default: []] != wanted {
                broken.append(
                    "\(ticket.number) is \(ticket.state) and in \(found[ticket.order] ?? [])")
            }
            guard ticket.state == .waiting else { continue }
            let before = hall.tickets.values.count {
                $0.state == .waiting && $0.line == ticket.line
                    && ($0.rank, $0.order) < (ticket.rank, ticket.order)
            }
            if hall.ahead(of: ticket) != before { broken.append("ahead of \(ticket.number)") }
        }
        return broken
    }

    /// Hand-off steps are 1, 2, 3 …, each taken back once at most and only after it was told.
    private static func missteps(_ table: HallTable) -> [String] {
        var broken: [String] = []
        for ticket in table.hall.tickets.values {
            let steps = table.steps(ticket.number)
            if steps.map(\.step) != Array(1...max(1, steps.count)) { broken.append("steps") }
            if steps.count != ticket.handOffSteps { broken.append("count of steps") }
            let takenBack = steps.compactMap(\.compensates)
            if Set(takenBack).count != takenBack.count { broken.append("taken back twice") }
            for step in steps where step.kind == .compensated {
                let target = steps.first { $0.step == step.compensates }
                if target.map({ $0.step >= step.step || $0.kind == .compensated }) ?? true {
                    broken.append("step \(step.step) takes back none")
                }
            }
            // What the core believes: the last step that stands.
            let standing = steps.last { $0.kind != .compensated && !takenBack.contains($0.step) }
            if (standing?.kind == .ended) != ticket.state.isEnded { broken.append("end told") }
        }
        return broken
    }

    /// What differs when the events are applied again to a new hall.
    static func replayed(_ table: HallTable) -> [String] {
        var again = Hall()
        for (event, at) in table.events { again.apply(event, at: at) }
        let hall = table.hall
        let now = table.events.last?.at ?? Centre.at("08:00")
        var different: [String] = []
        if again.tickets != hall.tickets { different.append("tickets") }
        if again.counters != hall.counters { different.append("counters") }
        if again.recentCalls != hall.recentCalls { different.append("recent calls") }
        if again.lineViews(at: now) != hall.lineViews(at: now) { different.append("lines") }
        if again.outlooks(at: now) != hall.outlooks(at: now) { different.append("outlooks") }
        if again.taught.priors != hall.taught.priors { different.append("what was learned") }
        if again.forecasts != hall.forecasts { different.append("forecasts") }
        if again.placings != hall.placings { different.append("placings") }
        if again.lastEventAt != hall.lastEventAt { different.append("last event") }
        for number in hall.counters.keys {
            let next = again.next(for: number, limit: 9, at: now)
            let other = hall.next(for: number, limit: 9, at: now)
            if next.map(\.ticket) != other.map(\.ticket) { different.append("next") }
            if next.map(\.reason) != other.map(\.reason) { different.append("reasons") }
            if again.undoable(at: number)?.number != hall.undoable(at: number)?.number {
                different.append("undo")
            }
        }
        return different
    }
}
