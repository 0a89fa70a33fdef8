import Foundation
import QueueCore
import Simulation
import Testing

@Suite struct RosterTests {
    private let plan = HallSample.plan()

    @Test func `the widest roster has every counter with a clerk who fits, in opening hours`() {
        let roster = Roster.full(plan, on: HallSample.day)
        #expect(roster.counters == [1, 2, 3, 4])
        #expect(roster.counterHours == 4 * 7.5)
        let clerks = Roster.clerksByCounter(plan)
        #expect(clerks == [1: "an", 2: "binh", 3: "chi", 4: "dung"])
    }

    @Test func `pieces that meet are one again`() {
        let roster = Roster.full(plan, on: HallSample.day)
        let cut = roster.cut(everyMinutes: 60)
        #expect(cut.spans.count == 4 * 8)
        #expect(cut.counterHours == roster.counterHours)
        #expect(cut.joined == roster)
        #expect(roster.cut(everyMinutes: 0) == roster)
    }

    @Test func `pieces that meet serve like one span`() {
        let roster = Roster.full(plan, on: HallSample.day)
        let workload = HallSample.workload(5)
        let whole = HallSimulation.run(plan, roster: roster, workload: workload)
        let cut = HallSimulation.run(
            plan, roster: roster.cut(everyMinutes: 60), workload: workload)
        #expect(
            cut.lines.reduce(0) { $0 + $1.completed } == whole.lines.reduce(0) { $0 + $1.completed }
        )
    }

    @Test func `the smallest roster is as small as the smallest of all`() throws {
        var plan = plan
        plan.counters.removeAll { $0.number == 2 }
        let days = [HallSample.workload(2, perHour: 4)]
        let widest = Roster.full(plan, on: HallSample.day)
        let outcome = RosterSearch.run(
            plan, widest: widest, days: days, checkDays: [],
            goal: RosterGoal(targetMinutes: 15, sharePercent: 80))
        let roster = try #require(outcome.roster)
        #expect(roster.counterHours < widest.counterHours)
        #expect((outcome.figures?.all.sharePercent ?? 0) >= 80)
        #expect(!outcome.trials.isEmpty)
        for mask in 0..<(1 << widest.spans.count) {
            let other = Roster(
                spans: widest.spans.indices.filter { mask >> $0 & 1 == 1 }.map { widest.spans[$0] })
            guard other.counterHours < roster.counterHours else { continue }
            let figures = figures(plan, other, days)
            let isKept =
                (figures.all.sharePercent ?? 100) >= 80
                && figures.all.expired <= outcome.widest.all.expired
            #expect(!isKept, "\(other) would do with \(other.counterHours) hours")
        }
    }

    @Test func `a roster is checked on other days, and widened until they keep the goal`() throws {
        let goal = RosterGoal(targetMinutes: 10, sharePercent: 90)
        let quiet = [HallSample.workload(1, perHour: 2)]
        let busy = [HallSample.workload(2, perHour: 5)]
        let widest = Roster.full(plan, on: HallSample.day)
        let alone = RosterSearch.run(plan, widest: widest, days: quiet, checkDays: [], goal: goal)
        let checked = RosterSearch.run(
            plan, widest: widest, days: quiet, checkDays: busy, goal: goal)
        let (small, large) = (try #require(alone.roster), try #require(checked.roster))
        #expect(alone.check == nil && !alone.isChecked)
        #expect(checked.isChecked)
        #expect(small.counterHours < large.counterHours)
        #expect((checked.check?.all.sharePercent ?? 0) >= 90)
    }

    private func figures(_ plan: HallPlan, _ roster: Roster, _ days: [Workload])
        -> SimulatedFigures
    {
        SimulatedFigures(
            days.map { HallSimulation.run(plan, roster: roster, workload: $0) }, targetMinutes: 15)
    }

    @Test func `a goal that cannot be kept is said so`() {
        let days = [HallSample.workload(1, perHour: 60)]
        let outcome = RosterSearch.run(
            plan, widest: Roster.full(plan, on: HallSample.day), days: days, checkDays: [],
            goal: RosterGoal(targetMinutes: 5, sharePercent: 99))
        #expect(outcome.roster == nil)
        #expect((outcome.widest.all.sharePercent ?? 100) < 99)
        var report = SimulationReport(day: HallSample.day, seed: 1, goal: RosterGoal())
        report.smallest = outcome
        #expect(report.text.contains("No roster keeps"))
    }

    @Test func `the report says the same in text, CSV and JSON`() throws {
        let roster = Roster.full(plan, on: HallSample.day)
        let result = HallSimulation.run(plan, roster: roster, workload: HallSample.workload(3))
        let figures = SimulatedFigures([result], targetMinutes: 15)
        var report = SimulationReport(day: HallSample.day, seed: 3, goal: RosterGoal())
        report.cases = [
            .init(name: "as \"planned\"", counterHours: roster.counterHours, figures: figures)
        ]
        let rows = report.csv.split(separator: "\r\n")
        #expect(rows.count == 1 + 4)
        let start = "\"as \"\"planned\"\"\",30.0,1,ho-tich,\(figures.lines[0].issued)"
        #expect(rows[1].hasPrefix(start))
        #expect(report.text.contains("30 counter-hours a day"))
        #expect(report.text.hasPrefix("1 simulated day like 2026-11-23, seed 3."))
        let decoded = try JSONDecoder().decode(
            SimulationReport.self, from: JSONEncoder().encode(report))
        #expect(decoded == report)
    }

    @Test func `figures are by nearest rank, and who was left over waited too long`() {
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 450, to: 690)])
        let workload = Workload(
            day: HallSample.day,
            citizens: (0..<10).map { HallSample.citizen("ho-tich", at: 480, service: 2 + $0 / 9) }
                + [HallSample.citizen("dat-dai", at: 480, service: 1)])
        let figures = SimulatedFigures(
            [HallSimulation.run(HallSample.plan(), roster: roster, workload: workload)],
            targetMinutes: 10)
        // Waits of 0, 2, … 18 minutes.
        #expect(figures.all.averageSeconds == 540)
        #expect(figures.all.medianSeconds == 540)
        #expect(figures.all.p90Seconds == 16 * 60)
        #expect(figures.all.longestSeconds == 18 * 60)
        #expect(figures.all.within15 == 8)
        #expect(figures.all.withinTarget == 6)
        #expect(figures.all.sharePercent == 54.54)
        #expect(figures.lines[0].sharePercent == 60)
    }
}
