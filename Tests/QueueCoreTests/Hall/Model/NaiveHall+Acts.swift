import QueueCore

// What each act does, or the word for why it does not.
extension NaiveHall {
    /// The result that a row must have.
    mutating func result(_ act: Act, today: Int64) -> String {
        let now = today + act.at
        // The first command of all opens the day.
        lastEvent = lastEvent ?? now
        if case .take = act.verb {
            if let last = lastEvent, now < last - 120_000 { return "clock-doubtful" }
        }
        let before = self
        let answer = carryOut(act, now, today)
        if case .dossier = act.verb { return answer }
        if isChanged(since: before) || isClaim(act, answer) {
            lastEvent = max(now, lastEvent ?? now)
        }
        return answer
    }

    /// A claim looked at is kept, also where it changed nothing.
    private func isClaim(_ act: Act, _ answer: String) -> Bool {
        switch act.verb {
        case .grant(let number, _), .withdraw(let number, _): answer == number
        default: false
        }
    }

    private func isChanged(since before: NaiveHall) -> Bool {
        people != before.people || unmet != before.unmet
            || desks.map(\.state) != before.desks.map(\.state)
    }

    private mutating func carryOut(_ act: Act, _ now: Int64, _ today: Int64) -> String {
        switch act.verb {
        case .take(let line, let procedure, let group, let slot):
            return take(line, procedure, group, slot.map { today + $0 }, now)
        case .giveBack(let number): return giveBack(number, now)
        case .cancel(let number):
            guard let index = index(number) else { return "unknown-ticket" }
            guard ["waiting", "parked"].contains(people[index].state) else { return "wrong-state" }
            stopWaiting(index, now, counts: people[index].first != nil)
            people[index].state = "cancelled"
            people[index].steps += 1
            return number
        case .grant(let number, let group): return claim(number, group, by: act.who, now)
        case .withdraw(let number, let isServed):
            return claim(number, nil, isServed: isServed, by: act.who, now)
        case .dossier(let number):
            if let index = index(number) { dossiers.append((index, people[index].steps)) }
            return "ok"
        default:
            guard let desk = desks.firstIndex(where: { $0.number == act.counter }) else {
                return "unknown-counter"
            }
            return atDesk(act, desk, now)
        }
    }

    func index(_ number: String) -> Int? { people.firstIndex { $0.number == number } }

    private func credit(_ group: String) -> Int64? {
        plan.priorityGroups.first { $0.id == group }.map { Int64($0.creditMinutes) * 60_000 }
    }

    private mutating func take(
        _ name: String, _ procedure: String?, _ group: String?, _ slot: Int64?, _ now: Int64
    ) -> String {
        guard let line = plan.lines.first(where: { $0.id.rawValue == name }) else {
            return "unknown-line"
        }
        let count = given[name, default: 0]
        if count >= min(line.dailyLimit ?? .max, line.lastNumber - line.firstNumber + 1) {
            if unmet[name].map({ now - $0 >= 10_000 }) ?? true { unmet[name] = now }
            return "line-full"
        }
        let head = group.flatMap(credit) ?? 0
        let grace = Int64(plan.rules.appointmentGraceMinutes) * 60_000
        let kept = slot.flatMap { now <= $0 + grace ? $0 : nil }
        lastKey = max(lastKey, now)
        let field =
            plan.procedures.first { $0.code.rawValue == procedure }?.field.rawValue
            ?? line.fields.first?.rawValue ?? ""
        given[name] = count + 1
        let number = padded(line.firstNumber + count, line.digits)
        people.append(
            Person(
                number: number, place: people.count, issued: now, slot: kept,
                arrived: max(kept ?? lastKey, lastKey),
                procedure: procedure, field: field, line: name, key: (kept ?? lastKey) - head,
                credit: head, waitsSince: now))
        return number
    }

    private mutating func giveBack(_ number: String, _ now: Int64) -> String {
        guard let index = index(number) else { return "unknown-ticket" }
        guard people[index].state == "no-show" else { return "wrong-state" }
        guard mayReturn(people[index], now) else { return "too-late" }
        people[index].steps += 1
        people[index].returns += 1
        wait(index, now)
        return number
    }

    func mayReturn(_ person: Person, _ now: Int64) -> Bool {
        person.returns < plan.rules.returnsMax
            && now - person.missed <= Int64(plan.rules.noShowReturnMinutes) * 60_000
    }

    private mutating func claim(
        _ number: String, _ group: String?, isServed: Bool = false, by who: String, _ now: Int64
    ) -> String {
        guard let index = index(number) else { return "unknown-ticket" }
        guard ["waiting", "called", "parked"].contains(people[index].state) else {
            return "wrong-state"
        }
        if people[index].state == "called",
            desks.contains(where: { $0.person == index && $0.clerk != who })
        {
            return "not-yours"
        }
        let old = people[index].headStart
        people[index].credit = group.flatMap(credit) ?? 0
        let new = people[index].headStart
        people[index].key += old - new
        if people[index].state == "called", new < old, !isServed {
            for desk in desks.indices where desks[desk].person == index {
                desks[desk].person = nil
                desks[desk].undo = nil
            }
            wait(index, now)
        }
        return number
    }

    mutating func wait(_ index: Int, _ now: Int64) {
        people[index].state = "waiting"
        people[index].counter = nil
        people[index].calls = 0
        people[index].waitsSince = now
    }

    mutating func stopWaiting(_ index: Int, _ now: Int64, counts: Bool) {
        if let since = people[index].waitsSince, counts {
            people[index].waited += max(0, now - since)
        }
        people[index].waitsSince = nil
    }
}
