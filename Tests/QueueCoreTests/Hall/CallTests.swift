import QueueCore
import Testing

struct `Who is called next` {
    @Test func `who waited longest over all lines of the counter`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich          -> 1001
            08:01 kiosk takes chung-thuc       -> 2001
            08:02 kiosk takes ho-tich          -> 1002
            08:02 kiosk takes dat-dai          -> 3001
            08:03 clerk8 opens 8               -> ok
            08:03 clerk8 calls next at 8       -> 1001 longest-wait
            08:03 clerk8 calls next at 8       -> still-serving
            08:03 clerk8 misses at 8 because x -> 1001
            08:04 clerk8 calls next at 8       -> 2001 longest-wait
            08:04 clerk8 misses at 8 because x -> 2001
            08:05 clerk8 calls next at 8       -> 1002 longest-wait
            08:05 clerk8 misses at 8 because x -> 1002
            08:06 clerk8 calls next at 8       -> nobody
            """)
    }

    @Test func `a tie goes to the preferred line, then to the order of issue`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich          -> 1001
            08:00 kiosk takes ho-tich          -> 1002
            08:00 kiosk takes chung-thuc       -> 2001
            08:03 clerk8 opens 8               -> ok
            08:03 clerk8 calls next at 8       -> 2001 longest-wait
            08:03 clerk8 misses at 8 because x -> 2001
            08:04 clerk8 calls next at 8       -> 1001 longest-wait
            """)
    }

    @Test func `a priority group counts as so much earlier, never as first of all`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich             -> 1001
            08:15 kiosk takes ho-tich             -> 1002
            08:30 kiosk takes ho-tich as elderly  -> 1003
            08:30 kiosk sees 1003                 -> waiting behind 1
            08:30 kiosk sees 1002                 -> waiting behind 2
            08:31 clerk6 opens 6                  -> ok
            08:31 clerk6 calls next at 6          -> 1001 longest-wait
            08:31 clerk6 misses at 6 because x    -> 1001
            08:32 clerk6 calls next at 6          -> 1003 credit
            """)
    }

    @Test func `a claim granted, changed or withdrawn moves the ticket at once`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich           -> 1001
            08:10 kiosk takes ho-tich           -> 1002
            08:10 clerk6 sees 1002              -> waiting behind 1
            08:11 clerk6 grants 1002 elderly    -> 1002
            08:11 clerk6 sees 1002              -> waiting behind 0
            08:12 clerk6 grants 1002 vip        -> invalid group
            08:12 clerk6 sees 1002              -> waiting behind 0
            08:13 clerk6 withdraws 1002         -> 1002
            08:13 clerk6 sees 1002              -> waiting behind 1
            08:13 clerk6 withdraws 1009         -> unknown-ticket
            08:14 clerk6 grants 1002 with-child -> 1002
            08:15 clerk6 opens 6                -> ok
            08:15 clerk6 calls next at 6        -> 1002 credit
            """)
    }

    @Test func `a clerk gets only whom he or she may serve`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich for 2.001263      -> 1001
            08:01 kiosk takes ho-tich                   -> 1002
            08:02 kiosk takes ho-tich for 1.001193      -> 1003
            08:03 clerk7 opens 8                        -> ok
            08:04 clerk7 calls 1001 at 8 because sister -> not-qualified
            08:04 clerk7 calls 1002 at 8 because sister -> not-qualified
            08:04 clerk7 calls next at 8                -> 1003 longest-wait
            08:04 clerk7 misses at 8 because x          -> 1003
            08:05 clerk7 calls next at 8                -> nobody
            08:06 clerk6 opens 6                        -> ok
            08:06 clerk6 calls next at 6                -> 1001 longest-wait
            """)
    }

    @Test func `out of turn needs a reason that is kept`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                      -> 1001
            08:01 kiosk takes ho-tich                      -> 1002
            08:02 clerk6 opens 6                           -> ok
            08:02 clerk6 calls 1002 at 6                   -> invalid reason
            08:02 clerk6 calls 1009 at 6 because unwell    -> unknown-ticket
            08:02 clerk6 calls 1002 at 6 because unwell    -> 1002 out-of-turn
            08:02 clerk6 calls 1001 at 6 because unwell    -> still-serving
            """)
        #expect(table.notes == ["unwell"])
    }

    @Test func `a reason of 500 characters is kept and one of 501 is not`() throws {
        var table = HallTable()
        let long = String(repeating: "ế", count: 500)
        table.run("08:00 clerk6 opens 6 -> ok")
        #expect(throws: Refusal(.invalid, field: "reason")) {
            try table.perform(
                .pauseCounter(6, note: long + "."), by: Actor(.clerk, "clerk6"),
                at: Centre.at("08:00"))
        }
        try table.perform(
            .pauseCounter(6, note: long), by: Actor(.clerk, "clerk6"), at: Centre.at("08:00"))
        #expect(table.notes == [long])
    }

    @Test func `invitations have a time between them and an end`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich       -> 1001
            08:01:00 clerk6 opens 6         -> ok
            08:01:00 clerk6 calls next at 6 -> 1001 longest-wait
            08:01:44 clerk6 recalls at 6    -> too-soon
            08:01:45 clerk6 recalls at 6    -> 1001
            08:02:00 clerk6 misses at 6     -> invalid reason
            08:02:29 clerk6 recalls at 6    -> too-soon
            08:02:30 clerk6 recalls at 6    -> 1001
            08:03:30 clerk6 recalls at 6    -> calls-exhausted
            08:03:30 clerk6 misses at 6     -> 1001
            08:03:30 clerk6 sees 1001       -> no-show
            """)
        #expect(table.hall.recentCalls.map(\.call) == [3, 2, 1])
    }

    @Test func `the next ones are listed as they would be called`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich             -> 1001
            08:01 kiosk takes chung-thuc          -> 2001
            08:05 kiosk takes ho-tich as elderly  -> 1002
            08:06 clerk8 opens 8                  -> ok
            """)
        let next = table.hall.next(for: 8, limit: 2, at: Centre.at("08:10"))
        #expect(next.map(\.ticket.number) == ["1002", "1001"])
        #expect(next.map(\.reason.waitedSeconds) == [300, 600])
        #expect(next.map(\.reason.others) == [2, 2])
        #expect(next.map(\.reason.creditMinutes) == [20, 0])
        #expect(table.hall.next(for: 6, limit: 2, at: Centre.at("08:10")).isEmpty)
    }
}
