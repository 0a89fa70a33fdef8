package import QueueCore

/// Looks for the smallest roster that keeps a goal.
///
/// Smallest means fewest counter-hours, and at the same hours fewest counters. The roster is made of
/// blocks, the spans of the widest roster: whole counters and then blocks are taken away, the least
/// busy first, as long as the goal is kept; then each block that went is put back to see whether
/// more can go in its place. No block can be taken from what is found, nor two for one; that no
/// other set of blocks is smaller is not proved. All rosters are tried on the very same citizens,
/// and the one found is checked on days it was not chosen with.
package struct RosterSearch: Sendable {
    /// Simulated days, all together, after which no more is tried.
    package static let simulationsMax = 20_000

    private let plan: HallPlan
    private let goal: RosterGoal
    private let days: [Workload]
    private let checkDays: [Workload]
    private let blocks: [Roster.Span]
    private var known: [Set<Int>: SimulatedFigures] = [:]
    private var simulations = 0
    private var trials: [Trial] = []

    /// One roster that was tried.
    package struct Trial: Hashable, Sendable, Codable {
        /// What was taken away, such as `counter 7` or `counter 4 13:30–17:00`.
        package let without: String
        package let counterHours: Double
        /// The share that decides, in per cent.
        package let sharePercent: Double
        package let leftOver: Int
        package let isKept: Bool
    }

    /// What was found.
    package struct Outcome: Hashable, Sendable, Codable {
        /// Every block at work: the best that can be.
        package let widest: SimulatedFigures
        package let widestHours: Double
        /// Nil when even the widest roster does not keep the goal.
        package let roster: Roster?
        package let figures: SimulatedFigures?
        /// The roster on days it was not chosen with; nil where there are none.
        package let check: SimulatedFigures?
        /// Whether those days keep the goal too.
        package let isChecked: Bool
        package let trials: [Trial]
    }

    private struct Candidate {
        var kept: Set<Int>
        /// Blocks taken away, the last one last.
        var removed: [Int]
    }

    private init(
        _ plan: HallPlan, _ widest: Roster, _ days: [Workload], _ checkDays: [Workload],
        _ goal: RosterGoal
    ) {
        self.plan = plan
        self.goal = goal
        self.days = days
        self.checkDays = checkDays
        blocks = widest.spans
    }

    /// Searches.
    ///
    /// - Parameters:
    ///   - plan: the centre's.
    ///   - widest: everything that may be used; its spans are the blocks.
    ///   - days: to choose with.
    ///   - checkDays: to check with; none leaves the roster unchecked.
    ///   - goal: what must be kept.
    /// - Returns: the same for the same arguments.
    package static func run(
        _ plan: HallPlan, widest: Roster, days: [Workload], checkDays: [Workload],
        goal: RosterGoal
    ) -> Outcome {
        var search = RosterSearch(plan, widest, days, checkDays, goal)
        return search.run(widest)
    }

    private mutating func run(_ widest: Roster) -> Outcome {
        let all = Set(blocks.indices)
        let figures = evaluate(all)
        guard goal.isKept(by: figures, leftOver: figures.all.expired) else {
            return Outcome(
                widest: figures, widestHours: widest.counterHours, roster: nil, figures: nil,
                check: nil, isChecked: false, trials: trials)
        }
        let leftOver = figures.all.expired
        let busy = Dictionary(figures.counters.map { ($0.counter, $0.busyHours) }) { $1 }
        let sequence = blocks.indices.sorted { one, other in
            (busy[blocks[one].counter] ?? 0, one) < (busy[blocks[other].counter] ?? 0, other)
        }
        var best = Candidate(kept: all, removed: [])
        removeBlocks(&best, sequence, leftOver)
        var other = Candidate(kept: all, removed: [])
        removeCounters(&other, sequence, leftOver)
        removeBlocks(&other, sequence, leftOver)
        if size(other.kept) < size(best.kept) { best = other }
        while let smaller = exchanged(best, sequence, leftOver) { best = smaller }
        let check = checked(&best)
        let roster = self.roster(best.kept)
        return Outcome(
            widest: figures, widestHours: widest.counterHours, roster: roster,
            figures: evaluate(best.kept), check: check?.figures,
            isChecked: check?.isKept ?? false, trials: trials)
    }

    /// Takes whole counters away, the least busy first.
    private mutating func removeCounters(
        _ candidate: inout Candidate, _ sequence: [Int], _ leftOver: Int
    ) {
        var counters: [CounterNumber] = []
        for block in sequence where !counters.contains(blocks[block].counter) {
            counters.append(blocks[block].counter)
        }
        for counter in counters {
            let mine = candidate.kept.filter { blocks[$0].counter == counter }.sorted()
            tryWithout(mine, "counter \(counter)", &candidate, leftOver)
        }
    }

    /// Takes single blocks away until none can go.
    private mutating func removeBlocks(
        _ candidate: inout Candidate, _ sequence: [Int], _ leftOver: Int
    ) {
        var isChanged = true
        while isChanged {
            isChanged = false
            for block in sequence where candidate.kept.contains(block) {
                let span = blocks[block]
                let name =
                    "counter \(span.counter) "
                    + OpeningHours.Span(from: span.from, to: span.to).text
                if tryWithout([block], name, &candidate, leftOver) { isChanged = true }
            }
        }
    }

    /// A smaller roster with one block back and others away; nil when there is none.
    private mutating func exchanged(
        _ best: Candidate, _ sequence: [Int], _ leftOver: Int
    ) -> Candidate? {
        for block in sequence.reversed() where !best.kept.contains(block) {
            for first in sequence where best.kept.contains(first) {
                var candidate = best
                candidate.kept.insert(block)
                candidate.removed.removeAll { $0 == block }
                // Without this first one, and then whatever can go too; the one put back goes last.
                let rest = [first] + sequence.filter { $0 != first && $0 != block } + [block]
                removeBlocks(&candidate, rest, leftOver)
                if size(candidate.kept) < size(best.kept) { return candidate }
            }
        }
        return nil
    }

    /// Takes blocks away if the goal is kept without them.
    @discardableResult
    private mutating func tryWithout(
        _ some: [Int], _ name: String, _ candidate: inout Candidate, _ leftOver: Int
    ) -> Bool {
        let rest = candidate.kept.subtracting(some)
        guard !some.isEmpty, known[rest] != nil || simulations < Self.simulationsMax else {
            return false
        }
        let isNew = known[rest] == nil
        let figures = evaluate(rest)
        let isKept = goal.isKept(by: figures, leftOver: leftOver)
        if isNew {
            trials.append(
                Trial(
                    without: name, counterHours: roster(rest).counterHours,
                    sharePercent: goal.share(of: figures), leftOver: figures.all.expired,
                    isKept: isKept))
        }
        if isKept { candidate = Candidate(kept: rest, removed: candidate.removed + some) }
        return isKept
    }

    /// Gives blocks back until days the roster was not chosen with keep the goal too.
    private mutating func checked(_ best: inout Candidate)
        -> (figures: SimulatedFigures, isKept: Bool)?
    {
        guard !checkDays.isEmpty else { return nil }
        let leftOver = simulate(Set(blocks.indices), checkDays).all.expired
        while true {
            let figures = simulate(best.kept, checkDays)
            let isKept = goal.isKept(by: figures, leftOver: leftOver)
            guard !isKept, let block = best.removed.popLast() else { return (figures, isKept) }
            best.kept.insert(block)
        }
    }

    private mutating func evaluate(_ kept: Set<Int>) -> SimulatedFigures {
        if let figures = known[kept] { return figures }
        let figures = simulate(kept, days)
        known[kept] = figures
        simulations += days.count
        return figures
    }

    private func simulate(_ kept: Set<Int>, _ days: [Workload]) -> SimulatedFigures {
        let roster = roster(kept)
        return SimulatedFigures(
            days.map { HallSimulation.run(plan, roster: roster, workload: $0) },
            targetMinutes: goal.targetMinutes)
    }

    private func roster(_ kept: Set<Int>) -> Roster {
        Roster(spans: kept.map { blocks[$0] }).joined
    }

    /// Minutes at counters, then counters.
    private func size(_ kept: Set<Int>) -> (Int, Int) {
        let minutes = kept.reduce(0) { $0 + blocks[$1].to - blocks[$1].from }
        return (minutes, Set(kept.map { blocks[$0].counter }).count)
    }
}
