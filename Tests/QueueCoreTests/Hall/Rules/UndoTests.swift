import Testing

@testable import QueueCore

struct `Taking the last step back` {
    /// 1001 and 1002 wait, counter 6 is open, and what leads to each step.
    private static let ways: [String: String] = [
        "call": "08:01 clerk6 calls next at 6 -> 1001 longest-wait",
        "start": """
        08:00:30 clerk6 calls next at 6 -> 1001 longest-wait
        08:01 clerk6 starts at 6 -> 1001
        """,
        "complete": """
        08:00:30 clerk6 calls next at 6 -> 1001 longest-wait
        08:00:40 clerk6 starts at 6 -> 1001
        08:01 clerk6 completes at 6 with dossier-received -> 1001
        """,
        "no-show": """
        08:00:30 clerk6 calls next at 6 -> 1001 longest-wait
        08:01 clerk6 misses at 6 because left -> 1001
        """,
        "park": """
        08:00:30 clerk6 calls next at 6 -> 1001 longest-wait
        08:00:40 clerk6 starts at 6 -> 1001
        08:01 clerk6 parks at 6 because copies -> 1001
        """,
        "transfer": """
        08:00:30 clerk6 calls next at 6 -> 1001 longest-wait
        08:01 clerk6 sends chung-thuc last at 6 -> 1001
        """,
        "transfer-after-service": """
        08:00:30 clerk6 calls next at 6 -> 1001 longest-wait
        08:00:40 clerk6 starts at 6 -> 1001
        08:01 clerk6 sends chung-thuc last at 6 after dossier-received -> 1001
        """,
    ]

    /// What the ticket was before the step, and whether the core was told of the step.
    private static let befores: [String: (state: String, isTold: Bool)] = [
        "call": ("waiting behind 0", false), "start": ("called", true),
        "complete": ("serving", true), "no-show": ("called", true), "park": ("serving", false),
        "transfer": ("called", false), "transfer-after-service": ("serving", true),
    ]

    private static var steps: [String] { ways.keys.sorted() }

