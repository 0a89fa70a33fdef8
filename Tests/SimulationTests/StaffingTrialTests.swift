import QueueCore
import Simulation
import Testing

/// A past day with other hours of counters.
@Suite struct StaffingTrialTests {
    private let plan = HallSample.plan()

    private func past() throws -> PastDay {
        let (_, events) = HallSimulation.recorded(
            plan, roster: Roster.full(plan, on: HallSample.day),
            workload: HallSample.workload(1, perHour: 9))
        return try #require(PastDay(events))
    }

    @Test func `fewer hours are longer waits, on the day and on days like it`() throws {
        let past = try past()
        let counter = try #require(past.roster.counters.last)
        let change = try #require(CounterChange("\(counter)="))
        let trial = try StaffingTrial(past, [change])
        var steps: [Int] = []
        let outcome = try #require(
            trial.run(targetMinutes: 15) { done, of in
                steps.append(done)
                return of == 2 * (1 + StaffingTrial.variants)
            })
        #expect(steps == Array(1...(2 * (1 + StaffingTrial.variants))))
        #expect(outcome.after.counterHours < outcome.before.counterHours)
        let (before, after) = (outcome.before.figures.all, outcome.after.figures.all)
        #expect(before.issued == after.issued)
        #expect(after.averageSeconds ?? 0 > before.averageSeconds ?? 0)
        let bands = (
            try #require(outcome.before.averageSeconds), try #require(outcome.after.averageSeconds)
        )
        #expect(bands.0.lowerBound < bands.0.upperBound)
        #expect(bands.1.upperBound > bands.0.upperBound)
    }

    @Test func `the same question has the same answer`() throws {
        let past = try past()
        func answer() throws -> ClosedRange<Int>? {
            try StaffingTrial(past, []).run(targetMinutes: 15) { _, _ in true }?
                .after.averageSeconds
        }
        #expect(try answer() == answer())
    }

    @Test func `who is told to stop stops`() throws {
        let trial = try StaffingTrial(try past(), [])
        var steps = 0
        let outcome = trial.run(targetMinutes: 15) { _, _ in
            steps += 1
            return steps < 3
        }
        #expect(outcome == nil && steps == 3)
    }

    @Test func `a counter that there is not is refused`() throws {
        let change = try #require(CounterChange("99=08:00-09:00"))
        #expect(throws: RosterFault.self) { try StaffingTrial(try past(), [change]) }
    }
}
