import QueueCore

/// A random day: its plan, its commands, and how the two halls are compared.
enum ModelDay {
    static let lines = ["ho-tich", "chung-thuc", "dat-dai"]
    static let today = Centre.at("00:00").millisecondsSinceEpoch

    static func plan(_ dice: inout SeededDice) -> HallPlan {
        var plan = Centre.plan()
        func sometimes(_ value: Int) -> Int? { Bool.random(using: &dice) ? value : nil }
        plan.lines[0].longestWaitMinutes = sometimes(20)
        plan.lines[1].preferenceMinutes = sometimes(10)
        plan.lines[0].preferenceMinutes = sometimes(5)
        plan.lines[2].dailyLimit = sometimes(4)
        if Bool.random(using: &dice) {
            plan.counters[0].overflow = [.init(line: "ho-tich", afterMinutes: 8)]
            plan.clerks[0].fields = ["dat-dai", "ho-tich", "nuoi-con-nuoi"]
        }
        plan.rules.returnsMax = Int.random(in: 0...2, using: &dice)
        plan.rules.undoSeconds = 120
        return plan
    }

    /// Commands that mostly make sense, told by a naive hall that plays along.
    static func acts(_ dice: inout SeededDice, _ plan: HallPlan, count: Int) -> [Act] {
        var hall = NaiveHall(plan)
        var now: Int64 = 8 * 3_600_000
        var acts: [Act] = []
        for _ in 0..<count {
            now += step(&dice)
            now = min(max(now, 7 * 3_600_000), 22 * 3_600_000)
            let act = act(&dice, hall, now)
            acts.append(act)
            _ = hall.result(act, today: today)
        }
        return acts
    }

    private static func step(_ dice: inout SeededDice) -> Int64 {
        switch Int.random(in: 0..<40, using: &dice) {
        case 0: Int64.random(in: -200_000..<0, using: &dice)
        case 1: Int64.random(in: 0..<1_200_000, using: &dice)
        case 2..<8: 0
        case 8..<12: [45_000, 60_000, 90_000, 120_000, 120_001].randomElement(using: &dice) ?? 0
        default: Int64.random(in: 0..<60_000, using: &dice)
        }
    }

    private static func act(_ dice: inout SeededDice, _ hall: NaiveHall, _ now: Int64) -> Act {
        let desk = hall.desks.randomElement(using: &dice)
        let counter = desk?.number ?? 6
        let usual = desk?.clerk ?? "clerk\(counter)"
        let strangers = ["clerk7", "clerk6", "manager1", "clerk99"]
        let who =
            Int.random(in: 0..<15, using: &dice) == 0
            ? strangers.randomElement(using: &dice) ?? usual : usual
        let number = hall.people.randomElement(using: &dice)?.number ?? "1001"
        let verb: Act.Verb
        if desk?.state != "open", Int.random(in: 0..<3, using: &dice) == 0 {
            verb = .open
        } else if Int.random(in: 0..<3, using: &dice) == 0 {
            return Act(at: now, who: "kiosk", counter: counter, verb: take(&dice, now))
        } else {
            verb = self.verb(&dice, number, counter)
        }
        if case .dossier = verb { return Act(at: now, who: "core", counter: counter, verb: verb) }
        return Act(at: now, who: who, counter: counter, verb: verb)
    }

    private static func take(_ dice: inout SeededDice, _ now: Int64) -> Act.Verb {
        let line = lines.randomElement(using: &dice) ?? "ho-tich"
        let procedures = ["1.001193", "2.001263", nil]
        let groups = ["elderly", "with-child", nil, nil, nil, nil]
        let slot = now + Int64.random(in: -20...20, using: &dice) * 60_000
        return .take(
            line: line,
            procedure: line == "ho-tich" ? procedures.randomElement(using: &dice) ?? nil : nil,
            group: groups.randomElement(using: &dice) ?? nil,
            slot: Int.random(in: 0..<5, using: &dice) == 0 ? slot : nil)
    }

