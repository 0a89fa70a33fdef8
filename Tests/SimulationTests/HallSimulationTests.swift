import Foundation
import QueueCore
import Simulation
import Testing

@Suite struct HallSimulationTests {
    private static let day = HallSample.day

    @Test(arguments: HallRules.Assignment.allCases)
    func `waits of a small day are what one works out by hand`(_ way: HallRules.Assignment) {
        let plan = HallSample.plan(assignment: way)
        // One counter from 08:00: the first is served 08:00–08:10, the second 08:10–08:20, and the
        // third comes into an empty hall.
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 480, to: 690)])
        let workload = Workload(
            day: Self.day,
            citizens: [
                HallSample.citizen("ho-tich", at: 470, service: 10),
                HallSample.citizen("ho-tich", at: 475, service: 10),
                HallSample.citizen("ho-tich", at: 600, service: 10),
            ])
        let result = HallSimulation.run(plan, roster: roster, workload: workload)
        #expect(result.lines[0].waits == [600_000, 900_000, 0])
        #expect(result.lines[0].completed == 3)
        #expect(result.counters[0].busy == 1_800_000)
        #expect(result.counters[0].open == 210 * 60_000)
        #expect(result.refusedSteps.isEmpty)
    }

    @Test(arguments: HallRules.Assignment.allCases)
    func `everyone who holds a number at closing is served, in overtime`(
        _ way: HallRules.Assignment
    ) {
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 810, to: 1_020)])
        let workload = Workload(
            day: Self.day,
            citizens: (0..<5).map { HallSample.citizen("ho-tich", at: 1_015 + $0, service: 10) })
        let result = HallSimulation.run(
            HallSample.plan(assignment: way), roster: roster, workload: workload)
        #expect(result.lines[0].completed == 5)
        #expect(result.lines[0].expired == 0)
        #expect(result.lastEnd == (1_015 + 50) * 60_000)
        #expect(result.counters[0].open == (1_065 - 810) * 60_000)
    }

    @Test func `at noon the clerk rests after the present citizen, and goes on after it`() {
        let plan = HallSample.plan()
        let roster = Roster.full(plan, on: Self.day).replacing(
            2,
            with: [
                .init(counter: 2, clerk: "binh", from: 450, to: 690),
                .init(counter: 2, clerk: "binh", from: 810, to: 1_020),
            ])
        let workload = Workload(
            day: Self.day,
            citizens: [
                HallSample.citizen("khac", at: 685, service: 15),
                HallSample.citizen("khac", at: 686, service: 200),
                HallSample.citizen("khac", at: 687, service: 15),
            ])
        let result = HallSimulation.run(plan, roster: roster, workload: workload)
        // Counters 2 and 3 take two; the third waits for the end of the rest.
        #expect(result.lines[2].waits == [0, 0, (810 - 687) * 60_000])
        #expect(result.lines[2].completed == 3)
        #expect(result.refusedSteps.isEmpty)
    }

    @Test func `who does not come is invited three times and missed`() {
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 450, to: 690)])
        var missing = HallSample.citizen("ho-tich", at: 480, service: 10)
        missing.comes = false
        let workload = Workload(
            day: Self.day,
            citizens: [missing, HallSample.citizen("ho-tich", at: 480, service: 5)])
        let result = HallSimulation.run(HallSample.plan(), roster: roster, workload: workload)
        #expect(result.lines[0].noShows == 1)
        #expect(result.lines[0].waits == [0, 3 * 45_000])
    }

    @Test func `who loses patience leaves, and presses outside the hours are unmet`() {
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 450, to: 690)])
        var hurried = HallSample.citizen("ho-tich", at: 481, service: 5)
        hurried.patience = 60_000
        let workload = Workload(
            day: Self.day,
            citizens: [
                HallSample.citizen("ho-tich", at: 480, service: 10), hurried,
                HallSample.citizen("ho-tich", at: 700, service: 5),
            ])
        let result = HallSimulation.run(HallSample.plan(), roster: roster, workload: workload)
        #expect(result.lines[0].cancelled == 1)
        #expect(result.lines[0].unmet == 1)
        #expect(result.lines[0].issued == 2)
    }

    @Test func `a line that nobody serves is left over when the day ends`() {
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 450, to: 690)])
        let workload = Workload(
            day: Self.day, citizens: [HallSample.citizen("dat-dai", at: 480, service: 10)])
        let result = HallSimulation.run(HallSample.plan(), roster: roster, workload: workload)
        #expect(result.lines[1].expired == 1)
        let figures = SimulatedFigures([result], targetMinutes: 15)
        #expect(figures.lines[1].sharePercent == 0)
    }

    @Test func `a clerk who may not sit there is refused and named`() {
        let roster = Roster(spans: [.init(counter: 3, clerk: "an", from: 450, to: 690)])
        let workload = HallSample.workload(1)
        let result = HallSimulation.run(HallSample.plan(), roster: roster, workload: workload)
        #expect(result.refusedSteps == ["not-qualified": 1])
        #expect(result.lines.allSatisfy { $0.completed == 0 && $0.expired == $0.issued })
    }

    @Test(arguments: HallRules.Assignment.allCases)
    func `a line of others is helped with after so long a wait`(_ way: HallRules.Assignment) {
        var plan = HallSample.plan(assignment: way)
        plan.counters[3].lines = ["dat-dai"]
        plan.counters[3].overflow = [.init(line: "ho-tich", afterMinutes: 10)]
        let roster = Roster(spans: [
            .init(counter: 1, clerk: "an", from: 450, to: 690),
            .init(counter: 4, clerk: "dung", from: 450, to: 690),
        ])
        let workload = Workload(
            day: Self.day,
            citizens: [
                HallSample.citizen("ho-tich", at: 480, service: 60),
                HallSample.citizen("ho-tich", at: 480, service: 5),
            ])
        let result = HallSimulation.run(plan, roster: roster, workload: workload)
        #expect(result.lines[0].waits == [0, 600_001])
    }

    @Test(arguments: HallRules.Assignment.allCases)
    func `a head start is used`(_ way: HallRules.Assignment) {
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 450, to: 690)])
        var elderly = HallSample.citizen("ho-tich", at: 482, service: 5)
        elderly.priorityGroup = "elderly"
        let workload = Workload(
            day: Self.day,
            citizens: [
                HallSample.citizen("ho-tich", at: 480, service: 10),
                HallSample.citizen("ho-tich", at: 481, service: 5), elderly,
            ])
        let result = HallSimulation.run(
            HallSample.plan(assignment: way), roster: roster, workload: workload)
        #expect(result.lines[0].waits == [0, 14 * 60_000, 8 * 60_000])
    }

    @Test func `the same day gives the same result, also after a way through JSON`() throws {
        let plan = HallSample.plan()
        let workload = HallSample.workload(11)
        let roster = Roster.full(plan, on: Self.day)
        let result = HallSimulation.run(plan, roster: roster, workload: workload)
        let encoder = JSONEncoder()
        let decoder = JSONDecoder()
        let again = HallSimulation.run(
            try decoder.decode(HallPlan.self, from: encoder.encode(plan)),
            roster: try decoder.decode(Roster.self, from: encoder.encode(roster)),
            workload: try decoder.decode(Workload.self, from: encoder.encode(workload)))
        #expect(again == result)
        #expect(try decoder.decode(DayResult.self, from: encoder.encode(result)) == result)
        #expect(HallSample.workload(12) != workload)
    }

    @Test func `one line's rate does not change who comes in another`() {
        let plan = HallSample.plan()
        var demand = HallSample.demand()
        let before = demand.workload(on: Self.day, plan: plan, seed: 3).citizens
        demand.lines[0].perHour = 30
        let after = demand.workload(on: Self.day, plan: plan, seed: 3).citizens
        #expect(before.filter { $0.line != "ho-tich" } == after.filter { $0.line != "ho-tich" })
        #expect(before != after)
    }

    @Test func `a day off brings nobody`() {
        let sunday = Self.day.advanced(by: 6)
        let workload = HallSample.demand().workload(on: sunday, plan: HallSample.plan(), seed: 1)
        #expect(workload.citizens.isEmpty)
        #expect(Roster.full(HallSample.plan(), on: sunday).spans.isEmpty)
    }
}
