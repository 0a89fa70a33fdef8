import QueueCore
import Testing

struct `A hall that calls by itself` {
    private static func pushing(_ change: (inout HallPlan) -> Void = { _ in }) -> HallTable {
        HallTable { plan in
            plan.rules.assignment = .push
            change(&plan)
        }
    }

    @Test func `gives the next citizen to the clerk who idled longest`() {
        var table = Self.pushing()
        table.run(
            """
            08:00 clerk8 opens 8        -> ok
            08:01 clerk6 opens 6        -> ok
            08:02 hall assigns next     -> nobody
            08:02 kiosk takes ho-tich   -> 1001
            08:02 hall assigns next     -> 1001 longest-wait
            08:02 hall sees counter 8   -> open 1001
            08:03 kiosk takes ho-tich   -> 1002
            08:03 hall assigns next     -> 1002 longest-wait
            08:03 hall sees counter 6   -> open 1002
            08:03 hall assigns next     -> nobody
            08:04 clerk8 starts at 8    -> 1001
            08:04 clerk6 starts at 6    -> 1002
            08:05 clerk6 completes at 6 -> 1002
            08:06 clerk8 completes at 8 -> 1001
            08:07 kiosk takes ho-tich   -> 1003
            08:07 hall assigns next     -> 1003 longest-wait
            08:07 hall sees counter 6   -> open 1003
            """)
    }

    @Test func `passes over an idle clerk who may not serve the citizen`() {
        var table = Self.pushing()
        table.run(
            """
            08:00 clerk7 opens 8                      -> ok
            08:01 clerk6 opens 6                      -> ok
            08:02 kiosk takes ho-tich for 2.001263    -> 1001
            08:02 hall assigns next                   -> 1001 longest-wait
            08:02 hall sees counter 6                 -> open 1001
            """)
    }

    @Test func `settles equal idleness by the counter's number`() {
        var table = Self.pushing()
        table.run(
            """
            08:00 clerk8 opens 8        -> ok
            08:00 clerk6 opens 6        -> ok
            08:02 kiosk takes ho-tich   -> 1001
            08:02 hall assigns next     -> 1001 longest-wait
            08:02 hall sees counter 6   -> open 1001
            """)
    }

    @Test func `calls nobody to a paused counter, and counts idleness anew after it`() {
        var table = Self.pushing()
        table.run(
            """
            08:00 clerk8 opens 8                 -> ok
            08:01 clerk6 opens 6                 -> ok
            08:02 clerk8 pauses 8 because lunch  -> ok
            08:03 clerk8 opens 8                 -> ok
            08:04 kiosk takes ho-tich            -> 1001
            08:04 hall assigns next              -> 1001 longest-wait
            08:04 hall sees counter 6            -> open 1001
            08:05 clerk8 pauses 8 because lunch  -> ok
            08:05 kiosk takes ho-tich            -> 1002
            08:05 hall assigns next              -> nobody
            """)
    }

    @Test func `wakes when a waiting citizen may be helped by another counter`() {
        var table = Self.pushing { plan in
            plan.counters[0].overflow = [.init(line: "ho-tich", afterMinutes: 10)]
            plan.clerks[0].fields = ["dat-dai", "ho-tich", "nuoi-con-nuoi"]
        }
        table.run(
            """
            08:00 clerk1 opens 1                  -> ok
            08:00 kiosk takes ho-tich             -> 1001
            08:02 kiosk takes ho-tich             -> 1002
            08:02 hall sees wake                  -> 08:10:00.001
            08:09:59.999 hall sees wake           -> 08:10:00.001
            08:10 hall assigns next               -> nobody
            08:10 hall sees wake                  -> 08:10:00.001
            08:10:00.001 hall assigns next        -> 1001 overflow
            08:10:00.001 hall sees wake           -> never
            08:11 clerk1 misses at 1 because x    -> 1001
            08:11 hall assigns next               -> nobody
            08:11 hall sees wake                  -> 08:12:00.001
            08:12:00.001 hall assigns next        -> 1002 overflow
            """)
    }

    @Test func `does not call or wake where clerks call`() {
        var table = HallTable()
        table.run(
            """
            08:00 clerk6 opens 6      -> ok
            08:00 kiosk takes ho-tich -> 1001
            08:00 hall assigns next   -> nobody
            08:00 hall sees wake      -> never
            """)
    }

    @Test func `does not call while the clock is doubtful`() {
        var table = Self.pushing()
        table.run(
            """
            08:10 clerk6 opens 6            -> ok
            08:10 kiosk takes ho-tich       -> 1001
            08:07 hall assigns next         -> nobody
            12-20 08:00 hall assigns next   -> nobody
            08:10 hall assigns next         -> 1001 longest-wait
            """)
    }

    @Test func `leaves a clerk free to call out of turn or to take one back`() {
        var table = Self.pushing()
        table.run(
            """
            08:00 clerk6 opens 6                      -> ok
            08:00 kiosk takes ho-tich                 -> 1001
            08:00 kiosk takes ho-tich                 -> 1002
            08:01 clerk6 calls 1002 at 6 because ill  -> 1002 out-of-turn
            08:02 clerk6 parks at 6 because copies    -> 1002
            08:03 clerk6 resumes 1002 at 6            -> 1002 resumed
            08:03 hall assigns next                   -> nobody
            """)
    }
}