    private func after(_ step: String) -> HallTable {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich -> 1001
            08:00 kiosk takes ho-tich -> 1002
            08:00 clerk6 opens 6      -> ok
            """)
        table.run(Self.ways[step] ?? "no way")
        return table
    }

    @Test(arguments: steps)
    func `within the minute leaves the ticket as it was`(_ step: String) throws {
        var table = after(step)
        let before = try #require(Self.befores[step])
        let told = table.steps("1001").count
        table.run(
            """
            08:01:30 clerk6 sees undo at 6 -> 1001 until 08:02
            08:02 clerk6 undoes at 6       -> 1001
            08:02 clerk6 sees 1001         -> \(before.state)
            08:02 clerk6 sees counter 6    -> open \(step == "call" ? "-" : "1001")
            08:02 clerk6 sees undo at 6    -> nothing
            """)
        let steps = table.steps("1001")
        #expect(steps.map(\.step) == Array(1...steps.count))
        #expect(steps.count == told + (before.isTold ? 1 : 0))
        if before.isTold {
            #expect(steps.last?.kind == .compensated)
            #expect(steps.last?.compensates == told)
            #expect(steps.last?.counter == 6)
            #expect(steps.last?.end == nil)
        }
    }

    @Test(arguments: steps)
    func `leaves nothing of the step in the ticket`(_ step: String) throws {
        var table = after(step)
        // The same way without its last row.
        var shorter = HallTable()
        let rows = (Self.ways[step] ?? "").split(separator: "\n").dropLast()
        shorter.run(
            """
            08:00 kiosk takes ho-tich -> 1001
            08:00 kiosk takes ho-tich -> 1002
            08:00 clerk6 opens 6      -> ok
            \(rows.joined(separator: "\n"))
            """)
        table.run("08:01:30 clerk6 undoes at 6 -> 1001")
        var undone = try #require(table.hall.ticket(numbered: "1001"))
        let before = try #require(shorter.hall.ticket(numbered: "1001"))
        undone.handOffSteps = before.handOffSteps
        #expect(undone == before)
        #expect(table.hall.recentCalls == shorter.hall.recentCalls)
    }

    @Test(arguments: steps)
    func `a millisecond after the minute it is too late`(_ step: String) {
        var table = after(step)
        table.run(
            """
            08:02:00.001 clerk6 undoes at 6 -> too-late
            08:03 clerk6 undoes at 6        -> too-late
            """)
    }

    @Test(arguments: steps)
    func `is possible once only`(_ step: String) {
        var table = after(step)
        table.run(
            """
            08:01:10 clerk6 undoes at 6 -> 1001
            08:01:20 clerk6 undoes at 6 -> nothing-to-undo
            """)
    }

    @Test(arguments: steps)
    func `is not possible for another clerk or a manager`(_ step: String) {
        var table = after(step)
        table.run(
            """
            08:01:10 clerk8 undoes at 6   -> not-yours
            08:01:10 manager1 undoes at 6 -> not-yours
            08:01:10 kiosk undoes at 6    -> not-yours
            08:01:10 clerk8 opens 8       -> ok
            08:01:10 clerk8 undoes at 8   -> nothing-to-undo
            08:01:10 clerk8 undoes at 5   -> unknown-counter
            """)
    }

    @Test(arguments: ["complete", "no-show", "park", "transfer", "transfer-after-service"])
    func `is not possible once the next one was called`(_ step: String) {
        var table = after(step)
        table.run(
            """
            08:01:10 clerk6 calls next at 6 -> 1002 longest-wait
            08:01:20 clerk6 sees undo at 6  -> 1002 until 08:02:10
            08:01:20 clerk6 undoes at 6     -> 1002
            08:01:30 clerk6 undoes at 6     -> nothing-to-undo
            """)
    }

    @Test(arguments: [
        ("call", "grants 1001 elderly", "1001"),
        ("call", "recalls at 6", "1001"),
        ("start", "parks at 6 because copies", "1001"),
        ("no-show", "returns 1001", "1001"),
        ("no-show", "resumes 1001 at 6", "1001 resumed"),
        ("park", "resumes 1001 at 6", "1001 resumed"),
        ("park", "cancels 1001 because left", "1001"),
        ("park", "grants 1001 elderly", "1001"),
        ("transfer", "cancels 1001 because left", "1001"),
        ("transfer", "grants 1001 elderly", "1001"),
        ("transfer-after-service", "cancels 1001 because left", "1001"),
    ])
    func `is not possible once something else happened to the ticket`(
        _ step: String, _ act: String, _ result: String
    ) throws {
        var table = after(step)
        let clock = act.hasPrefix("recalls") ? "08:01:45" : "08:01:10"
        table.run("\(clock) clerk6 \(act) -> \(result)")
        let before = table.hall.tickets
        // What a clerk did at the counter just now can be taken back instead.
        let own = ["parks at 6 because copies", "resumes 1001 at 6"].contains(act)
        if own, step != "no-show" {
            table.run("08:01:50 clerk6 undoes at 6 -> 1001")
        } else {
            table.run("08:01:50 clerk6 undoes at 6 -> nothing-to-undo")
            #expect(table.hall.tickets == before)
        }
        let steps = table.steps("1001")
        #expect(steps.map(\.step) == Array(1...steps.count))
    }

    @Test func `of a transfer is not possible once another counter called`() {
        var table = after("transfer")
        table.run(
            """
            08:01:10 clerk8 opens 8         -> ok
            08:01:20 clerk8 calls 1001 at 8 because here -> 1001 out-of-turn
            08:01:30 clerk6 undoes at 6     -> nothing-to-undo
            08:01:30 clerk6 sees counter 8  -> open 1001
            08:01:40 clerk8 undoes at 8     -> 1001
            08:01:50 clerk6 undoes at 6     -> 1001
            08:01:50 clerk6 sees 1001       -> called
            08:01:50 clerk6 sees counter 6  -> open 1001
            """)
    }

    @Test(arguments: ["start", "complete", "transfer-after-service"])
    func `is too late once a dossier has a code`(_ step: String) {
        var table = after(step)
        table.run(
            """
            08:01:10 core opens dossier for 1001 -> ok
            08:01:20 clerk6 sees undo at 6       -> nothing
            08:01:20 clerk6 undoes at 6          -> too-late
            """)
    }

    @Test func `of a later step is possible though an earlier one has a dossier`() {
        var table = after("transfer-after-service")
        table.run(
            """
            08:01:10 core opens dossier for 1001 -> ok
            08:02 clerk8 opens 8                 -> ok
            08:02 clerk8 calls 1001 at 8 because here -> 1001 out-of-turn
            08:03 clerk8 starts at 8             -> 1001
            08:03:30 clerk8 undoes at 8          -> 1001
            08:04 clerk8 starts at 8             -> 1001
            08:05 clerk8 completes at 8          -> 1001
            08:05:10 clerk8 undoes at 8          -> 1001
            08:05:20 clerk8 sees 1001            -> serving
            """)
        let steps = table.steps("1001")
        #expect(
            steps.map(\.kind) == [
                .issued, .started, .served, .started, .compensated, .started, .ended, .compensated,
            ])
        #expect(steps.map(\.compensates) == [nil, nil, nil, nil, 4, nil, nil, 7])
    }

    @Test func `outlasts a reprint, and the reprint outlasts it`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich on kiosk-1 -> 1001
            08:00 clerk6 opens 6                 -> ok
            08:01 clerk6 calls next at 6         -> 1001 longest-wait
            08:01:10 clerk6 reprints 1001        -> 1001
            08:01:20 clerk6 undoes at 6          -> 1001
            """)
        #expect(table.hall.ticket(numbered: "1001")?.prints == 2)
    }

    @Test func `is possible at a paused counter and not after it closed`() {
        var table = after("complete")
        table.run(
            """
            08:01:10 clerk6 pauses 6 because lunch -> ok
            08:01:20 clerk6 undoes at 6            -> 1001
            08:01:20 clerk6 sees counter 6         -> paused 1001
            08:01:30 clerk6 completes at 6         -> 1001
            08:01:40 clerk6 closes 6               -> ok
            08:01:50 clerk6 undoes at 6            -> counter-closed
            08:01:50 clerk6 opens 6                -> ok
            08:01:55 clerk6 undoes at 6            -> nothing-to-undo
            """)
    }

    @Test func `of a missed call does not use up the right to come back`() {
        var table = after("no-show")
        table.run(
            """
            08:01:10 clerk6 undoes at 6                 -> 1001
            08:01:20 clerk6 misses at 6 because left    -> 1001
            08:01:30 clerk6 undoes at 6                 -> 1001
            08:01:40 clerk6 misses at 6 because left    -> 1001
            08:02 clerk6 returns 1001                   -> 1001
            """)
        let steps = table.steps("1001")
        #expect(steps.map(\.compensates) == [nil, nil, 2, nil, 4, nil, 6])
        #expect(table.hall.ticket(numbered: "1001")?.returns == 1)
    }

    @Test func `of a call puts the citizen back among the waiting, with the wait going on`() throws
    {
        var table = after("call")
        table.run(
            """
            08:01:30 clerk6 undoes at 6     -> 1001
            08:10 clerk6 calls next at 6    -> 1001 longest-wait
            """)
        let ticket = try #require(table.hall.ticket(numbered: "1001"))
        #expect(ticket.waits.first == .minutes(10))
        #expect(ticket.waits.total == .minutes(10))
        #expect(table.hall.recentCalls.map(\.at) == [Centre.at("08:10")])
    }

    /// As the next day would begin with it: all that was learned, in integers.
    @Test(arguments: steps)
    func `leaves nothing of the step in what was learned, and done again it counts once`(
        _ step: String
    ) {
        func taught(undoes: Bool) -> (EstimatePriors, [TicketID: Forecast], HallTable) {
            var table = HallTable(Centre.plan(), priors: fiveMinutes, at: Centre.at("07:00"))
            let rows = (Self.ways[step] ?? "").split(separator: "\n").map(String.init)
            table.run(
                """
                08:00 kiosk takes ho-tich -> 1001
                08:00 clerk6 opens 6      -> ok
                08:00 kiosk takes ho-tich -> 1002
                """)
            for row in rows.dropLast() { table.run(row) }
            if undoes {
                table.run(rows.last ?? "")
                table.run("08:01 clerk6 undoes at 6 -> 1001")
            }
            table.run(rows.last ?? "")
            return (table.hall.taught.priors, table.hall.forecasts, table)
        }
        let (once, again) = (taught(undoes: false), taught(undoes: true))
        #expect(once.0.lines == again.0.lines)
        #expect(once.0.shortCount == again.0.shortCount)
        #expect(once.0.shortMilliseconds == again.0.shortMilliseconds)
        // The clerk's time begins anew with the undo.
        #expect(once.0.hesitationMilliseconds >= again.0.hesitationMilliseconds)
        #expect(once.1 == again.1)
        #expect(HallRulesKept.replayed(again.2) == [])
    }

    @Test func `is awaited before a step is learned from, and a day that ends waits no longer`() {
        var table = after("complete")
        let known = table.hall.estimator.lines[0].services.known
        #expect(table.hall.taught.lines[0].services.known == known + 1)
        table.run("08:01:10 clerk6 calls next at 6 -> 1002 longest-wait")
        #expect(table.hall.estimator.lines[0].services.known == known + 1)
        let before = table.hall.taught.priors
        table.run("24 08:00 clerk6 opens 6 -> ok")
        guard case .dayOpened(_, _, let priors)? = table.events.dropLast().last?.event else {
            Issue.record("no day opened")
            return
        }
        #expect(priors == before)
    }

    @Test(arguments: ["another line", "another field"])
    func `of a call gives no citizen back to a counter that may serve the citizen no more`(
        _ change: String
    ) {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            08:00 clerk6 opens 6                         -> ok
            08:00 clerk8 opens 8                         -> ok
            08:01 clerk6 calls next at 6                 -> 1001 longest-wait
            08:01 clerk6 sends counter-8 by-arrival at 6 -> 1001
            08:02 clerk6 calls 1001 at 6 because here    -> 1001 out-of-turn
            """)
        if change == "another line" {
            table.plan.counters[2].lines = ["chung-thuc"]
        } else {
            table.plan.clerks[3].fields = ["chung-thuc"]
        }
        table.run(
            """
            08:02:20 clerk6 undoes at 6                  -> 1001
            08:03 clerk8 calls next at 8                 -> nobody
            08:03 clerk6 calls next at 6                 -> 1001 transferred
            """)
    }

    @Test func `of a placing at the end gives the wait back that counts`() {
        var table = HallTable { $0.lines[0].longestWaitMinutes = 20 }
        table.run(
            """
            08:00 kiosk takes ho-tich as elderly         -> 1001
            08:01 kiosk takes ho-tich                    -> 1002
            08:24 clerk6 opens 6                         -> ok
            08:24 clerk6 calls next at 6                 -> 1001 guarantee
            08:25 clerk6 sends ho-tich last at 6         -> 1001
            08:25 clerk6 sees next at 6                  -> 1002 1001
            08:25 clerk6 undoes at 6                     -> 1001
            08:25 clerk6 sends ho-tich by-arrival at 6   -> 1001
            08:25 clerk6 sees next at 6                  -> 1001 1002
            08:25 clerk6 withdraws 1001                  -> 1001
            08:25 clerk6 sees next at 6                  -> 1001 1002
            08:25 clerk6 calls next at 6                 -> 1001 guarantee
            """)
    }

    @Test func `follows a line that a changed plan puts elsewhere`() {
        var table = after("complete")
        table.plan.lines.reverse()
        table.run("08:01:10 clerk6 calls next at 6 -> 1002 longest-wait")
        #expect(table.hall.estimator.lines.map(\.services.known) == [0, 0, 1])
    }
}
