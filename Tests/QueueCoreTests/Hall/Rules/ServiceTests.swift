import QueueCore
import Testing

struct `Several services on one ticket` {
    @Test func `each has its counter, its outcome and its step`() throws {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich for 1.001193    -> 1001
            08:01 clerk6 opens 6                      -> ok
            08:01 clerk8 opens 8                      -> ok
            08:02 clerk6 calls next at 6              -> 1001 longest-wait
            08:03 clerk6 starts at 6                  -> 1001
            08:10 clerk6 sends chung-thuc first at 6 after dossier-received for 1.001193,2.001263 -> 1001
            08:11 clerk8 calls next at 8              -> 1001 transferred
            08:12 clerk8 starts at 8                  -> 1001
            08:20 clerk8 completes at 8 with result-returned for 2.000815 -> 1001
            """)
        let ticket = try #require(table.hall.ticket(numbered: "1001"))
        #expect(ticket.services.map(\.counter) == [6, 8])
        #expect(ticket.services.map(\.clerk) == ["clerk6", "clerk8"])
        #expect(ticket.services.map(\.outcome) == [.dossierReceived, .resultReturned])
        #expect(
            ticket.services.map(\.procedures)
                == [[Centre.birth, Centre.adoption], [Centre.copy]])
        #expect(ticket.services.map(\.startedAt.clockText) == ["08:03", "08:12"])
        #expect(ticket.services.map(\.endedAt.clockText) == ["08:10", "08:20"])
        #expect(ticket.outcome == .resultReturned)
        let steps = table.steps("1001")
        #expect(steps.map(\.kind) == [.issued, .started, .served, .started, .ended])
        #expect(steps.map(\.step) == [1, 2, 3, 4, 5])
        #expect(steps[2].outcome == .dossierReceived)
        #expect(steps[2].procedures == [Centre.birth, Centre.adoption])
        #expect(steps[2].counter == 6)
        #expect(steps[2].end == nil)
        #expect(steps[2].line == "ho-tich")
    }

    @Test func `nothing ended that had not begun, and only what is known was dealt with`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich for 1.001193    -> 1001
            08:01 clerk6 opens 6                      -> ok
            08:02 clerk6 calls next at 6              -> 1001 longest-wait
            08:03 clerk6 sends chung-thuc last at 6 after refused -> wrong-state
            08:03 clerk6 starts at 6                  -> 1001
            08:04 clerk6 sends chung-thuc last at 6 after refused for 9.9 -> unknown-procedure
            08:04 clerk6 sends ho-so last at 6 after refused -> unknown-line
            08:04 clerk6 sees 1001                    -> serving
            08:05 clerk6 sends chung-thuc last at 6 after refused -> 1001
            """)
        #expect(table.steps("1001").last?.procedures == [Centre.birth])
    }

    @Test func `sent on without an outcome, the service began and did not end`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                 -> 1001
            08:01 clerk6 opens 6                      -> ok
            08:02 clerk6 calls next at 6              -> 1001 longest-wait
            08:03 clerk6 starts at 6                  -> 1001
            08:05 clerk6 sends chung-thuc last at 6   -> 1001
            """)
        #expect(table.steps("1001").map(\.kind) == [.issued, .started])
        #expect(table.hall.ticket(numbered: "1001")?.services.isEmpty == true)
    }
}

struct `A citizen sent to one counter` {
    private static let called = """
        08:00 kiosk takes ho-tich for 2.001263   -> 1001
        08:01 clerk6 opens 6                     -> ok
        08:02 clerk6 calls next at 6             -> 1001 longest-wait
        """

    @Test func `waits in its line while it is closed, where any other calls`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:03 clerk6 sends counter-8 by-arrival at 6 -> 1001
            08:04 clerk6 calls next at 6                 -> 1001 transferred
            """)
    }

    @Test func `is not sent to a clerk who may not serve`() {
        var table = HallTable { $0.counters[2].lines = ["ho-tich"] }
        table.run(Self.called)
        table.run(
            """
            08:03 clerk7 opens 8                         -> ok
            08:03 clerk6 sends counter-8 by-arrival at 6 -> not-qualified
            08:03 clerk6 sees 1001                       -> called
            """)
    }

    @Test func `waits for a paused counter alone, and for all once it closes`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:03 clerk8 opens 8                         -> ok
            08:03 clerk8 pauses 8 because lunch          -> ok
            08:03 clerk6 sends counter-8 by-arrival at 6 -> 1001
            08:04 clerk6 calls next at 6                 -> nobody
            08:05 clerk8 closes 8                        -> ok
            08:06 clerk6 calls next at 6                 -> 1001 transferred
            """)
    }

    @Test func `waits for all once a manager closes it`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:03 clerk8 opens 8                         -> ok
            08:03 clerk6 sends counter-8 by-arrival at 6 -> 1001
            08:05 manager1 closes 8 because ill          -> ok
            08:06 clerk6 sees 1001                       -> waiting behind 0
            08:06 clerk6 calls next at 6                 -> 1001 transferred
            """)
    }

    @Test func `may be called by another out of turn`() {
        var table = HallTable()
        table.run(Self.called)
        table.run(
            """
            08:03 clerk8 opens 8                         -> ok
            08:03 clerk6 sends counter-8 by-arrival at 6 -> 1001
            08:04 clerk6 calls 1001 at 6 because waiting -> 1001 out-of-turn
            08:04 clerk6 undoes at 6                     -> 1001
            08:05 clerk6 calls next at 6                 -> nobody
            08:05 clerk8 calls next at 8                 -> 1001 transferred
            """)
    }
}

struct `A manager who closes an absent clerk's counter` {
    @Test func `lets whoever was called wait again at the old place`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich           -> 1001
            08:01 kiosk takes ho-tich           -> 1002
            08:02 clerk6 opens 6                -> ok
            08:02 clerk6 calls next at 6        -> 1001 longest-wait
            08:05 manager1 closes 6 because ill -> ok
            08:05 manager1 sees counter 6       -> closed -
            08:05 manager1 sees 1001            -> waiting behind 0
            08:06 clerk8 opens 6                -> ok
            08:06 clerk8 undoes at 6            -> nothing-to-undo
            08:06 clerk8 calls next at 6        -> 1001 longest-wait
            """)
        #expect(table.notes == ["ill"])
        #expect(table.steps("1001").map(\.kind) == [.issued])
        #expect(table.hall.ticket(numbered: "1001")?.waits.total == .minutes(3))
    }

    @Test func `sets whoever was being served aside`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich           -> 1001
            08:02 clerk6 opens 6                -> ok
            08:02 clerk6 calls next at 6        -> 1001 longest-wait
            08:03 clerk6 starts at 6            -> 1001
            08:05 manager1 closes 6             -> ok
            08:05 manager1 sees 1001            -> parked
            08:05 clerk6 completes at 6         -> counter-closed
            08:06 clerk8 opens 8                -> ok
            08:06 clerk8 resumes 1001 at 8      -> 1001 resumed
            """)
        #expect(table.steps("1001").map(\.kind) == [.issued, .started])
    }

    @Test func `may close a paused one as well`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich              -> 1001
            08:02 clerk6 opens 6                   -> ok
            08:02 clerk6 calls next at 6           -> 1001 longest-wait
            08:03 clerk6 pauses 6 because lunch    -> ok
            08:05 manager1 closes 6                -> ok
            08:05 manager1 sees 1001               -> waiting behind 0
            08:06 clerk6 opens 8                   -> ok
            """)
    }
}
