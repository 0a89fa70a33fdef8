import QueueCore
import Testing

struct `Counters and their clerks` {
    @Test func `a counter belongs to the clerk who opened it`() {
        var table = HallTable()
        table.run(
            """
            08:00 clerk6 opens 6                      -> ok
            08:00 clerk6 opens 6                      -> ok
            08:01 clerk8 opens 6                      -> counter-taken
            08:01 clerk6 opens 8                      -> wrong-state
            08:02 clerk8 calls next at 6              -> not-yours
            08:02 clerk8 closes 6                     -> not-yours
            08:02 clerk8 pauses 6 because lunch       -> not-yours
            08:03 clerk6 closes 6                     -> ok
            08:03 clerk6 closes 6                     -> counter-closed
            08:04 clerk6 calls next at 6              -> counter-closed
            08:05 clerk8 opens 6                      -> ok
            """)
    }

    @Test func `who is qualified for no field of a counter does not open it`() {
        var table = HallTable()
        table.run(
            """
            08:00 clerk1 opens 6        -> not-qualified
            08:00 clerk7 opens 6        -> ok
            08:00 clerk99 opens 8       -> not-qualified
            08:00 manager1 opens 8      -> not-yours
            08:00 clerk6 opens 5        -> unknown-counter
            08:00 clerk6 closes 5       -> unknown-counter
            08:00 clerk6 calls next at 5 -> unknown-counter
            """)
    }

    @Test func `a paused counter calls nobody and finishes whom it has`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich              -> 1001
            08:00 kiosk takes ho-tich              -> 1002
            08:00 clerk6 opens 6                   -> ok
            08:01 clerk6 calls next at 6           -> 1001 longest-wait
            08:02 clerk6 pauses 6                  -> invalid reason
            08:02 clerk6 pauses 6 because lunch    -> ok
            08:02 clerk6 pauses 6 because lunch    -> counter-closed
            08:02 clerk6 sees counter 6            -> paused 1001
            08:03 clerk8 opens 6                   -> counter-taken
            08:03 clerk6 starts at 6               -> 1001
            08:04 clerk6 completes at 6            -> 1001
            08:05 clerk6 calls next at 6           -> counter-closed
            08:05 clerk6 calls 1002 at 6 because x -> counter-closed
            08:06 clerk6 opens 6                   -> ok
            08:06 clerk6 calls next at 6           -> 1002 longest-wait
            08:07 clerk6 closes 6                  -> still-serving
            """)
        #expect(table.notes.contains("lunch"))
    }

    @Test func `a manager may pause and close any counter, and serves at none`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                 -> 1001
            08:00 clerk6 opens 6                      -> ok
            08:01 manager1 pauses 6 because meeting   -> ok
            08:02 manager1 calls next at 6            -> not-yours
            08:02 clerk6 opens 6                      -> ok
            08:03 clerk6 calls next at 6              -> 1001 longest-wait
            08:03 manager1 starts at 6                -> not-yours
            08:04 manager1 closes 6                   -> ok
            08:05 clerk6 sees 1001                    -> waiting behind 0
            08:06 manager1 closes 6                   -> counter-closed
            08:06 manager1 pauses 6 because meeting   -> counter-closed
            08:06 manager1 closes 5                   -> unknown-counter
            """)
    }

    @Test(arguments: [
        "calls next at 6", "calls 1001 at 6 because x", "recalls at 6", "starts at 6",
        "completes at 6", "misses at 6 because x", "parks at 6 because x", "resumes 1001 at 6",
        "sends ho-tich last at 6",
    ])
    func `nobody acts at another's counter`(_ act: String) {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich        -> 1001
            08:00 clerk6 opens 6             -> ok
            08:00 clerk6 calls next at 6     -> 1001 longest-wait
            08:02 clerk8 \(act)              -> not-yours
            08:02 manager1 \(act)            -> not-yours
            08:02 clerk8 sees counter 6      -> open 1001
            08:03 clerk8 sees 1001           -> called
            """)
    }

    @Test func `a device that bears a clerk's name is no clerk`() throws {
        var table = HallTable()
        table.run("08:00 clerk6 opens 6 -> ok")
        #expect(throws: Refusal(.notYours)) {
            try table.perform(.callNext(6), by: Actor(.device, "clerk6"), at: Centre.at("08:01"))
        }
    }

    @Test func `one citizen is never called by two`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            08:00 clerk6 opens 6                         -> ok
            08:00 clerk8 opens 8                         -> ok
            08:01 clerk6 calls next at 6                 -> 1001 longest-wait
            08:01 clerk8 calls next at 8                 -> nobody
            08:01 clerk8 calls 1001 at 8 because regular -> not-waiting
            08:01 clerk8 resumes 1001 at 8               -> wrong-state
            08:02 clerk6 starts at 6                     -> 1001
            08:02 clerk8 calls 1001 at 8 because regular -> not-waiting
            08:02 clerk8 resumes 1001 at 8               -> wrong-state
            """)
    }
}
