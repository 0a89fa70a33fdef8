import Testing

@testable import QueueCore

struct `The reason given is the fact that decided` {
    @Test func `a credit that passed nobody is none`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich as elderly -> 1001
            08:01 kiosk takes ho-tich            -> 1002
            08:02 clerk6 opens 6                 -> ok
            08:02 clerk6 calls next at 6         -> 1001 longest-wait
            """)
    }

    @Test func `a credit is none where the other was put to the end before`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich            -> 1001
            08:01 kiosk takes ho-tich as elderly -> 1002
            08:02 clerk6 opens 6                 -> ok
            08:02 clerk6 calls 1001 at 6 because x -> 1001 out-of-turn
            08:03 clerk6 sends ho-tich last at 6 -> 1001
            08:04 clerk6 calls next at 6         -> 1002 longest-wait
            """)
    }

    @Test func `a credit is none where only citizens of others were passed`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich for 2.001263            -> 1001
            08:05 kiosk takes ho-tich for 1.001193 as elderly -> 1002
            08:06 clerk7 opens 6                              -> ok
            08:06 clerk7 calls next at 6                      -> 1002 longest-wait
            """)
    }

    @Test func `a credit is one where the other line's citizen came first`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes chung-thuc         -> 2001
            08:05 kiosk takes ho-tich as elderly -> 1001
            08:06 clerk8 opens 8                 -> ok
            08:06 clerk8 calls next at 8         -> 1001 credit
            """)
    }

    @Test func `an appointment is none where the slot came after all others`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich slot 08:30 -> 1001
            08:40 kiosk takes ho-tich            -> 1002
            08:41 clerk6 opens 6                 -> ok
            08:41 clerk6 calls next at 6         -> 1001 longest-wait
            """)
    }

    @Test func `the guarantee is none where nothing is promised`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich            -> 1001
            12:00 clerk6 opens 6                 -> ok
            12:00 clerk6 calls next at 6         -> 1001 longest-wait
            """)
    }

    @Test func `others are those whom this clerk could have called here`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich for 1.001193       -> 1001
            08:01 kiosk takes ho-tich for 1.001193       -> 1002
            08:02 kiosk takes ho-tich for 2.001263       -> 1003
            08:03 clerk7 opens 8                         -> ok
            08:03 clerk6 opens 6                         -> ok
            08:03 clerk6 calls 1001 at 6 because x       -> 1001 out-of-turn
            08:03 clerk6 sends counter-8 by-arrival at 6 -> 1001
            08:03 clerk6 sees next at 6                  -> 1002 1003
            """)
        let now = Centre.at("08:04")
        // 1001 waits for counter 8 alone, 1003 is beyond clerk7.
        #expect(table.hall.next(for: 6, limit: 1, at: now).map(\.reason.others) == [1])
        #expect(table.hall.next(for: 8, limit: 1, at: now).map(\.reason.others) == [1])
    }

    @Test(arguments: [
        ("07:59:59", 1_199), ("08:00", 1_200), ("08:00:00.001", 1_199), ("08:00:01", 1_199),
    ])
    func `the wait is whole seconds since the number was taken`(_ clock: String, _ wanted: Int) {
        var table = HallTable()
        table.run("\(clock) kiosk takes ho-tich -> 1001\n08:19:58 clerk6 opens 6 -> ok")
        let now = clock == "07:59:59" ? "08:19:58.999" : "08:20"
        let next = table.hall.next(for: 6, limit: 1, at: Centre.at(now))
        #expect(next.map(\.reason.waitedSeconds) == [wanted])
    }

    @Test(arguments: ["parks at 6 because copies", "misses at 6 because left"])
    func `a number taken back carries one too, the same as the journal keeps`(_ act: String)
        throws
    {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich        -> 1001
            08:01 kiosk takes ho-tich        -> 1002
            08:02 clerk6 opens 6             -> ok
            08:02 clerk6 calls next at 6     -> 1001 longest-wait
            08:03 clerk6 \(act)  -> 1001
            """)
        let now = Centre.at("08:07")
        let answer = try table.perform(
            .resume(6, number: "1001"), by: Actor(.clerk, "clerk6"), at: now)
        let id = try #require(table.hall.ticket(numbered: "1001")?.id)
        let reason = CallReason(
            code: .resumed, waitedSeconds: 420, line: "ho-tich", others: 1, creditMinutes: 0,
            limitMinutes: nil)
        #expect(answer == .call(id, reason))
        let kept = Event.ticketCalled(ticket: id, counter: 6, clerk: "clerk6", reason: reason)
        #expect(table.events.last?.event == kept)
    }
}
