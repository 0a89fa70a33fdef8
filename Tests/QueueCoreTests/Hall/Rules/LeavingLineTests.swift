import QueueCore
import Testing

struct `A line that leaves the plan during the day` {
    /// Births and adoptions are no business of the centre any more, for nobody.
    private static func close(_ plan: inout HallPlan) {
        plan.lines.removeAll { $0.id == "ho-tich" }
        plan.procedures.removeAll { $0.line == "ho-tich" }
        plan.counters[1].lines = ["dat-dai"]
        plan.counters[2].lines = ["chung-thuc"]
        for clerk in plan.clerks.indices {
            plan.clerks[clerk].fields.subtract(["ho-tich", "nuoi-con-nuoi"])
        }
        plan.clerks[1].fields.insert("dat-dai")
    }

    @Test func `by its last date, is there until the day's end`() {
        var table = HallTable { $0.lines[1].dates = DateSpan(to: ServiceDay("2026-11-23")) }
        table.run(
            """
            23:58 kiosk takes chung-thuc    -> 2001
            23:59 clerk8 opens 8            -> ok
            23:59 clerk8 calls next at 8    -> 2001 longest-wait
            """)
    }

    @Test func `is served to its last citizen by the counters that served it`() {
        var table = HallTable()
        table.run(
            """
            07:58 kiosk takes ho-tich for 1.001193  -> 1001
            07:59 kiosk takes ho-tich for 2.001263  -> 1002
            08:00 kiosk takes dat-dai               -> 3001
            08:00 clerk6 opens 6                    -> ok
            """)
        Self.close(&table.plan)
        table.run(
            """
            08:01 kiosk takes ho-tich               -> unknown-line
            08:01 kiosk takes number for 1.001193   -> unknown-line
            08:01 kiosk sees line ho-tich           -> - -1
            08:01 clerk6 sees next at 6             -> 1001 1002 3001
            08:02 clerk6 calls next at 6            -> 1001 longest-wait
            08:03 clerk6 starts at 6                -> 1001
            08:04 clerk6 completes at 6 with dossier-received for 1.001193 -> 1001
            """)
        // Another change in between forgets nobody.
        table.plan.rules.recallSeconds += 1
        table.run(
            """
            08:05 clerk8 opens 8                    -> ok
            08:06 clerk8 calls next at 8            -> 1002 longest-wait
            08:07 clerk6 calls next at 6            -> 3001 longest-wait
            08:08 clerk6 sends ho-tich last at 6    -> unknown-line
            08:09 clerk8 sends ho-tich last at 8    -> 1002
            08:10 clerk8 calls next at 8            -> 1002 transferred
            """)
    }

    @Test func `is served by every counter where its own are gone too`() {
        var table = HallTable()
        table.run("08:00 kiosk takes ho-tich -> 1001")
        Self.close(&table.plan)
        table.plan.counters.removeLast(2)
        table.plan.clerks[1].fields.insert("dat-dai")
        table.run(
            """
            08:01 clerk6 opens 1          -> ok
            08:01 clerk6 calls next at 1  -> 1001 longest-wait
            """)
    }

    @Test func `lets one who missed the call come back`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich               -> 1001
            08:00 clerk6 opens 6                    -> ok
            08:00 clerk6 calls next at 6            -> 1001 longest-wait
            08:01 clerk6 misses at 6 because gone   -> 1001
            """)
        Self.close(&table.plan)
        table.run(
            """
            08:02 clerk6 returns 1001               -> 1001
            08:03 clerk6 calls next at 6            -> 1001 longest-wait
            """)
    }

    @Test func `is gone when nobody is in it, and on the next day`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich         -> 1001
            08:00 clerk6 cancels 1001 because x -> 1001
            """)
        Self.close(&table.plan)
        table.run("08:01 clerk6 opens 6 -> ok")
        #expect(!table.hall.plan.lines.contains { $0.id == "ho-tich" })
        #expect(table.hall.plan == table.plan)

        var other = HallTable()
        other.run("08:00 kiosk takes ho-tich -> 1001")
        Self.close(&other.plan)
        other.run("08:01 clerk6 opens 6 -> ok")
        #expect(other.hall.plan.lines.contains { $0.id == "ho-tich" })
        other.run("24 08:00 clerk6 opens 6 -> ok")
        #expect(other.hall.plan == other.plan)
    }
}
