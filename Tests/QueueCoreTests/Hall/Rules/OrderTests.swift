import QueueCore
import Testing

struct `Helping another line` {
    /// Counter 1 of land helps civil status after ten minutes, with a clerk who may.
    private static func helping(_ change: (inout HallPlan) -> Void = { _ in }) -> HallTable {
        HallTable { plan in
            plan.counters[0].overflow = [.init(line: "ho-tich", afterMinutes: 10)]
            plan.clerks[0].fields = ["dat-dai", "ho-tich", "nuoi-con-nuoi"]
            change(&plan)
        }
    }

    @Test func `begins a millisecond after the time that was set`() {
        var table = Self.helping()
        table.run(
            """
            08:00 kiosk takes ho-tich              -> 1001
            08:00 clerk1 opens 1                   -> ok
            08:09:59.999 clerk1 calls next at 1    -> nobody
            08:10 clerk1 sees next at 1            -> nobody
            08:10 clerk1 calls next at 1           -> nobody
            08:10:00.001 clerk1 sees next at 1     -> 1001
            08:10:00.001 clerk1 calls next at 1    -> 1001 overflow
            """)
    }

    @Test func `gives way to an earlier citizen of the own line`() {
        var table = Self.helping()
        table.run(
            """
            08:00 kiosk takes dat-dai    -> 3001
            08:01 kiosk takes ho-tich    -> 1001
            08:02 kiosk takes dat-dai    -> 3002
            08:20 clerk1 opens 1         -> ok
            08:20 clerk1 sees next at 1  -> 3001 1001 3002
            08:20 clerk1 calls next at 1 -> 3001 longest-wait
            08:20 clerk1 misses at 1 because x -> 3001
            08:20 clerk1 calls next at 1 -> 1001 overflow
            08:20 clerk1 misses at 1 because x -> 1001
            08:20 clerk1 calls next at 1 -> 3002 longest-wait
            """)
    }

    @Test func `shows the next ones in the order in which they are called`() {
        var table = Self.helping()
        table.run(
            """
            08:00 kiosk takes ho-tich             -> 1001
            08:10 kiosk takes ho-tich as elderly  -> 1002
            08:11 kiosk takes ho-tich             -> 1003
            08:30 clerk1 opens 1                  -> ok
            """)
        let shown = table.hall.next(for: 1, limit: 9, at: Centre.at("08:30")).map(\.ticket.number)
        var called: [String] = []
        for _ in 0..<3 {
            called += table.hall.next(for: 1, limit: 1, at: Centre.at("08:30"))
                .map(\.ticket.number)
            table.run(
                """
                08:30 clerk1 calls next at 1       -> \(called.last ?? "nobody") overflow
                08:30 clerk1 misses at 1 because x -> \(called.last ?? "nobody")
                """)
        }
        #expect(shown == called)
        #expect(Set(called) == ["1001", "1002", "1003"])
    }

    @Test func `needs a clerk who is qualified for it`() {
        var table = Self.helping { $0.clerks[0].fields = ["dat-dai"] }
        table.run(
            """
            08:00 kiosk takes ho-tich    -> 1001
            08:00 clerk1 opens 1         -> ok
            08:30 clerk1 calls next at 1 -> nobody
            """)
    }

    @Test func `does not reach whom a counter was chosen for`() {
        var table = Self.helping()
        table.run(
            """
            08:00 kiosk takes ho-tich                 -> 1001
            08:00 clerk1 opens 1                      -> ok
            08:00 clerk6 opens 6                      -> ok
            08:00 clerk8 opens 8                      -> ok
            08:01 clerk8 calls next at 8              -> 1001 longest-wait
            08:02 clerk8 sends counter-6 first at 8   -> 1001
            08:30 clerk1 calls next at 1              -> nobody
            """)
    }

    @Test func `counts an early appointment from its slot`() {
        var table = Self.helping()
        table.run(
            """
            08:00 kiosk takes ho-tich slot 09:00   -> 1001
            08:00 clerk1 opens 1                   -> ok
            08:30 clerk1 calls next at 1           -> nobody
            09:10 clerk1 calls next at 1           -> nobody
            09:10:00.001 clerk1 calls next at 1    -> 1001 overflow
            """)
    }
}

struct `The longest wait that a line promises` {
    private static func promising() -> HallTable {
        HallTable { $0.lines[0].longestWaitMinutes = 30 }
    }

    private static let waiting = """
        08:00 kiosk takes ho-tich                -> 1001
        08:01 kiosk takes ho-tich                -> 1002
        08:02 kiosk takes chung-thuc             -> 2001
        08:10 kiosk takes ho-tich as elderly     -> 1003
        08:10 clerk8 opens 8                     -> ok
        """

