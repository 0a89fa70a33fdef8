import QueueCore
import Testing

struct `Parts of a plan that hold on some days only` {
    private static let until23 = DateSpan(to: ServiceDay("2026-11-23"))
    private static let from24 = DateSpan(from: ServiceDay("2026-11-24"))

    @Test func `a line gives numbers from its first day to its last`() {
        var table = HallTable { plan in
            plan.lines[1].dates = Self.until23
            plan.lines[2].dates = Self.from24
        }
        table.run(
            """
            23:59:59 kiosk takes chung-thuc            -> 2001
            23:59:59 kiosk takes dat-dai               -> unknown-line
            23:59:59 kiosk takes number for 2.000815   -> 2002
            24 00:00 kiosk takes chung-thuc            -> unknown-line
            24 00:00 kiosk takes number for 2.000815   -> unknown-line
            24 00:00 kiosk takes dat-dai               -> 3001
            24 00:00 kiosk sees line dat-dai           -> open 1
            24 00:00 kiosk sees line chung-thuc        -> - -1
            """)
    }

    @Test func `a procedure is one from its first day to its last`() {
        var table = HallTable { plan in
            plan.procedures[0].dates = Self.from24
            plan.procedures[1].dates = Self.until23
        }
        table.run(
            """
            08:00 kiosk takes number for 1.001193     -> unknown-procedure
            08:00 kiosk takes number for 2.001263     -> 1001
            24 08:00 kiosk takes number for 1.001193  -> 1001
            24 08:00 kiosk takes number for 2.001263  -> unknown-procedure
            """)
    }

    @Test func `a counter opens from its first day to its last, and is closed over night`() {
        var table = HallTable { plan in
            plan.counters[1].dates = Self.until23
            plan.counters[2].dates = Self.from24
        }
        table.run(
            """
            23:58 clerk8 opens 8            -> unknown-counter
            23:58 kiosk takes ho-tich       -> 1001
            23:59 clerk6 opens 6            -> ok
            24 00:00 clerk6 calls next at 6 -> unknown-counter
            24 00:00 clerk6 opens 6         -> unknown-counter
            24 00:00 clerk8 opens 8         -> ok
            """)
    }

    @Test func `a clerk is one from the first day to the last`() {
        var table = HallTable { plan in
            plan.clerks[1].dates = Self.until23
            plan.clerks[3].dates = Self.from24
        }
        table.run(
            """
            23:58 clerk8 opens 8    -> not-qualified
            23:58 clerk6 opens 6    -> ok
            24 00:00 clerk6 opens 6 -> not-qualified
            24 00:00 clerk8 opens 8 -> ok
            """)
    }

    @Test func `a closed counter's line that holds no more gets nobody`() {
        var table = HallTable { plan in
            plan.lines[1].dates = Self.from24
            plan.counters[2].lines = ["chung-thuc", "dat-dai"]
        }
        table.run(
            """
            08:00 kiosk takes ho-tich                -> 1001
            08:01 clerk6 opens 6                     -> ok
            08:01 clerk6 calls next at 6             -> 1001 longest-wait
            08:02 clerk6 sends counter-8 last at 6   -> 1001
            08:02 clerk6 sees 1001                   -> waiting behind 0
            """)
        let line = table.hall.ticket(numbered: "1001")?.line
        #expect(line == "dat-dai")
    }

    @Test func `an adopted plan holds at once, and who waits stays in line`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes dat-dai    -> 3001
            08:00 kiosk takes ho-tich    -> 1001
            08:01 clerk6 opens 6         -> ok
            """)
        table.plan.lines.reverse()
        table.plan.counters[1].lines = ["dat-dai", "ho-tich"]
        table.plan.clerks[1].fields.insert("dat-dai")
        table.run(
            """
            08:02 clerk6 sees next at 6  -> 1001
            08:02 kiosk takes ho-tich    -> 1002
            08:03 clerk6 sees next at 6  -> 3001 1001 1002
            08:03 clerk6 calls next at 6 -> 3001 longest-wait
            """)
    }

    @Test func `a line that comes back keeps its citizens and its series`() {
        var table = HallTable()
        table.run("08:00 kiosk takes ho-tich -> 1001\n08:01 clerk6 opens 6 -> ok")
        let line = table.plan.lines.removeFirst()
        table.run(
            """
            08:02 kiosk takes ho-tich        -> unknown-line
            08:02 kiosk sees 1001            -> waiting behind 0
            08:02 clerk6 sees next at 6      -> 1001
            """)
        table.plan.lines.append(line)
        table.run(
            """
            08:03 kiosk takes ho-tich        -> 1002
            08:03 kiosk sees 1002            -> waiting behind 1
            08:04 clerk6 calls next at 6     -> 1001 longest-wait
            """)
    }

    @Test func `who was sent to a counter that serves the line no more is called by others`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            08:00 clerk6 opens 6                         -> ok
            08:00 clerk8 opens 8                         -> ok
            08:01 clerk6 calls next at 6                 -> 1001 longest-wait
            08:02 clerk6 sends counter-8 by-arrival at 6 -> 1001
            08:02 clerk6 sees next at 6                  -> nobody
            """)
        table.plan.counters[2].lines = ["chung-thuc"]
        table.run("08:03 clerk6 calls next at 6 -> 1001 transferred")
    }
}
