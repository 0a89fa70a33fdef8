package import QueueCore

/// Why a roster cannot be changed so.
package enum RosterFault: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownCounter(CounterNumber, known: [CounterNumber])
    case unknownClerk(ClerkID)
    /// Nobody sat there that day, and nobody is said to.
    case nobodyAt(CounterNumber)
    case twoPlaces(ClerkID, CounterNumber, CounterNumber)

    package var description: String {
        switch self {
        case .unknownCounter(let counter, let known):
            let counters = known.map { String($0) }.joined(separator: ", ")
            return "There is no counter \(counter); the counters are \(counters)."
        case .unknownClerk(let clerk): return "There is no clerk \(clerk)."
        case .nobodyAt(let counter):
            return "Counter \(counter) has no clerk: say who sits there, "
                + "\(counter):clerk7=09:00-17:00."
        case .twoPlaces(let clerk, let one, let other):
            return "\(clerk) cannot be at counters \(one) and \(other) at once: give another "
                + "clerk, \(other):clerk7=09:00-17:00."
        }
    }
}

extension Roster {
    /// The roster with other times of some counters.
    ///
    /// A counter keeps its clerk unless the change names one; where nobody sat there it gets the one
    /// who would usually.
    ///
    /// - Parameters:
    ///   - changes: the counters and their times.
    ///   - plan: in force on the day.
    ///   - choosesClerks: whether another clerk who is free then takes a counter whose own is not.
    /// - Returns: all counters, the others as they were.
    /// - Throws: `RosterFault`; nobody sits at two counters at once.
    package func changed(
        by changes: [CounterChange], _ plan: HallPlan, choosesClerks: Bool = false
    ) throws(RosterFault) -> Roster {
        let usual = Roster.clerksByCounter(plan)
        var changed = self
        for change in changes {
            try Self.check(change.counter, plan)
            if let clerk = change.clerk, !plan.clerks.contains(where: { $0.id == clerk }) {
                throw .unknownClerk(clerk)
            }
            let others = changed.replacing(change.counter, with: [])
            let there = spans.first { $0.counter == change.counter }?.clerk
            var clerk = change.clerk ?? there ?? usual[change.counter]
            if choosesClerks, clerk.map({ others.isBusy($0, in: change) }) ?? true {
                clerk = others.free(for: change, plan) ?? clerk
            }
            guard let clerk else { throw .nobodyAt(change.counter) }
            changed = changed.replacing(change.counter, with: change.roster(clerk))
        }
        try changed.checkClerks()
        return changed
    }

    /// A counter that the plan has.
    package static func check(
        _ counter: CounterNumber, _ plan: HallPlan
    ) throws(RosterFault) {
        guard plan.counters.contains(where: { $0.number == counter }) else {
            throw .unknownCounter(counter, known: plan.counters.map(\.number))
        }
    }

    private func isBusy(_ clerk: ClerkID, in change: CounterChange) -> Bool {
        spans.contains { span in
            span.clerk == clerk && change.spans.contains { $0.from < span.to && span.from < $0.to }
        }
    }

    /// Who has time and may serve most of the counter's fields.
    private func free(for change: CounterChange, _ plan: HallPlan) -> ClerkID? {
        guard let counter = plan.counters.first(where: { $0.number == change.counter }) else {
            return nil
        }
        let fields = Set(
            plan.lines.filter { counter.lines.contains($0.id) }.flatMap(\.fields))
        func missing(_ clerk: ClerkPlan) -> Int { fields.subtracting(clerk.fields).count }
        return plan.clerks.filter {
            !fields.isDisjoint(with: $0.fields) && !isBusy($0.id, in: change)
        }.min { (missing($0), $0.id) < (missing($1), $1.id) }?.id
    }

    /// Nobody sits at two counters.
    private func checkClerks() throws(RosterFault) {
        for one in spans {
            let other = spans.first {
                $0.clerk == one.clerk && $0.counter > one.counter && $0.from < one.to
                    && one.from < $0.to
            }
            if let other { throw .twoPlaces(one.clerk, one.counter, other.counter) }
        }
    }
}