    @Test func `changes nothing up to the time itself`() {
        var table = Self.promising()
        table.run(Self.waiting)
        table.run(
            """
            08:30 clerk8 sees next at 8  -> 1003 1001 1002 2001
            08:30 clerk8 calls next at 8 -> 1003 credit
            """)
    }

    @Test func `puts first whoever waited a millisecond longer, by arrival`() {
        var table = Self.promising()
        table.run(Self.waiting)
        table.run(
            """
            08:30:00.001 clerk8 sees next at 8  -> 1001 1003 1002 2001
            08:31:00.001 clerk8 sees next at 8  -> 1001 1002 1003 2001
            08:31:00.001 clerk8 calls next at 8 -> 1001 guarantee
            08:31:10 clerk8 misses at 8 because x -> 1001
            08:31:10 clerk8 calls next at 8     -> 1002 guarantee
            08:31:20 clerk8 misses at 8 because x -> 1002
            08:31:20 clerk8 calls next at 8     -> 1003 credit
            """)
    }

    @Test func `goes before one sent to the first place`() {
        var table = Self.promising()
        table.run(
            """
            08:00 kiosk takes ho-tich                 -> 1001
            08:20 kiosk takes chung-thuc              -> 2001
            08:21 clerk8 opens 8                      -> ok
            08:21 clerk8 calls 2001 at 8 because x    -> 2001 out-of-turn
            08:22 clerk8 sends ho-tich first at 8     -> 2001
            08:30 clerk8 sees next at 8               -> 2001 1001
            08:30:00.001 clerk8 sees next at 8        -> 1001 2001
            """)
    }

    @Test func `is kept over all lines of a counter, only for the lines that promise`() {
        var table = Self.promising()
        table.run(
            """
            08:00 kiosk takes chung-thuc          -> 2001
            08:01 kiosk takes ho-tich             -> 1001
            08:31:00.001 clerk8 opens 8           -> ok
            08:31:00.001 clerk8 calls next at 8   -> 1001 guarantee
            """)
    }

    @Test func `says how many minutes were promised`() {
        var table = Self.promising()
        table.run("08:00 kiosk takes ho-tich -> 1001\n08:40 clerk6 opens 6 -> ok")
        let next = table.hall.next(for: 6, limit: 1, at: Centre.at("08:40"))
        #expect(next.map(\.reason.code) == [.guarantee])
        #expect(next.map(\.reason.limitMinutes) == [30])
        #expect(next.map(\.reason.waitedSeconds) == [2_400])
    }
}

struct `A counter that is there for one line first` {
    /// Certification counts as ten minutes earlier at counters that list it first.
    private static func preferring() -> HallTable {
        HallTable { $0.lines[1].preferenceMinutes = 10 }
    }

    @Test func `calls that line's citizens so many minutes before their turn`() {
        var table = Self.preferring()
        table.run(
            """
            08:00 kiosk takes ho-tich             -> 1001
            08:05 kiosk takes ho-tich             -> 1002
            08:10 kiosk takes chung-thuc          -> 2001
            08:16 kiosk takes chung-thuc          -> 2002
            08:20 clerk8 opens 8                  -> ok
            08:20 clerk8 sees next at 8           -> 2001 1001 1002 2002
            08:20 clerk8 calls next at 8          -> 2001 preference
            08:21 clerk8 misses at 8 because x    -> 2001
            08:21 clerk8 calls next at 8          -> 1001 longest-wait
            """)
    }

    @Test func `does not call one who came a millisecond after that`() {
        var table = Self.preferring()
        table.run(
            """
            08:00 kiosk takes ho-tich             -> 1001
            08:10:00.001 kiosk takes chung-thuc   -> 2001
            08:20 clerk8 opens 8                  -> ok
            08:20 clerk8 calls next at 8          -> 1001 longest-wait
            """)
    }

    @Test func `gives nothing to the other counters of the line`() {
        var table = HallTable { plan in
            plan.lines[0].preferenceMinutes = 10
            plan.clerks[2].fields = ["ho-tich", "nuoi-con-nuoi", "chung-thuc"]
        }
        table.run(
            """
            08:00 kiosk takes chung-thuc  -> 2001
            08:05 kiosk takes ho-tich     -> 1001
            08:20 clerk8 opens 8          -> ok
            08:20 clerk8 sees next at 8   -> 2001 1001
            """)
    }

