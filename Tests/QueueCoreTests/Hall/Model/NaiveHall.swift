import QueueCore

/// The hall's rules written down a second time, in the plainest way.
///
/// Lists, looked through from end to end. It shares the plan with the real hall and nothing else.
struct NaiveHall {
    struct Person: Equatable {
        let number: String
        let place: Int
        let issued: Int64
        let slot: Int64?
        /// From when the wait counts.
        var arrived: Int64
        let procedure: String?
        let field: String
        var line: String
        var key: Int64
        var credit: Int64
        /// Of the credit, what a placing by hand used up.
        var used: Int64 = 0
        var state = "waiting"
        var bound: Int?
        var counter: Int?
        var wasSent = false
        var calls = 0
        var invited: Int64 = 0
        var missed: Int64 = 0
        var returns = 0
        var steps = 1
        var services = 0
        var waitsSince: Int64?
        var first: Int64?
        var waited: Int64 = 0

        var headStart: Int64 { max(0, credit - used) }
    }

    struct Desk {
        let number: Int
        let lines: [String]
        let helps: [(line: String, after: Int64)]
        var state = "closed"
        var clerk: String?
        var person: Int?
        var undo: Undo?
    }

    struct Undo {
        let at: Int64
        let before: Person
        let after: Person
        let step: Int?
    }

    let plan: HallPlan
    var people: [Person] = []
    var desks: [Desk]
    var dossiers: [(place: Int, step: Int)] = []
    var lastEvent: Int64?
    var lastKey: Int64 = 0
    var given: [String: Int] = [:]
    var unmet: [String: Int64] = [:]

    init(_ plan: HallPlan) {
        self.plan = plan
        desks = plan.counters.map { counter in
            Desk(
                number: counter.number, lines: counter.lines.map(\.rawValue),
                helps: counter.overflow.map {
                    ($0.line.rawValue, Int64($0.afterMinutes) * 60_000)
                })
        }
    }

    // MARK: Who may serve whom

    func fields(of clerk: String?) -> [String] {
        plan.clerks.first { $0.id.rawValue == clerk }?.fields.map(\.rawValue) ?? []
    }

    func fields(ofLine line: String) -> [String] {
        plan.lines.first { $0.id.rawValue == line }?.fields.map(\.rawValue) ?? []
    }

    func isQualified(_ clerk: String?, _ person: Person, line: String) -> Bool {
        let all = fields(ofLine: line)
        let needed = person.procedure != nil && all.contains(person.field) ? [person.field] : all
        let own = fields(of: clerk)
        return needed.allSatisfy { own.contains($0) }
    }

    // MARK: Who is next

    /// Where somebody stands at a desk: smaller is earlier.
    struct Standing {
        let index: Int
        let isOverdue: Bool
        let isHelp: Bool
        var key: Int64
        let preference: Int64
        let place: Int
        let order: Int

        func isBefore(_ other: Standing) -> Bool {
            if isOverdue != other.isOverdue { return isOverdue }
            if key != other.key { return key < other.key }
            if place != other.place { return place < other.place }
            return order < other.order
        }
    }

    func standings(at desk: Desk, _ now: Int64) -> [Standing] {
        var found: [Standing] = []
        for (index, person) in people.enumerated() where person.state == "waiting" {
            guard person.bound == nil || person.bound == desk.number,
                isQualified(desk.clerk, person, line: person.line)
            else { continue }
            let line = plan.lines.first { $0.id.rawValue == person.line }
            if let place = desk.lines.firstIndex(of: person.line) {
                let promise = line?.longestWaitMinutes.map { Int64($0) * 60_000 }
                let isOverdue = promise.map { now - person.arrived > $0 } ?? false
                let preference = place == 0 ? Int64(line?.preferenceMinutes ?? 0) * 60_000 : 0
                found.append(
                    Standing(
                        index: index, isOverdue: isOverdue, isHelp: false,
                        key: isOverdue ? person.arrived : person.key - preference,
                        preference: preference, place: place, order: index))
            } else if let help = desk.helps.firstIndex(where: { $0.line == person.line }),
                now - person.arrived > desk.helps[help].after
            {
                found.append(
                    Standing(
                        index: index, isOverdue: false, isHelp: true, key: person.key,
                        preference: 0, place: desk.lines.count + help, order: index))
            }
        }
        // Selection, one by one: the slowest sort there is.
        var sorted: [Standing] = []
        while !found.isEmpty {
            var best = 0
            for place in found.indices where found[place].isBefore(found[best]) { best = place }
            sorted.append(found.remove(at: best))
        }
        return sorted
    }

    /// Why the first of `standings` is first.
    func why(_ standings: [Standing]) -> String {
        let own = standings[0]
        let person = people[own.index]
        if own.isOverdue { return "guarantee" }
        if own.isHelp { return "overflow" }
        if person.wasSent { return "transferred" }
        func isFirst(without gain: Int64) -> Bool {
            var later = own
            later.key += gain
            return standings.dropFirst().allSatisfy { later.isBefore($0) }
        }
        let slot = person.slot.map { person.issued - $0 } ?? 0
        let credit = person.headStart
        if credit > 0, !isFirst(without: credit) { return "credit" }
        if credit + slot > 0, !isFirst(without: credit + slot) {
            return "appointment"
        }
        // What a counter is there for first is so for all of that line.
        let plain = standings.map { standing in
            var plain = standing
            plain.key += plain.preference
            return plain
        }
        if plain.dropFirst().contains(where: { $0.isBefore(plain[0]) }) { return "preference" }
        return "longest-wait"
    }
}
