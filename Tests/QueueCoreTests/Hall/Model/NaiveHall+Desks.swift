import QueueCore

// What happens at a desk.
extension NaiveHall {
    mutating func atDesk(_ act: Act, _ desk: Int, _ now: Int64) -> String {
        let isManager = act.who.hasPrefix("manager")
        if act.verb == .open { return open(desk, act.who) }
        if !(isManager && (act.verb == .pause || act.verb == .close)) {
            if desks[desk].state == "closed" { return "counter-closed" }
            if desks[desk].clerk != act.who { return "not-yours" }
        }
        switch act.verb {
        case .pause:
            guard desks[desk].state == "open" else { return "counter-closed" }
            desks[desk].state = "paused"
            return "ok"
        case .close: return close(desk, isManager: isManager, now)
        case .undo: return undo(desk, now)
        case .callNext, .call, .resume:
            if desks[desk].state != "open" { return "counter-closed" }
            if desks[desk].person != nil { return "still-serving" }
            return call(act, desk, now)
        default:
            guard let index = desks[desk].person else { return "wrong-state" }
            return withPerson(act, desk, index, now)
        }
    }

    private mutating func open(_ desk: Int, _ who: String) -> String {
        guard who.hasPrefix("clerk") else { return "not-yours" }
        if let clerk = desks[desk].clerk, clerk != who { return "counter-taken" }
        let own = fields(of: who)
        guard
            desks[desk].lines.contains(where: { fields(ofLine: $0).contains(where: own.contains) })
        else { return "not-qualified" }
        if desks.indices.contains(where: { $0 != desk && desks[$0].clerk == who }) {
            return "wrong-state"
        }
        desks[desk].state = "open"
        desks[desk].clerk = who
        return "ok"
    }

    private mutating func close(_ desk: Int, isManager: Bool, _ now: Int64) -> String {
        guard desks[desk].state != "closed" else { return "counter-closed" }
        if let index = desks[desk].person {
            guard isManager else { return "still-serving" }
            if people[index].state == "serving" {
                people[index].state = "parked"
            } else {
                wait(index, now)
            }
            desks[desk].person = nil
        }
        desks[desk].state = "closed"
        desks[desk].clerk = nil
        desks[desk].undo = nil
        for index in people.indices
        where people[index].state == "waiting" && people[index].bound == desks[desk].number {
            people[index].bound = nil
        }
        return "ok"
    }

    private mutating func call(_ act: Act, _ desk: Int, _ now: Int64) -> String {
        let next = standings(at: desks[desk], now)
        let index: Int
        var reason = ""
        switch act.verb {
        case .call(let number):
            guard let found = self.index(number) else { return "unknown-ticket" }
            guard people[found].state == "waiting" else { return "not-waiting" }
            (index, reason) = (found, " out-of-turn")
        case .resume(let number):
            guard let found = self.index(number) else { return "unknown-ticket" }
            guard ["parked", "no-show"].contains(people[found].state) else { return "wrong-state" }
            (index, reason) = (found, " resumed")
        default:
            guard let first = next.first else { return "nobody" }
            (index, reason) = (first.index, " \(why(next))")
        }
        let before = people[index]
        guard isQualified(act.who, before, line: before.line) else { return "not-qualified" }
        if before.state == "no-show" {
            guard mayReturn(before, now) else { return "too-late" }
            people[index].steps += 1
            people[index].returns += 1
        }
        if before.state == "waiting" {
            stopWaiting(index, now, counts: true)
            if people[index].first == nil { people[index].first = people[index].waited }
        }
        people[index].state = "called"
        people[index].counter = desks[desk].number
        people[index].calls = 1
        people[index].invited = now
        people[index].bound = nil
        desks[desk].person = index
        remember(desk, before, now, step: nil)
        if before.state == "no-show" { desks[desk].undo = nil }
        return before.number + reason
    }

