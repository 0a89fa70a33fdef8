import QueueCore
import Testing

/// Cancelling for want of paper asks in the command itself whether anybody can know the number.
struct `A number that nobody saw` {
    @Test func `is cancelled while it waits uncalled`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich on kiosk-1 -> 1001
            08:01 kiosk cancels 1001 unseen      -> 1001
            08:01 kiosk sees 1001                -> cancelled
            08:01 kiosk cancels 1001 unseen      -> wrong-state
            08:01 kiosk cancels 1009 unseen      -> unknown-ticket
            """)
        #expect(table.notes == ["no-paper"])
    }

    @Test(arguments: [
        "",
        "08:02 clerk6 parks at 6 because gone -> 1001",
        "08:02 clerk6 sends chung-thuc last at 6 -> 1001",
        "08:02 clerk6 misses at 6 because gone -> 1001\n08:02 clerk6 returns 1001 -> 1001",
        "08:02 clerk6 starts at 6 -> 1001",
    ])
    func `a called number is never cancelled for want of paper`(_ then: String) {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich on kiosk-1 -> 1001
            08:00 clerk6 opens 6                 -> ok
            08:01 clerk6 calls next at 6         -> 1001 longest-wait
            """)
        table.run(then)
        table.run("08:03 kiosk cancels 1001 unseen -> wrong-state")
    }

    @Test func `is not one that was printed again, or never on paper`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich on kiosk-1 -> 1001
            08:01 clerk6 reprints 1001           -> 1001
            08:02 kiosk cancels 1001 unseen      -> wrong-state
            08:03 kiosk takes ho-tich            -> 1002
            08:03 kiosk cancels 1002 unseen      -> wrong-state
            """)
    }
}
