import QueueCore
import Testing

struct `Sending a citizen on` {
    @Test func `keeps the number and takes the place that was asked for`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                 -> 1001
            08:01 kiosk takes chung-thuc              -> 2001
            08:02 kiosk takes ho-tich                 -> 1002
            08:03 kiosk takes chung-thuc              -> 2002
            08:04 kiosk takes ho-tich                 -> 1003
            08:05 clerk6 opens 6                      -> ok
            08:05 clerk6 calls next at 6              -> 1001 longest-wait
            08:05 clerk6 sends ho-so last at 6        -> unknown-line
            08:05 clerk6 sends counter-5 last at 6    -> unknown-counter
            08:05 clerk6 sends counter-6 last at 6    -> invalid counter
            08:05 clerk6 sends chung-thuc last at 6   -> 1001
            08:05 clerk6 sees 1001                    -> waiting behind 2
            08:06 clerk6 calls next at 6              -> 1002 longest-wait
            08:06 clerk6 starts at 6                  -> 1002
            08:07 clerk6 sends chung-thuc first at 6  -> 1002
            08:07 clerk6 sees 1002                    -> waiting behind 0
            08:08 clerk6 calls next at 6              -> 1003 longest-wait
            08:08 clerk6 sends chung-thuc by-arrival at 6 -> 1003
            08:08 clerk6 sees 1003                    -> waiting behind 3
            08:09 clerk8 opens 8                      -> ok
            08:09 clerk8 calls next at 8              -> 1002 transferred
            08:09 clerk8 misses at 8 because x        -> 1002
            08:10 clerk8 calls next at 8              -> 2001 longest-wait
            08:10 clerk8 misses at 8 because x        -> 2001
            08:11 clerk8 calls next at 8              -> 2002 longest-wait
            08:11 clerk8 misses at 8 because x        -> 2002
            08:12 clerk8 calls next at 8              -> 1003 transferred
            08:12 clerk8 misses at 8 because x        -> 1003
            08:13 clerk8 calls next at 8              -> 1001 transferred
            """)
        #expect(table.steps("1002").map(\.step) == [1, 2, 3])
    }

    @Test func `to a counter waits for that counter alone`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                  -> 1001
            08:05 clerk6 opens 6                       -> ok
            08:05 clerk8 opens 8                       -> ok
            08:06 clerk8 calls next at 8               -> 1001 longest-wait
            08:06 clerk8 sends counter-6 by-arrival at 8 -> 1001
            08:07 clerk8 calls next at 8               -> nobody
            08:07 clerk6 calls next at 6               -> 1001 transferred
            08:08 clerk6 sends counter-8 first at 6    -> 1001
            08:08 clerk6 calls next at 6               -> nobody
            08:09 clerk8 calls next at 8               -> 1001 transferred
            08:10 clerk8 parks at 8 because x          -> 1001
            08:11 clerk6 resumes 1001 at 6             -> 1001 resumed
            """)
    }

    @Test func `to a counter that serves other lines puts the citizen in its first`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                  -> 1001
            08:05 clerk6 opens 6                       -> ok
            08:05 clerk1 opens 1                       -> ok
            08:06 clerk6 calls next at 6               -> 1001 longest-wait
            08:06 clerk6 sends counter-1 last at 6     -> 1001
            08:07 clerk6 sees line dat-dai             -> open 1
            08:07 clerk1 calls next at 1               -> 1001 transferred
            """)
        #expect(table.hall.ticket(numbered: "1001")?.line == "dat-dai")
    }

    @Test func `who chose the wrong procedure is served in the line he or she was sent to`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich for 1.001193     -> 1001
            08:05 clerk6 opens 6                       -> ok
            08:05 clerk1 opens 1                       -> ok
            08:06 clerk6 calls next at 6               -> 1001 longest-wait
            08:06 clerk6 sends dat-dai by-arrival at 6 -> 1001
            08:07 clerk6 calls next at 6               -> nobody
            08:07 clerk1 calls next at 1               -> 1001 transferred
            """)
    }

    @Test func `begins a new leg of waiting, and every leg counts`() throws {
        var table = HallTable(Centre.plan(hours: Centre.workingHours))
        table.run(
            """
            11:00 kiosk takes ho-tich                    -> 1001
            11:10 clerk6 opens 6                         -> ok
            11:10 clerk6 calls next at 6                 -> 1001 longest-wait
            11:20 clerk6 sends chung-thuc by-arrival at 6 -> 1001
            13:40 clerk8 opens 8                         -> ok
            13:40 clerk8 calls next at 8                 -> 1001 transferred
            13:41 clerk8 starts at 8                     -> 1001
            13:45 clerk8 parks at 8 because copies       -> 1001
            14:45 clerk8 resumes 1001 at 8               -> 1001 resumed
            14:50 clerk8 starts at 8                     -> 1001
            14:55 clerk8 completes at 8                  -> 1001
            """)
        let ticket = try #require(table.hall.ticket(numbered: "1001"))
        #expect(ticket.waits.first == .minutes(10))
        #expect(ticket.waits.firstOpen == .minutes(10))
        #expect(ticket.waits.firstCounter == 6)
        #expect(ticket.waits.firstClerk == "clerk6")
        #expect(ticket.waits.firstCalledAt == Centre.at("11:10"))
        // 11:20 to 13:40, of which 11:30 to 13:30 nobody receives; parked time is no waiting.
        #expect(ticket.waits.total == .minutes(10 + 140))
        #expect(ticket.waits.totalOpen == .minutes(10 + 20))
        #expect(ticket.waits.legSince == nil)
        #expect(ticket.startedAt == Centre.at("14:50"))
    }

    @Test func `to the end begins the wait anew that a guarantee counts`() {
        var table = HallTable { $0.lines[0].longestWaitMinutes = 20 }
        table.run(
            """
            08:00 kiosk takes ho-tich              -> 1001
            08:10 kiosk takes ho-tich              -> 1002
            08:25 clerk6 opens 6                   -> ok
            08:25 clerk6 calls next at 6           -> 1001 guarantee
            08:25 clerk6 sends ho-tich last at 6   -> 1001
            08:26 kiosk takes ho-tich              -> 1003
            08:26 clerk6 sees next at 6            -> 1002 1001 1003
            08:26 clerk6 calls next at 6           -> 1002 longest-wait
            08:44 clerk6 misses at 6 because left  -> 1002
            08:45 clerk6 calls next at 6           -> 1001 transferred
            08:45 clerk6 undoes at 6               -> 1001
            08:45:00.002 clerk6 calls next at 6    -> 1001 guarantee
            """)
    }

    @Test func `waiting that led to no call counts for nothing`() throws {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            09:00 clerk6 cancels 1001 because left       -> 1001
            """)
        let ticket = try #require(table.hall.ticket(numbered: "1001"))
        #expect(ticket.waits == Waits())
    }
}