    private static func verb(
        _ dice: inout SeededDice, _ number: String, _ counter: Int
    ) -> Act.Verb {
        let places = ["first", "last", "by-arrival"]
        let place = places.randomElement(using: &dice) ?? "last"
        switch Int.random(in: 0..<40, using: &dice) {
        case 0..<10: return .callNext
        case 10..<16: return .start
        case 16..<20: return .complete
        case 20..<22: return .miss
        case 22: return .recall
        case 23: return .park
        case 24: return .call(number)
        case 25: return .resume(number)
        case 26:
            return .send(
                line: (lines + ["ho-so"]).randomElement(using: &dice) ?? "", place: place,
                isServed: Bool.random(using: &dice))
        case 27: return .sendTo(counter: [1, 6, 8].randomElement(using: &dice) ?? 6, place: place)
        case 28: return .giveBack(number)
        case 29: return .cancel(number)
        case 30: return .grant(number, Bool.random(using: &dice) ? "elderly" : "with-child")
        case 31: return .withdraw(number, isServed: Bool.random(using: &dice))
        case 32: return .dossier(number)
        case 33: return .pause
        case 34: return .close
        default: return .undo
        }
    }

    // MARK: Comparing

    /// The first difference between the hall and the reference; nil when there is none.
    static func difference(_ plan: HallPlan, _ acts: [Act]) -> String? {
        var table = HallTable(plan)
        var naive = NaiveHall(plan)
        for act in acts {
            let wanted = naive.result(act, today: today)
            let found = table.result(of: act.row.split(separator: " ").map(String.init))
            if found != wanted { return "\(act.row) -> \(found), right is \(wanted)" }
            if let difference = difference(table.hall, naive, today + act.at) {
                return "after \(act.row): \(difference)"
            }
        }
        return nil
    }

    private static func difference(_ hall: Hall, _ naive: NaiveHall, _ now: Int64) -> String? {
        for person in naive.people {
            guard let ticket = hall.ticket(numbered: person.number) else {
                return "\(person.number) is missing"
            }
            let found =
                "\(ticket.state.rawValue) \(ticket.line) \(ticket.handOffSteps)"
                + " \(ticket.services.count) \(ticket.returns)"
                + " \(ticket.waits.first?.milliseconds ?? -1) \(ticket.waits.total.milliseconds)"
            let wanted =
                "\(person.state) \(person.line) \(person.steps) \(person.services)"
                + " \(person.returns) \(person.first ?? -1) \(person.waited)"
            if found != wanted { return "\(person.number) is \(found), right is \(wanted)" }
        }
        let instant = Instant(millisecondsSinceEpoch: now)
        for desk in naive.desks {
            let counter = hall.counters[desk.number]
            let shown = hall.shownNumber(at: desk.number)
            let person = desk.person.map { naive.people[$0].number }
            if counter?.state.rawValue ?? "closed" != desk.state || shown != person {
                return "counter \(desk.number) is \(desk.state) \(person ?? "-")"
            }
            let next = hall.next(for: desk.number, limit: 4, at: instant).map(\.ticket.number)
            let right =
                desk.clerk == nil
                ? []
                : naive.standings(at: desk, now).prefix(4).map { naive.people[$0.index].number }
            if next != right { return "next at \(desk.number): \(next), right is \(right)" }
        }
        return nil
    }

    /// Leaves commands out as long as the halls still differ.
    static func shrink(_ plan: HallPlan, _ acts: [Act]) -> [Act] {
        var acts = acts
        var size = max(1, acts.count / 2)
        while size >= 1 {
            var start = 0
            while start < acts.count {
                let end = min(start + size, acts.count)
                let fewer = Array(acts[..<start] + acts[end...])
                if difference(plan, fewer) != nil { acts = fewer } else { start = end }
            }
            if size == 1 { break }
            size /= 2
        }
        return acts
    }
}
