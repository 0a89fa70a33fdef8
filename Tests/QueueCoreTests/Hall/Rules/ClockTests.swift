import Testing

@testable import QueueCore

struct `A clock that cannot be right` {
    @Test func `behind gives no numbers, and who waits is served`() {
        var table = HallTable()
        table.run(
            """
            09:00 kiosk takes ho-tich           -> 1001
            09:00 clerk6 opens 6                -> ok
            08:58 kiosk sees clock              -> right
            08:57:59.999 kiosk sees clock       -> doubtful
            08:57:59.999 kiosk takes ho-tich    -> clock-doubtful
            08:57:59.999 kiosk sees unmet       -> 0
            08:50 clerk6 calls next at 6        -> 1001 longest-wait
            08:50 clerk6 starts at 6            -> 1001
            08:51 clerk6 completes at 6         -> 1001
            08:58 kiosk takes ho-tich           -> 1002
            """)
        #expect(table.hall.ticket(numbered: "1001")?.waits.total == .zero)
    }

    @Test func `far ahead does nothing at all until somebody looked`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                -> 1001
            08:00 clerk6 opens 6                     -> ok
            12-13 08:00 kiosk sees clock             -> right
            12-13 08:00:00.001 kiosk sees clock      -> doubtful
            12-14 08:00 kiosk takes ho-tich          -> clock-doubtful
            12-14 08:00 clerk6 calls next at 6       -> clock-doubtful
            12-14 08:00 clerk6 opens 6               -> clock-doubtful
            12-14 08:00 clerk6 cancels 1001 because x -> clock-doubtful
            12-14 08:00 manager1 closes 6            -> clock-doubtful
            12-14 08:00 manager1 sees 1001           -> waiting behind 0
            12-14 08:00 core opens dossier for 1001  -> ok
            12-14 08:01 clerk6 confirms clock        -> not-yours
            12-14 08:01 kiosk confirms clock         -> not-yours
            12-14 08:01 manager1 sees clock          -> doubtful
            12-14 08:02 manager1 confirms clock      -> ok
            12-14 08:02 manager1 sees clock          -> right
            12-14 08:03 kiosk takes ho-tich          -> 1001
            """)
        #expect(table.hall.day?.description == "2026-12-14")
    }

    @Test func `confirmed behind on the same day gives numbers again, after all before`() {
        var table = HallTable()
        table.run(
            """
            10:00 kiosk takes ho-tich                -> 1001
            08:00 system1 confirms clock             -> ok
            08:00 kiosk sees clock                   -> right
            08:01 kiosk takes ho-tich                -> 1002
            08:02 kiosk takes ho-tich                -> 1003
            08:02 clerk6 opens 6                     -> ok
            08:02 clerk6 sees next at 6              -> 1001 1002 1003
            """)
    }

    @Test func `confirmed on a day before the open one is refused`() {
        var table = HallTable()
        table.run(
            """
            24 00:01 kiosk takes ho-tich      -> 1001
            23:59:30 manager1 confirms clock  -> clock-doubtful
            23:59:30 kiosk takes ho-tich      -> clock-doubtful
            """)
    }

    @Test func `confirmed while it is right is no event`() {
        var table = HallTable()
        table.run("08:00 kiosk takes ho-tich -> 1001")
        let events = table.events.count
        table.run("08:01 manager1 confirms clock -> ok")
        #expect(table.events.count == events)
    }

    @Test func `set right holds back no kiosk, no invitation and no record of demand`() {
        var table = HallTable { plan in
            plan.rules.pressesPerMinute = 2
            plan.lines[2].dailyLimit = 0
        }
        table.run(
            """
            10:00 kiosk takes ho-tich on kiosk-1   -> 1001
            10:00 kiosk takes ho-tich on kiosk-1   -> 1002
            10:00 kiosk takes dat-dai on kiosk-1   -> line-full
            10:00 kiosk sees unmet                 -> 1
            10:00 clerk6 opens 6                   -> ok
            10:00 clerk6 calls next at 6           -> 1001 longest-wait
            08:00 manager1 confirms clock          -> ok
            08:01 kiosk takes ho-tich on kiosk-1   -> 1003
            08:01 kiosk takes dat-dai on kiosk-1   -> line-full
            08:01 kiosk sees unmet                 -> 2
            08:01 clerk6 recalls at 6              -> 1001
            """)
    }

    @Test func `a report is taken at any time and says nothing of the clock`() {
        var table = HallTable()
        table.run(
            """
            09:00 kiosk takes ho-tich                -> 1001
            12-30 08:00 core opens dossier for 1001  -> ok
            09:01 kiosk sees clock                   -> right
            07:00 core opens dossier for 1001        -> ok
            09:01 kiosk takes ho-tich                -> 1002
            """)
    }

    @Test(arguments: ["", " slot 08:10"])
    func `behind changes nothing of who waited longest`(_ slot: String) {
        var table = HallTable { $0.lines[0].longestWaitMinutes = 20 }
        table.run(
            """
            08:10 kiosk takes ho-tich\(slot)      -> 1001
            08:09 kiosk takes ho-tich             -> 1002
            08:08 kiosk takes ho-tich slot 08:00  -> 1003
            08:11 clerk6 opens 6                  -> ok
            08:30:00.001 clerk6 sees next at 6    -> 1001 1002 1003
            09:00 clerk6 calls next at 6          -> 1001 guarantee
            """)
    }

    @Test(arguments: ["completes at 6", "sends dat-dai last at 6 after refused"])
    func `put back over a service leaves it no length, and nothing to learn`(_ end: String)
        throws
    {
        var table = HallTable()
        table.run(
            """
            10:00 kiosk takes ho-tich            -> 1001
            10:00 clerk6 opens 6                 -> ok
            10:01 clerk6 calls next at 6         -> 1001 longest-wait
            10:02 clerk6 starts at 6             -> 1001
            08:00 manager1 confirms clock        -> ok
            08:10 clerk6 \(end)  -> 1001
            """)
        let service = try #require(table.hall.ticket(numbered: "1001")?.services.first)
        #expect(service.startedAt == service.endedAt)
        #expect(table.hall.taught.lines[0].services.known == 0)
    }
}
