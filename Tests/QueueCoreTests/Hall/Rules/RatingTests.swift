import Testing

@testable import QueueCore

struct `Rating a visit` {
    /// 1001 was served at counter 6 until 08:10; 1002 waits.
    private static let visit = """
        08:00 kiosk takes ho-tich -> 1001
        08:00 kiosk takes ho-tich -> 1002
        08:00 clerk6 opens 6 -> ok
        08:01 clerk6 calls next at 6 -> 1001 longest-wait
        08:02 clerk6 starts at 6 -> 1001
        08:10 clerk6 completes at 6 with dossier-received -> 1001
        """

    private func table(_ rows: String) -> HallTable {
        var table = HallTable()
        table.run(Self.visit)
        table.run(rows)
        return table
    }

    @Test func `opens when a visit is completed, and one rating closes it`() {
        let table = table(
            """
            08:10 anyone sees rating 6 -> 1001
            08:10:05 tablet rates 4 at 6 -> ok
            08:10:06 anyone sees rating 6 -> nothing
            08:10:07 tablet rates 1 at 6 -> nothing-to-rate
            """)
        let rated = table.events.compactMap { event, _ -> RatingLevel? in
            guard case .ticketRated(_, 6, "clerk6", let level, _) = event else { return nil }
            return level
        }
        #expect(rated == [.verySatisfied])
    }

    @Test func `is asked for thirty seconds and waited for thirty more`() {
        _ = table("08:11 tablet rates 2 at 6 because unclear,long-wait -> ok")
        _ = table("08:11:00.001 tablet rates 2 at 6 -> nothing-to-rate")
    }

    @Test func `is not the next citizen's, once that one is being served`() {
        _ = table(
            """
            08:10:10 clerk6 calls next at 6 -> 1002 longest-wait
            08:10:15 anyone sees rating 6 -> 1001
            08:10:20 clerk6 starts at 6 -> 1002
            08:10:21 tablet rates 4 at 6 -> nothing-to-rate
            """)
    }

    @Test func `of a completion that was taken back is none, and comes once however it ends`() {
        _ = table(
            """
            08:10:10 clerk6 undoes at 6 -> 1001
            08:10:11 tablet rates 4 at 6 -> nothing-to-rate
            08:10:20 clerk6 completes at 6 with dossier-received -> 1001
            08:10:25 tablet rates 4 at 6 -> ok
            08:10:30 clerk6 undoes at 6 -> 1001
            08:10:40 clerk6 completes at 6 with refused -> 1001
            08:10:45 tablet rates 1 at 6 -> nothing-to-rate
            """)
    }

    @Test func `ends when the counter closes, and is none for who missed the call`() {
        _ = table(
            """
            08:10:10 clerk6 closes 6 -> ok
            08:10:11 tablet rates 4 at 6 -> nothing-to-rate
            08:10:12 clerk6 opens 6 -> ok
            08:10:13 clerk6 calls next at 6 -> 1002 longest-wait
            08:10:14 clerk6 misses at 6 because left -> 1002
            08:10:15 tablet rates 4 at 6 -> nothing-to-rate
            08:10:15 tablet rates 4 at 77 -> unknown-counter
            """)
    }

    @Test func `asks for no reasons of the satisfied, and none twice`() {
        _ = table(
            """
            08:10:10 tablet rates 3 at 6 because unclear -> invalid reasons
            08:10:11 tablet rates 1 at 6 because unclear,unclear -> invalid reasons
            08:10:12 tablet rates 1 at 6 because unclear -> ok
            """)
    }

    @Test func `does not stand in the way of taking the step back`() {
        _ = table(
            """
            08:10:05 tablet rates 4 at 6 -> ok
            08:10:20 clerk6 undoes at 6 -> 1001
            08:10:21 anyone sees 1001 -> serving
            """)
    }
}

struct `Help at a kiosk` {
    @Test func `is asked once, until somebody goes`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk rings kiosk-1 -> ok
            08:01 kiosk rings kiosk-1 -> ok
            08:02 anyone sees help -> kiosk-1 08:00
            08:03 clerk6 answers kiosk-1 -> ok
            08:03 anyone sees help -> nobody
            08:03:05 kiosk rings kiosk-1 -> too-soon
            08:03:05 kiosk rings kiosk-2 -> ok
            08:03:10 kiosk rings kiosk-1 -> ok
            08:04 anyone sees help -> kiosk-1 08:03 kiosk-2 08:03
            08:05 clerk6 answers kiosk-3 -> ok
            """)
        let asked = table.events.filter {
            if case .helpAsked = $0.event { true } else { false }
        }
        #expect(asked.count == 3)
    }

    @Test func `of yesterday is nobody's today`() {
        var table = HallTable()
        table.run(
            """
            16:59 kiosk rings kiosk-1 -> ok
            24 08:00 kiosk takes ho-tich -> 1001
            24 08:00 anyone sees help -> nobody
            """)
    }
}
