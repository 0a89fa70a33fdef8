import QueueCore
import Testing

struct `Taking a number` {
    @Test func `each line counts its own series`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich             -> 1001
            08:00 kiosk takes ho-tich             -> 1002
            08:00 kiosk takes dat-dai             -> 3001
            08:01 kiosk takes ho-tich             -> 1003
            08:01 kiosk sees 1003                 -> waiting behind 2
            08:01 kiosk sees 3001                 -> waiting behind 0
            24 08:00 kiosk takes ho-tich          -> 1001
            """)
    }

    @Test func `a procedure finds its line, and what does not fit is refused`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes number for 1.001193            -> 1001
            08:00 kiosk takes ho-tich for 2.001263           -> 1002
            08:00 kiosk takes number for 2.000815            -> 2001
            08:00 kiosk takes dat-dai for 1.001193           -> invalid procedure
            08:00 kiosk takes number for 9.999999            -> unknown-procedure
            08:00 kiosk takes number                         -> invalid line
            08:00 kiosk takes ho-so                          -> unknown-line
            08:00 kiosk takes ho-tich as vip                 -> invalid priority
            08:00 kiosk takes ho-tich                        -> 1003
            """)
    }

    @Test func `the default field of a line is its first, a procedure's is its own`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                -> 1001
            08:00 kiosk takes ho-tich for 2.001263   -> 1002
            """)
        #expect(table.hall.ticket(numbered: "1001")?.field == "ho-tich")
        #expect(table.hall.ticket(numbered: "1002")?.field == "nuoi-con-nuoi")
    }

    @Test func `a full line refuses the number after its last`() {
        var table = HallTable(Centre.plan(lastInSeries: 2))
        table.run(
            """
            08:00 kiosk takes ho-tich    -> 1001
            08:00 kiosk sees line ho-tich -> open 1
            08:00 kiosk takes ho-tich    -> 1002
            08:00 kiosk sees line ho-tich -> full 2
            08:00 kiosk takes ho-tich    -> line-full
            08:00 kiosk takes dat-dai    -> 3001
            """)
    }

    @Test func `a line gives numbers within its hours, to the minute`() {
        var table = HallTable(Centre.plan(hours: Centre.workingHours))
        table.run(
            """
            07:29:59 kiosk takes ho-tich        -> line-closed
            07:29:59 kiosk sees line ho-tich    -> closed 0
            07:30 kiosk takes ho-tich           -> 1001
            11:29:59 kiosk takes ho-tich        -> 1002
            11:30 kiosk takes ho-tich           -> line-closed
            13:29:59 kiosk takes ho-tich        -> line-closed
            13:30 kiosk takes ho-tich           -> 1003
            17:00 kiosk takes ho-tich           -> line-closed
            28 09:00 kiosk takes ho-tich        -> line-closed
            """)
    }

    @Test func `one number is never given twice`() throws {
        var table = HallTable()
        var seen: Set<String> = []
        for count in 0..<300 {
            let line = ["ho-tich", "chung-thuc", "dat-dai"][count % 3]
            table.run("08:00 kiosk takes \(line) -> \(count % 3 + 1)\(padded(count / 3 + 1, 3))")
        }
        for ticket in table.hall.tickets.values { seen.insert(ticket.number) }
        #expect(seen.count == 300)
    }

    @Test func `one number is never given twice, also when a series moves to another line`() throws
    {
        var table = HallTable()
        table.run("08:00 kiosk takes ho-tich -> 1001")
        var plan = Centre.plan()
        plan.lines[0].firstNumber = 5_001
        plan.lines[0].lastNumber = 5_999
        plan.lines.append(
            LinePlan(
                id: "khac", firstNumber: 1_001, lastNumber: 1_999, digits: 4, fields: ["khac"],
                hours: .always))
        var hall = table.hall
        hall.apply(.planChanged(plan: plan), at: Centre.at("08:01"))
        var given: [String] = ["1001"]
        for (count, line) in (["khac", "ho-tich", "khac"] as [LineID]).enumerated() {
            let request = IssueRequest(
                id: TicketID("n\(count)"), statusToken: "", line: line, channel: .kiosk,
                kiosk: nil, language: "vi")
            let decision = try hall.decide(
                Command(.issue(request), by: .system, at: Centre.at("08:02")))
            for fact in decision.facts { hall.apply(fact.event, at: Centre.at("08:02")) }
            given += [hall.tickets[request.id]?.number ?? "none"]
        }
        #expect(given == ["1001", "1002", "5001", "1003"])
    }

    @Test func `the same ticket name is not issued twice`() throws {
        var table = HallTable()
        let request = IssueRequest(
            id: "A", statusToken: "", line: "ho-tich", channel: .kiosk, kiosk: nil, language: "vi")
        try table.perform(.issue(request), by: .system, at: Centre.at("08:00"))
        #expect(throws: Refusal(.wrongState)) {
            try table.perform(.issue(request), by: .system, at: Centre.at("08:00"))
        }
    }

    @Test func `a doubtful clock gives no number, a small step back does`() {
        var table = HallTable()
        table.run(
            """
            08:10 kiosk takes ho-tich       -> 1001
            08:08 kiosk takes ho-tich       -> 1002
            08:07:59 kiosk takes ho-tich    -> clock-doubtful
            08:07:59 clerk6 opens 6         -> ok
            08:09 kiosk takes ho-tich       -> 1003
            24 00:01 kiosk takes ho-tich    -> 1001
            23 23:59:30 kiosk takes ho-tich -> clock-doubtful
            """)
    }

    @Test func `a slip is ordered where there is a kiosk, with who waits before`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                            -> 1001
            08:01 kiosk takes ho-tich on kiosk-1                 -> 1002
            08:02 clerk8 opens 8                                 -> ok
            08:03 kiosk takes ho-tich as elderly on kiosk-1      -> 1003
            08:04 clerk8 reprints 1002                           -> 1002
            08:04 clerk8 reprints 1001                           -> wrong-state
            08:04 clerk8 reprints 1009                           -> unknown-ticket
            """)
        let slips = table.deliveries.compactMap { order -> SlipOrder? in
            guard case .slip(let slip) = order else { return nil }
            return slip
        }
        #expect(slips.map(\.number) == ["1002", "1003", "1002"])
        #expect(slips.map(\.print) == [1, 1, 2])
        #expect(slips.map(\.ahead) == [1, 0, 2])
        // All counters of the line while none is open, then the open one.
        #expect(slips.map(\.counters) == [[6, 8], [8], [8]])
    }

    @Test func `an ended ticket is not printed again`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich on kiosk-1        -> 1001
            08:01 clerk6 cancels 1001 because left      -> 1001
            08:02 clerk6 reprints 1001                  -> wrong-state
            """)
    }
}