    private mutating func withPerson(_ act: Act, _ desk: Int, _ index: Int, _ now: Int64) -> String
    {
        let before = people[index]
        let isCalled = before.state == "called"
        switch act.verb {
        case .recall:
            guard isCalled else { return "wrong-state" }
            guard before.calls < plan.rules.invitations else { return "calls-exhausted" }
            let pause =
                before.credit > 0 ? plan.rules.priorityRecallSeconds : plan.rules.recallSeconds
            guard now - before.invited >= Int64(pause) * 1_000 else { return "too-soon" }
            people[index].calls += 1
            people[index].invited = now
            desks[desk].undo = nil
        case .start:
            guard isCalled else { return "wrong-state" }
            people[index].state = "serving"
            people[index].steps += 1
            remember(desk, before, now, step: people[index].steps)
        case .complete, .miss:
            let isMiss = act.verb == .miss
            guard isMiss == isCalled else { return "wrong-state" }
            people[index].state = isMiss ? "no-show" : "completed"
            people[index].missed = now
            people[index].services += isMiss ? 0 : 1
            people[index].steps += 1
            desks[desk].person = nil
            remember(desk, before, now, step: people[index].steps)
        case .park:
            people[index].state = "parked"
            desks[desk].person = nil
            remember(desk, before, now, step: nil)
        case .send(let line, let place, let isServed):
            guard plan.lines.contains(where: { $0.id.rawValue == line }) else {
                return "unknown-line"
            }
            if isServed, isCalled { return "wrong-state" }
            send(desk, index, line, nil, place, isServed: isServed, now)
        case .sendTo(let number, let place):
            guard let target = desks.first(where: { $0.number == number }) else {
                return "unknown-counter"
            }
            if number == desks[desk].number { return "invalid counter" }
            let own = target.lines.contains(before.line) ? [before.line] : []
            let lines = own + target.lines
            let line = lines.first {
                target.clerk == nil || isQualified(target.clerk, before, line: $0)
            }
            guard let line else { return "not-qualified" }
            let bound = target.clerk == nil ? nil : number
            send(desk, index, line, bound, place, isServed: false, now)
        default: return "unreadable"
        }
        return before.number
    }

    private mutating func send(
        _ desk: Int, _ index: Int, _ line: String, _ bound: Int?, _ place: String, isServed: Bool,
        _ now: Int64
    ) {
        let before = people[index]
        let keys = people.filter { $0.state == "waiting" && $0.line == line }.map(\.key)
        if place == "first" { people[index].key = min(before.key, (keys.min() ?? before.key) - 1) }
        if place == "last" { people[index].key = max(now, lastKey) + 1 }
        if people[index].key != before.key {
            people[index].used = max(before.used, before.credit)
            if place == "last", people[index].key > before.key {
                people[index].arrived = max(before.arrived, people[index].key)
            }
        }
        people[index].line = line
        people[index].bound = bound
        people[index].wasSent = true
        if isServed {
            people[index].services += 1
            people[index].steps += 1
        }
        wait(index, now)
        desks[desk].person = nil
        remember(desk, before, now, step: isServed ? people[index].steps : nil)
    }

    private mutating func remember(_ desk: Int, _ before: Person, _ now: Int64, step: Int?) {
        desks[desk].undo = Undo(at: now, before: before, after: people[before.place], step: step)
    }

    private mutating func undo(_ desk: Int, _ now: Int64) -> String {
        guard let undo = desks[desk].undo, people[undo.before.place] == undo.after,
            desks[desk].person == nil || desks[desk].person == undo.before.place
        else { return "nothing-to-undo" }
        let hasDossier = dossiers.contains { dossier in
            dossier.place == undo.before.place && undo.step.map { $0 == dossier.step } ?? false
        }
        if hasDossier || now - undo.at > Int64(plan.rules.undoSeconds) * 1_000 { return "too-late" }
        var person = undo.before
        person.steps = undo.after.steps + (undo.step == nil ? 0 : 1)
        if desks.contains(where: { $0.number == person.bound && $0.clerk == nil }) {
            person.bound = nil
        }
        people[person.place] = person
        let isHere = ["called", "serving"].contains(person.state)
        desks[desk].person = isHere ? person.place : nil
        desks[desk].undo = nil
        return person.number
    }
}
