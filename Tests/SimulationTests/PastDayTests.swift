import QueueCore
import Simulation
import Testing

@Suite struct PastDayTests {
    private let plan = HallSample.plan()

    @Test(arguments: 1...5)
    func `a past day with its own roster is the day as it was`(_ seed: UInt64) throws {
        let roster = Roster.full(plan, on: HallSample.day)
        let (result, events) = HallSimulation.recorded(
            plan, roster: roster, workload: HallSample.workload(seed, perHour: 9))
        let past = try #require(PastDay(events))
        #expect(past.result.lines == result.lines)
        #expect(past.day == HallSample.day)
        #expect(past.supposed == 0)
        let again = HallSimulation.run(plan, roster: past.roster, workload: past.workload)
        // But for refused presses, which left no ticket.
        #expect(again.lines.map(\.waits) == result.lines.map(\.waits))
        #expect(again.lines.map(\.completed) == result.lines.map(\.completed))
        #expect(again.lines.map(\.noShows) == result.lines.map(\.noShows))
    }

    @Test func `another roster changes the waits and not the people`() throws {
        let roster = Roster.full(plan, on: HallSample.day)
        let (_, events) = HallSimulation.recorded(
            plan, roster: roster, workload: HallSample.workload(1))
        let past = try #require(PastDay(events))
        let late = past.roster.replacing(
            3, with: [.init(counter: 3, clerk: "chi", from: 540, to: 1_020)])
        let result = HallSimulation.run(plan, roster: late, workload: past.workload)
        #expect(result.lines.map(\.issued) == past.result.lines.map(\.issued))
        let before = past.result.lines.flatMap(\.waits).reduce(0, +)
        #expect(result.lines.flatMap(\.waits).reduce(0, +) > before)
    }

    @Test func `who left by himself leaves again, and who was left over is supposed`() throws {
        var hurried = HallSample.citizen("ho-tich", at: 481, service: 5)
        hurried.patience = 60_000
        let workload = Workload(
            day: HallSample.day,
            citizens: [
                HallSample.citizen("ho-tich", at: 480, service: 10), hurried,
                HallSample.citizen("dat-dai", at: 490, service: 10),
            ])
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 450, to: 690)])
        let (_, events) = HallSimulation.recorded(plan, roster: roster, workload: workload)
        let past = try #require(PastDay(events))
        #expect(past.workload.citizens.map(\.patience) == [nil, 60_000, nil])
        #expect(past.roster.spans.map(\.counter) == [1])
        // The one who left and the one nobody served.
        #expect(past.supposed == 2)
        #expect(past.workload.citizens[2].service == 600_000)
    }

    @Test func `a clerk who never closed stayed until the last event`() {
        let (_, events) = HallSimulation.recorded(
            plan, roster: Roster.full(plan, on: HallSample.day), workload: HallSample.workload(4))
        let forgotten = events.filter { event, _ in
            switch event {
            case .counterPaused, .counterClosed: false
            default: true
            }
        }
        let past = PastDay(forgotten)
        #expect(past?.roster.counters == [1, 2, 3, 4])
        for counter in 1...4 {
            let mine = past?.roster.spans.filter { $0.counter == counter } ?? []
            #expect(mine.map(\.from).min() == 450)
            #expect((mine.map(\.to).max() ?? 0) >= 1_020)
        }
    }

    @Test func `what does not begin with the opening of a day is no day`() {
        let (_, events) = HallSimulation.recorded(
            plan, roster: Roster(spans: []), workload: HallSample.workload(1))
        #expect(PastDay(events.dropFirst()) == nil)
        #expect(PastDay([]) == nil)
    }

    @Test func `the next day's events are left out`() throws {
        let roster = Roster.full(plan, on: HallSample.day)
        let (_, events) = HallSimulation.recorded(
            plan, roster: roster, workload: HallSample.workload(1))
        let (_, next) = HallSimulation.recorded(
            plan, roster: roster,
            workload: HallSample.demand().workload(
                on: HallSample.day.advanced(by: 1), plan: plan, seed: 2))
        let alone = try #require(PastDay(events))
        let both = try #require(PastDay(events + next))
        #expect(both.workload == alone.workload)
        #expect(both.result == alone.result)
    }
}
