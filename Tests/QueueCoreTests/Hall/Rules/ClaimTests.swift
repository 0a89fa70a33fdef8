import QueueCore
import Testing

struct `A claim looked at when the citizen stands at the counter` {
    private static let called = """
        08:00 kiosk takes ho-tich            -> 1001
        08:05 kiosk takes ho-tich            -> 1002
        08:10 kiosk takes ho-tich as elderly -> 1003
        08:15 kiosk takes ho-tich            -> 1004
        08:20 clerk6 opens 6                 -> ok
        08:20 clerk6 calls next at 6         -> 1003 credit
        """

    @Test func `rejected: waits at the place without it, and the next one comes`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21 clerk6 withdraws 1003  -> 1003
            08:21 clerk6 sees 1003       -> waiting behind 2
            08:21 clerk6 sees counter 6  -> open -
            08:21 clerk6 starts at 6     -> wrong-state
            08:21 clerk6 undoes at 6     -> nothing-to-undo
            08:21 clerk6 sees next at 6  -> 1001 1002 1003 1004
            08:21 clerk6 calls next at 6 -> 1001 longest-wait
            """)
        #expect(table.hall.ticket(numbered: "1003")?.creditMinutes == 0)
        // The core knows of issues, starts and ends: nothing of that happened.
        #expect(table.steps("1003").map(\.kind) == [.issued])
    }

    @Test func `rejected, and served all the same with a reason`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21 clerk6 withdraws 1003 because frail -> 1003
            08:21 clerk6 sees 1003                    -> called
            08:21 clerk6 sees counter 6               -> open 1003
            08:22 clerk6 starts at 6                  -> 1003
            08:23 clerk6 withdraws 1003               -> wrong-state
            """)
        #expect(table.notes == ["frail"])
        #expect(table.hall.ticket(numbered: "1003")?.creditMinutes == 0)
    }

    @Test func `is the clerk's alone who called`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21 clerk8 opens 8                -> ok
            08:21 clerk8 withdraws 1003         -> not-yours
            08:21 clerk8 grants 1003 with-child -> not-yours
            08:21 clerk6 sees 1003              -> called
            08:21 clerk8 grants 1004 elderly    -> 1004
            """)
    }

    @Test func `found to be of a smaller credit: back to the place that one gives`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21 clerk6 grants 1003 with-child -> 1003
            08:21 clerk6 sees 1003              -> waiting behind 0
            08:21 clerk6 sees next at 6         -> 1003 1001 1002 1004
            """)
    }

    @Test func `found to be right, or of a larger credit: is served`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21 clerk6 grants 1003 elderly    -> 1003
            08:21 clerk6 sees 1003              -> called
            08:22 clerk6 grants 1003 vip        -> invalid group
            08:22 clerk6 sees 1003              -> called
            """)
    }

    @Test func `granted at the counter to one without: is served`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich           -> 1001
            08:01 clerk6 opens 6                -> ok
            08:01 clerk6 calls next at 6        -> 1001 longest-wait
            08:02 clerk6 grants 1001 elderly    -> 1001
            08:02 clerk6 sees 1001              -> called
            08:02:29 clerk6 recalls at 6        -> too-soon
            08:02:30 clerk6 recalls at 6        -> 1001
            """)
    }

    @Test func `withdrawn where none was made changes nothing`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich    -> 1001
            08:01 clerk6 opens 6         -> ok
            08:01 clerk6 calls next at 6 -> 1001 longest-wait
            08:02 clerk6 withdraws 1001  -> 1001
            08:02 clerk6 sees 1001       -> called
            """)
    }

    @Test func `rejected while parked: the credit goes, the ticket stays parked`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21 clerk6 parks at 6 because copies -> 1003
            08:22 clerk6 withdraws 1003            -> 1003
            08:22 clerk6 sees 1003                 -> parked
            08:23 clerk6 resumes 1003 at 6         -> 1003 resumed
            """)
    }

    @Test func `withdrawn after a transfer to the end leaves it at that place`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21 clerk6 sends ho-tich last at 6 -> 1003
            08:22 kiosk takes ho-tich            -> 1005
            08:23 clerk6 sees next at 6          -> 1001 1002 1004 1003 1005
            08:23 clerk6 withdraws 1003          -> 1003
            08:23 clerk6 sees next at 6          -> 1001 1002 1004 1003 1005
            """)
    }

    @Test func `an invitation of one with a credit is given more time`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21:29.999 clerk6 recalls at 6 -> too-soon
            08:21:30 clerk6 recalls at 6     -> 1003
            08:22:59.999 clerk6 recalls at 6 -> too-soon
            08:23 clerk6 recalls at 6        -> 1003
            08:30 clerk6 recalls at 6        -> calls-exhausted
            """)
    }

    @Test(arguments: ["first", "last", "by-arrival"])
    func `an invitation is given more time also after a transfer`(_ place: String) {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:21 clerk6 sends chung-thuc \(place) at 6         -> 1003
            08:21 clerk8 opens 8                                -> ok
            08:22 clerk8 calls 1003 at 8 because x              -> 1003 out-of-turn
            08:23:29.999 clerk8 recalls at 8                    -> too-soon
            08:23:30 clerk8 recalls at 8                        -> 1003
            08:24 clerk8 withdraws 1003 because served          -> 1003
            08:24:15 clerk8 recalls at 8                        -> 1003
            """)
    }

    @Test(arguments: ["verified", "called-and-rejected", "of-less", "of-more"])
    func `a credit that a transfer used up moves the ticket no more`(_ what: String) {
        var table = HallTable {
            $0.priorityGroups.append(PriorityGroupPlan(id: "merit", creditMinutes: 40))
        }
        table.run(Self.called)
        table.run(
            """
            08:21 clerk6 sends ho-tich last at 6 -> 1003
            08:22 kiosk takes ho-tich            -> 1005
            """)
        switch what {
        case "verified": table.run("08:23 clerk6 grants 1003 elderly -> 1003")
        case "of-less": table.run("08:23 clerk6 grants 1003 with-child -> 1003")
        case "of-more": table.run("08:23 clerk6 grants 1003 merit -> 1003")
        default:
            table.run(
                """
                08:23 clerk6 calls 1003 at 6 because x -> 1003 out-of-turn
                08:23 clerk6 withdraws 1003            -> 1003
                08:23 clerk6 sees 1003                 -> called
                08:23 clerk6 sees counter 6            -> open 1003
                """)
            return
        }
        // Twenty minutes more than were used up: as if sent there at 08:01.
        let next = what == "of-more" ? "1001 1003 1002 1004 1005" : "1001 1002 1004 1003 1005"
        table.run("08:23 clerk6 sees next at 6 -> \(next)")
    }
}
