import Kiosk
import KioskTesting
import QueueCore
import Testing

struct `Open and paused counters` {
    private func moment(_ event: Event, _ time: String) throws -> CounterMoment {
        let at = TestClock("2026-11-\(time):00+07:00").now()
        return try #require(CounterMoment(event, on: ServiceDay(at: at), at: at))
    }

    private func report(_ key: CounterReport.Key, now: String = "30T00:00") throws -> [String] {
        var tally = CounterTally(by: key)
        let day: [(Event, String)] = [
            (.counterOpened(counter: 6, clerk: "an"), "23T08:00"),
            (.counterOpened(counter: 10, clerk: "be"), "23T08:00"),
            (.counterPaused(counter: 6), "23T09:00"),
            (.counterOpened(counter: 6, clerk: "an"), "23T09:20"),
            (.counterPaused(counter: 6), "23T10:00"),
            (.counterClosed(counter: 6), "23T10:05"),
            // Nobody closed 10: it stood until the last event of the day.
            (.counterPaused(counter: 6), "23T10:30"),
            (.counterOpened(counter: 6, clerk: "be"), "24T08:00"),
            (.counterPaused(counter: 6), "24T08:10"),
        ]
        for (event, time) in day { tally.add(try moment(event, time)) }
        let from = try #require(ServiceDay("2026-11-23"))
        let report = tally.report(
            from: from, to: from.advanced(by: 1),
            now: TestClock("2026-11-\(now):00+07:00").now())
        return report.rows.map {
            "\($0.key) \($0.openSeconds / 60) \($0.pauses) \($0.pausedSeconds / 60) "
                + "\($0.longestPauseSeconds / 60)"
        }
    }

    @Test func `are counted by counter, by clerk and by day`() throws {
        #expect(try report(.counter) == ["6 110 3 25 20", "10 150 0 0 0"])
        #expect(try report(.clerk) == ["an 100 2 25 20", "be 160 1 0 0"])
        #expect(try report(.day) == ["2026-11-23 250 2 25 20", "2026-11-24 10 1 0 0"])
    }

    @Test func `last until now on the day that it is`() throws {
        #expect(try report(.day, now: "24T09:00").last == "2026-11-24 10 1 50 50")
    }
}
