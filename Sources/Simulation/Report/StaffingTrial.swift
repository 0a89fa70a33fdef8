import QueueCore

/// A past day run again with the counters open at other times.
///
/// The same people come with the same matters; how long each takes is the day's own chance, so both
/// rosters are also run on days on which the services of each line went to others of its citizens.
/// How far those days lie apart says how much a difference means.
package struct StaffingTrial: Sendable {
    /// Days like this one on which both rosters are run.
    package static let variants = 40
    /// Where the dice begin: the same question has the same answer.
    private static let seed: UInt64 = 1

    package let past: PastDay
    package let roster: Roster

    /// - Throws: `RosterFault`.
    package init(_ past: PastDay, _ changes: [CounterChange]) throws(RosterFault) {
        self.past = past
        let plan = past.plan.effective(on: past.day)
        roster = try past.roster.changed(by: changes, plan, choosesClerks: true)
    }

    /// One roster on the day and on days like it.
    package struct Outcome: Sendable {
        package let counterHours: Double
        package let figures: SimulatedFigures
        /// The mean wait of four fifths of the days like it, in seconds; nil when nobody was called.
        package let averageSeconds: ClosedRange<Int>?
        /// Called within the target, of all who did not leave before, of four fifths of those days;
        /// per cent rounded.
        package let sharePercent: ClosedRange<Int>?
    }

    /// Runs both.
    ///
    /// - Parameters:
    ///   - targetMinutes: within which citizens should be called.
    ///   - onStep: told after each run how many are done, of how many; false ends it.
    /// - Returns: the day's own roster and the changed one; nil when it was ended.
    package func run(
        targetMinutes: Int, onStep: (_ done: Int, _ of: Int) -> Bool
    ) -> (before: Outcome, after: Outcome)? {
        let rosters = [past.roster, roster]
        let all = rosters.count * (1 + Self.variants)
        var done = 0
        var days: [[SimulatedFigures]] = [[], []]
        for variant in 0...Self.variants {
            let workload = variant == 0 ? past.workload : like(past.workload, variant)
            for (place, roster) in rosters.enumerated() {
                let result = HallSimulation.run(past.plan, roster: roster, workload: workload)
                days[place].append(SimulatedFigures([result], targetMinutes: targetMinutes))
                done += 1
                guard onStep(done, all) else { return nil }
            }
        }
        return (Self.outcome(rosters[0], days[0]), Self.outcome(rosters[1], days[1]))
    }

    /// The same people, each with the service of another one of the line.
    private func like(_ workload: Workload, _ variant: Int) -> Workload {
        var citizens = workload.citizens
        var dice = SeededDice(seed: Self.seed, stream: UInt64(variant))
        let served = citizens.indices.filter { citizens[$0].comes }
        for (_, places) in Dictionary(grouping: served, by: { citizens[$0].line })
            .sorted(by: { $0.key < $1.key })
        {
            let services = places.map { citizens[$0].service }.shuffled(using: &dice)
            for (place, service) in zip(places, services) { citizens[place].service = service }
        }
        return Workload(day: workload.day, citizens: citizens)
    }

    private static func outcome(_ roster: Roster, _ days: [SimulatedFigures]) -> Outcome {
        let like = days.dropFirst()
        return Outcome(
            counterHours: roster.counterHours, figures: days[0],
            averageSeconds: middle(like.compactMap(\.all.averageSeconds)),
            sharePercent: middle(
                like.compactMap { $0.all.sharePercent.map { Int($0.rounded()) } }))
    }

    /// Four fifths of the values, a tenth left out at each end.
    private static func middle(_ values: [Int]) -> ClosedRange<Int>? {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        let cut = sorted.count / 10
        return sorted[cut]...sorted[sorted.count - 1 - cut]
    }
}
