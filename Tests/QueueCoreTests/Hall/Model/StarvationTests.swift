import QueueCore
import Testing

struct `Nobody starves` {
    /// The largest credit and preference of the plans that the dice make, and how far a clock may
    /// step back, in milliseconds.
    private static let bound: Int64 = (20 + 10 + 2) * 60_000

    @Test(arguments: 1...(isLongRun ? 400 : 12) as ClosedRange<UInt64>)
    func `one is passed only by who came within the largest head start after`(seed: UInt64) {
        var dice = SeededDice(seed: seed)
        let plan = ModelDay.plan(&dice)
        var table = HallTable(plan)
        var passed: [String] = []
        for act in ModelDay.acts(&dice, plan, count: 250) {
            let before = table.hall
            let result = table.result(of: act.row.split(separator: " ").map(String.init))
            guard case .callNext = act.verb, let clerk = before.counters[act.counter]?.clerk,
                let called = before.ticket(numbered: String(result.prefix(4)))
            else { continue }
            // Sent to the first place, or beyond what the line promises: these may.
            if called.wasTransferred || result.hasSuffix("guarantee") { continue }
            let lines = plan.counters.first { $0.number == act.counter }?.lines ?? []
            for other in before.tickets.values where other.state == .waiting {
                // Who was sent on has another place than the arrival gave.
                guard !other.wasTransferred, other.boundCounter == nil, lines.contains(other.line),
                    Self.maySurelyServe(clerk, other, plan)
                else { continue }
                // A slot that was kept is the arrival, also for one who came some minutes after it.
                let arrival = called.appointment ?? called.issuedAt
                let later = arrival.since(other.arrivedAt).milliseconds
                if later > Self.bound {
                    passed.append("\(act.row) -> \(result) before \(other.number)")
                }
            }
        }
        #expect(passed.isEmpty)
    }

    private static func maySurelyServe(_ clerk: ClerkID, _ ticket: Ticket, _ plan: HallPlan) -> Bool
    {
        let own = plan.clerks.first { $0.id == clerk }?.fields ?? []
        let line = plan.lines.first { $0.id == ticket.line }?.fields ?? []
        return own.isSuperset(of: line)
    }

    @Test func `one of a line is called though citizens with a credit never cease to come`() {
        var table = HallTable()
        table.run("08:00 kiosk takes ho-tich -> 1001\n08:00 clerk6 opens 6 -> ok")
        var minutes = 0
        while minutes < 60 {
            minutes += 1
            let clock = "0\(8 + minutes / 60):\(padded(minutes % 60, 2))"
            table.run(
                """
                \(clock) kiosk takes ho-tich as elderly -> \(padded(1_001 + minutes, 4))
                """)
            let call = [clock, "clerk6", "calls", "next", "at", "6"]
            let result = table.result(of: call)
            if result.hasPrefix("1001") { break }
            table.run("\(clock) clerk6 misses at 6 because x -> \(result.prefix(4))")
        }
        // One who came twenty minutes later has the same rank, and the larger order of issue.
        #expect(minutes == 20)
    }
}