    @Test func `is no reason among that line's own citizens`() {
        var table = Self.preferring()
        table.run(
            """
            08:00 kiosk takes chung-thuc          -> 2001
            08:05 kiosk takes chung-thuc          -> 2002
            08:20 clerk8 opens 8                  -> ok
            08:20 clerk8 calls next at 8          -> 2001 longest-wait
            """)
    }

    @Test func `is no reason where nobody was passed`() {
        var table = Self.preferring()
        table.run(
            """
            08:00 kiosk takes chung-thuc          -> 2001
            08:05 kiosk takes ho-tich             -> 1001
            08:20 clerk8 opens 8                  -> ok
            08:20 clerk8 calls next at 8          -> 2001 longest-wait
            """)
    }
}

struct `An appointment` {
    private static let three = """
        08:00 clerk6 opens 6         -> ok
        08:40 kiosk takes ho-tich    -> 1001
        08:55 kiosk takes ho-tich    -> 1002
        """

    @Test func `kept early has the place of its slot`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich slot 08:50   -> 1001
            08:40 kiosk takes ho-tich              -> 1002
            08:55 kiosk takes ho-tich              -> 1003
            08:56 clerk6 opens 6                   -> ok
            08:56 clerk6 sees next at 6            -> 1002 1001 1003
            08:56 clerk6 calls next at 6           -> 1002 longest-wait
            08:57 clerk6 misses at 6 because x     -> 1002
            08:57 clerk6 calls next at 6           -> 1001 longest-wait
            """)
    }

    @Test func `early is called before the slot when nobody else waits`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich slot 08:50   -> 1001
            08:01 clerk6 opens 6                   -> ok
            08:01 clerk6 calls next at 6           -> 1001 longest-wait
            """)
    }

    @Test func `kept in the minutes after it goes before those who came in between`() {
        var table = HallTable()
        table.run(Self.three)
        table.run(
            """
            09:00 kiosk takes ho-tich slot 08:50   -> 1003
            09:01 clerk6 sees next at 6            -> 1001 1003 1002
            09:01 clerk6 calls 1001 at 6 because x -> 1001 out-of-turn
            09:01 clerk6 misses at 6 because x     -> 1001
            09:02 clerk6 calls next at 6           -> 1003 appointment
            """)
    }

    @Test func `holds for a quarter of an hour and not a millisecond more`() {
        var table = HallTable()
        table.run(Self.three)
        table.run(
            """
            09:05 kiosk takes ho-tich slot 08:50        -> 1003
            09:05:00.001 kiosk takes ho-tich slot 08:50 -> 1004
            09:06 clerk6 sees next at 6                 -> 1001 1003 1002 1004
            """)
        #expect(table.hall.ticket(numbered: "1003")?.appointment == Centre.at("08:50"))
        #expect(table.hall.ticket(numbered: "1004")?.appointment == nil)
    }

    @Test func `of another day is refused, however far away`() throws {
        var table = HallTable()
        for slot in [
            Centre.at("09:00", day: 24), Centre.at("23:59", day: 22),
            Instant(millisecondsSinceEpoch: .max / 2), Instant(millisecondsSinceEpoch: .min / 2),
        ] {
            let request = IssueRequest(
                id: "A", statusToken: "", line: "ho-tich", channel: .online, kiosk: nil,
                language: "vi", appointment: slot)
            #expect(throws: Refusal(.invalid, field: "appointment")) {
                try table.perform(.issue(request), by: .system, at: Centre.at("08:00"))
            }
        }
    }

    @Test func `still to come does not hold back who is sent to the end`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                -> 1001
            08:01 kiosk takes ho-tich slot 09:00     -> 1002
            08:02 clerk6 opens 6                     -> ok
            08:02 clerk6 calls next at 6             -> 1001 longest-wait
            08:03 clerk6 sends ho-tich last at 6     -> 1001
            08:04 kiosk takes ho-tich                -> 1003
            08:05 clerk6 sees next at 6              -> 1001 1003 1002
            """)
    }

    @Test func `does not let those sent to the end pass one another`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                -> 1001
            08:00 kiosk takes ho-tich                -> 1002
            08:02 clerk6 opens 6                     -> ok
            08:02 clerk8 opens 8                     -> ok
            08:02 clerk6 calls next at 6             -> 1001 longest-wait
            08:02 clerk8 calls next at 8             -> 1002 longest-wait
            08:03 clerk8 sends ho-tich last at 8     -> 1002
            08:03 clerk6 sends ho-tich last at 6     -> 1001
            08:04 clerk6 sees next at 6              -> 1002 1001
            """)
    }
}
