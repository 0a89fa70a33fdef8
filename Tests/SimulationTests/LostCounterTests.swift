import QueueCore
import Simulation
import Testing

/// Whole days on which counters are lost.
@Suite struct LostCounterTests {
    @Test(arguments: 1...12, HallRules.Assignment.allCases)
    func `every ticket ends, no number is given twice and nobody is served twice`(
        _ seed: UInt64, _ way: HallRules.Assignment
    ) {
        let plan = HallSample.plan(assignment: way)
        let workload = HallSample.workload(seed, perHour: 10)
        let (result, events) = HallSimulation.recorded(
            plan, roster: Roster.full(plan, on: HallSample.day), workload: workload,
            outages: outages(seed))
        for line in result.lines {
            #expect(
                line.completed + line.noShows + line.cancelled + line.expired == line.issued)
        }
        #expect(result.lines.reduce(0) { $0 + $1.issued + $1.unmet } == workload.citizens.count)
        var numbers: Set<String> = []
        var ended: [TicketID: TicketState] = [:]
        var serving: [CounterNumber: TicketID] = [:]
        for (event, _) in events {
            switch event {
            case .ticketIssued(let issue):
                #expect(numbers.insert(issue.number).inserted)
            case .ticketCalled(let ticket, let counter, _, _):
                #expect(serving.updateValue(ticket, forKey: counter) == nil)
                #expect(!serving.contains { $0.key != counter && $0.value == ticket })
                #expect(ended[ticket] == nil)
            case .ticketEnded(let ticket, let end):
                #expect(ended.updateValue(end.state, forKey: ticket) == nil)
                serving = serving.filter { $0.value != ticket }
            case .ticketParked(let ticket, _), .ticketReturned(let ticket):
                serving = serving.filter { $0.value != ticket }
            default: break
            }
        }
        #expect(ended.count == numbers.count)
        #expect(result.refusedSteps.isEmpty)
    }

    @Test func `whoever was being served goes on where there is a clerk, not from the start`() {
        let plan = HallSample.plan()
        let roster = Roster(spans: [
            .init(counter: 1, clerk: "an", from: 450, to: 690),
            .init(counter: 2, clerk: "binh", from: 450, to: 690),
        ])
        let workload = Workload(
            day: HallSample.day,
            citizens: [
                HallSample.citizen("ho-tich", at: 480, service: 30),
                HallSample.citizen("ho-tich", at: 481, service: 30),
            ])
        let result = HallSimulation.run(
            plan, roster: roster, workload: workload,
            outages: [.init(counter: 1, from: 500, to: 690)])
        // Counter 2 ends its own at 08:31, then the ten minutes that were left.
        #expect(result.lines[0].completed == 2)
        #expect(result.lastEnd == (481 + 30 + 10) * 60_000)
        #expect(result.counters[0].busy == 20 * 60_000)
    }

    @Test func `a counter that comes back serves again`() {
        let plan = HallSample.plan()
        let roster = Roster(spans: [.init(counter: 1, clerk: "an", from: 450, to: 690)])
        let workload = Workload(
            day: HallSample.day,
            citizens: [HallSample.citizen("ho-tich", at: 500, service: 5)])
        let result = HallSimulation.run(
            plan, roster: roster, workload: workload,
            outages: [.init(counter: 1, from: 480, to: 520)])
        #expect(result.lines[0].waits == [20 * 60_000])
        #expect(result.lines[0].completed == 1)
    }

    /// Each counter but the last lost once, at a time of its own; some over noon, some to the end.
    private func outages(_ seed: UInt64) -> [HallSimulation.Outage] {
        var dice = SeededDice(seed: seed)
        return (1...3).map { counter in
            let from = Int.random(in: 430..<1_000, using: &dice)
            return HallSimulation.Outage(
                counter: counter, from: from,
                to: from + Int.random(in: 1..<240, using: &dice))
        }
    }
}
