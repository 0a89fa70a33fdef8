import QueueCore
import Testing

struct `A visit` {
    @Test func `goes from the number to its outcome`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich for 1.001193                      -> 1001
            08:05 clerk6 opens 6                                        -> ok
            08:10 clerk6 calls next at 6                                -> 1001 longest-wait
            08:10 clerk6 completes at 6                                 -> wrong-state
            08:11 clerk6 starts at 6                                    -> 1001
            08:11 clerk6 starts at 6                                    -> wrong-state
            08:20 clerk6 completes at 6 with dossier-received for 9.9   -> unknown-procedure
            08:20 clerk6 completes at 6 with dossier-received           -> 1001
            08:20 clerk6 sees 1001                                      -> completed
            08:20 clerk6 sees counter 6                                 -> open -
            """)
        let steps = table.steps("1001")
        #expect(steps.map(\.kind) == [.issued, .started, .ended])
        #expect(steps.map(\.step) == [1, 2, 3])
        #expect(steps.map(\.key) == steps.map { "\($0.ticket)/\($0.step)" })
        #expect(steps.map(\.occurredAt.clockText) == ["08:00", "08:11", "08:20"])
        #expect(steps.map(\.counter) == [nil, 6, 6])
        #expect(steps.map(\.clerk) == [nil, "clerk6", "clerk6"])
        #expect(steps.map(\.outcome) == [nil, nil, .dossierReceived])
        #expect(steps.map(\.end) == [nil, nil, .completed])
        // Nobody named one at the end: the ticket's own.
        #expect(steps.map(\.procedures) == [[], [], [Centre.birth]])
        #expect(steps.allSatisfy { $0.issuedAt == Centre.at("08:00") && $0.centre == "H53.12.3" })
    }

    @Test func `may deal with other procedures than it began with`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich for 1.001193          -> 1001
            08:00 clerk6 opens 6                            -> ok
            08:00 clerk6 calls next at 6                    -> 1001 longest-wait
            08:00 clerk6 starts at 6                        -> 1001
            08:01 clerk6 completes at 6 for 2.001263,2.000815 -> 1001
            """)
        #expect(table.steps("1001").last?.procedures == [Centre.adoption, Centre.copy])
    }

    @Test func `names a procedure once and no more than twenty`() throws {
        var table = HallTable()
        let clerk = Actor(.clerk, "clerk6")
        table.run(
            """
            08:00 kiosk takes ho-tich                       -> 1001
            08:00 clerk6 opens 6                            -> ok
            08:00 clerk6 calls next at 6                    -> 1001 longest-wait
            08:00 clerk6 starts at 6                        -> 1001
            """)
        let many = Array(repeating: Centre.birth, count: 21)
        #expect(throws: Refusal(.invalid, field: "procedures")) {
            try table.perform(
                .complete(6, .dossierReceived, procedures: many), by: clerk, at: Centre.at("08:01"))
        }
        try table.perform(
            .complete(6, .dossierReceived, procedures: [Centre.birth, Centre.birth]), by: clerk,
            at: Centre.at("08:01"))
        #expect(table.steps("1001").last?.procedures == [Centre.birth])
    }

    @Test func `is parked and taken back, also at another counter`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            08:00 clerk6 opens 6                         -> ok
            08:01 clerk6 calls next at 6                 -> 1001 longest-wait
            08:02 clerk6 parks at 6                      -> invalid reason
            08:02 clerk6 parks at 6 because copies       -> 1001
            08:02 clerk6 sees counter 6                  -> open -
            08:02 clerk6 sees 1001                       -> parked
            08:03 clerk6 calls next at 6                 -> nobody
            08:03 clerk6 resumes 1009 at 6               -> unknown-ticket
            08:04 clerk8 opens 8                         -> ok
            08:04 clerk1 opens 1                         -> ok
            08:05 clerk1 resumes 1001 at 1               -> not-qualified
            08:05 clerk8 resumes 1001 at 8               -> 1001 resumed
            08:05 clerk6 resumes 1001 at 6               -> wrong-state
            08:06 clerk8 starts at 8                     -> 1001
            08:07 clerk8 parks at 8 because copies       -> 1001
            08:08 clerk6 resumes 1001 at 6               -> 1001 resumed
            08:09 clerk6 starts at 6                     -> 1001
            08:10 clerk6 completes at 6                  -> 1001
            08:11 clerk6 resumes 1001 at 6               -> wrong-state
            """)
        #expect(table.steps("1001").map(\.kind) == [.issued, .started, .started, .ended])
        #expect(table.steps("1001").map(\.step) == [1, 2, 3, 4])
    }

    @Test func `that was missed may come back, and both ends are told`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            08:00 clerk6 opens 6                         -> ok
            08:01 clerk6 calls next at 6                 -> 1001 longest-wait
            08:02 clerk6 misses at 6                     -> invalid reason
            08:02 clerk6 misses at 6 because left        -> 1001
            08:05 clerk6 resumes 1001 at 6               -> 1001 resumed
            08:05 clerk6 sees 1001                       -> called
            08:06 clerk6 starts at 6                     -> 1001
            08:07 clerk6 completes at 6 with refused     -> 1001
            """)
        let steps = table.steps("1001")
        #expect(steps.map(\.kind) == [.issued, .ended, .compensated, .started, .ended])
        #expect(steps.map(\.end) == [nil, .noShow, nil, nil, .completed])
        #expect(steps.map(\.step) == [1, 2, 3, 4, 5])
        #expect(steps[2].compensates == 2)
    }

    @Test func `is cancelled with a reason while it waits or is parked`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            08:00 kiosk takes ho-tich                    -> 1002
            08:01 clerk6 cancels 1001                    -> invalid reason
            08:01 clerk6 cancels 1001 because left       -> 1001
            08:01 clerk6 cancels 1001 because left       -> wrong-state
            08:01 clerk6 cancels 1009 because left       -> unknown-ticket
            08:01 clerk6 sees 1002                       -> waiting behind 0
            08:02 clerk6 opens 6                         -> ok
            08:02 clerk6 calls next at 6                 -> 1002 longest-wait
            08:03 clerk6 cancels 1002 because left       -> wrong-state
            08:03 clerk6 parks at 6 because left         -> 1002
            08:04 clerk6 cancels 1002 because left       -> 1002
            """)
        #expect(table.steps("1001").map(\.end) == [nil, .cancelled])
        #expect(table.steps("1002").map(\.step) == [1, 2])
    }

    @Test func `left over at night expires when the next day opens`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            08:00 kiosk takes ho-tich                    -> 1002
            08:00 kiosk takes ho-tich                    -> 1003
            08:00 kiosk takes chung-thuc                 -> 2001
            08:01 clerk6 opens 6                         -> ok
            08:01 clerk6 calls next at 6                 -> 1001 longest-wait
            08:02 clerk6 parks at 6 because copies       -> 1001
            08:03 clerk6 calls next at 6                 -> 1002 longest-wait
            08:03 clerk6 starts at 6                     -> 1002
            08:04 clerk8 cancels 2001 because left       -> 2001
            24 07:30 clerk6 calls next at 6              -> counter-closed
            24 07:30 clerk6 sees 1003                    -> unknown
            24 07:30 clerk6 opens 8                      -> ok
            24 07:31 kiosk takes ho-tich                 -> 1001
            """)
        let ends = table.deliveries.compactMap { order -> HandOffStep? in
            guard case .handOff(let step) = order, step.end == .expired else { return nil }
            return step
        }
        #expect(ends.map(\.number) == ["1001", "1002", "1003"])
        #expect(ends.map(\.step) == [2, 3, 2])
        #expect(ends.allSatisfy { $0.serviceDay.description == "2026-11-23" })
        #expect(table.hall.day?.description == "2026-11-24")
        #expect(table.hall.tickets.count == 1)
    }

    @Test func `is not ended by a clock that goes back over midnight`() {
        var table = HallTable()
        table.run("24 00:05 kiosk takes ho-tich -> 1001")
        #expect(table.hall.opening(at: Centre.at("23:59")) == nil)
        #expect(table.hall.opening(at: Centre.at("00:06", day: 24)) == nil)
        #expect(table.hall.opening(at: Centre.at("00:00", day: 25)) != nil)
    }
}
