import QueueCore
import Testing

struct `Coming back after a missed call` {
    private static let missed = """
        08:00 kiosk takes ho-tich             -> 1001
        08:05 kiosk takes ho-tich             -> 1002
        08:10 clerk6 opens 6                  -> ok
        08:10 clerk6 calls next at 6          -> 1001 longest-wait
        08:11 clerk6 misses at 6 because left -> 1001
        """

    @Test func `takes the old place again, before all who came later`() {
        var table = HallTable()
        table.run(Self.missed)
        table.run(
            """
            08:20 kiosk returns 1001     -> 1001
            08:20 kiosk sees 1001        -> waiting behind 0
            08:20 kiosk sees 1002        -> waiting behind 1
            08:20 kiosk returns 1001     -> wrong-state
            08:20 kiosk returns 1009     -> unknown-ticket
            08:21 clerk6 calls next at 6 -> 1001 longest-wait
            """)
        let steps = table.steps("1001")
        #expect(steps.map(\.kind) == [.issued, .ended, .compensated])
        #expect(steps.last?.compensates == 2)
    }

    @Test(arguments: [("returns 1001", "1001"), ("resumes 1001 at 6", "1001 resumed")])
    func `is possible for half an hour, to the millisecond`(_ act: String, _ result: String) {
        var table = HallTable()
        table.run(Self.missed)
        table.run("08:41 clerk6 \(act) -> \(result)")
        var late = HallTable()
        late.run(Self.missed)
        late.run("08:41:00.001 clerk6 \(act) -> too-late")
        #expect(late.hall.ticket(numbered: "1001")?.state == .noShow)
        #expect(late.steps("1001").count == 2)
    }

    @Test(arguments: [("returns 1001", "1001"), ("resumes 1001 at 6", "1001 resumed")])
    func `is possible twice and no third time`(_ act: String, _ result: String) {
        var table = HallTable()
        table.run(Self.missed)
        let call = act.hasPrefix("returns") ? "calls next at 6 -> 1001 longest-wait" : nil
        for minute in [20, 30] {
            table.run("08:\(minute) clerk6 \(act) -> \(result)")
            if let call { table.run("08:\(minute) clerk6 \(call)") }
            table.run("08:\(minute + 1) clerk6 misses at 6 because left -> 1001")
        }
        table.run(
            """
            08:35 clerk6 \(act)     -> too-late
            08:35 clerk6 sees 1001  -> no-show
            """)
        #expect(table.hall.ticket(numbered: "1001")?.returns == 2)
        let steps = table.steps("1001")
        #expect(
            steps.map(\.kind)
                == [.issued, .ended, .compensated, .ended, .compensated, .ended])
        #expect(steps.map(\.compensates) == [nil, nil, 2, nil, 4, nil])
    }

    @Test func `counts both ways of coming back together`() {
        var table = HallTable()
        table.run(Self.missed)
        table.run(
            """
            08:12 clerk6 returns 1001             -> 1001
            08:13 clerk6 calls next at 6          -> 1001 longest-wait
            08:14 clerk6 misses at 6 because left -> 1001
            08:15 clerk6 resumes 1001 at 6        -> 1001 resumed
            08:16 clerk6 misses at 6 because left -> 1001
            08:17 clerk6 returns 1001             -> too-late
            08:17 clerk6 resumes 1001 at 6        -> too-late
            """)
    }

    @Test func `cannot be taken back by an undo of the call`() {
        var table = HallTable()
        table.run(Self.missed)
        table.run(
            """
            08:12 clerk6 resumes 1001 at 6 -> 1001 resumed
            08:12 clerk6 undoes at 6       -> nothing-to-undo
            08:12 clerk6 sees 1001         -> called
            """)
    }

    @Test func `parked is no missed call: it has no end and no count`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich               -> 1001
            08:10 clerk6 opens 6                    -> ok
            08:10 clerk6 calls next at 6            -> 1001 longest-wait
            08:11 clerk6 parks at 6 because copies  -> 1001
            11:00 clerk6 resumes 1001 at 6          -> 1001 resumed
            11:01 clerk6 parks at 6 because copies  -> 1001
            11:01 clerk6 returns 1001               -> wrong-state
            """)
        #expect(table.hall.ticket(numbered: "1001")?.returns == 0)
    }

    @Test func `starts a new leg of waiting`() throws {
        var table = HallTable()
        table.run(Self.missed)
        table.run(
            """
            08:20 kiosk returns 1001     -> 1001
            08:25 clerk6 calls next at 6 -> 1001 longest-wait
            """)
        let waits = try #require(table.hall.ticket(numbered: "1001")?.waits)
        #expect(waits.first == .minutes(10))
        #expect(waits.total == .minutes(15))
    }

    @Test func `is for the same day only`() {
        var table = HallTable()
        table.run(
            """
            23:50 kiosk takes ho-tich             -> 1001
            23:51 clerk6 opens 6                  -> ok
            23:52 clerk6 calls next at 6          -> 1001 longest-wait
            23:53 clerk6 misses at 6 because left -> 1001
            24 00:01 clerk6 opens 6               -> ok
            24 00:01 clerk6 resumes 1001 at 6     -> unknown-ticket
            24 00:01 kiosk returns 1001           -> unknown-ticket
            """)
    }
}
