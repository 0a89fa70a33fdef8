import Kiosk
import KioskTesting
import QueueCore
import Testing

struct `Waits in figures` {
    @Test(arguments: [
        ([1], 1, 1, 1), ([1, 2], 2, 2, 2), ([1, 2, 3], 2, 2, 3), ([1, 2, 3, 100], 27, 3, 100),
        (Array(1...10), 6, 6, 9), (Array(1...11), 6, 6, 10), (Array(1...20), 11, 11, 18),
        ([5, 5, 5, 5], 5, 5, 5),
    ])
    func `average, median and nearest-rank 90th percentile`(
        _ seconds: [Int], _ average: Int, _ median: Int, _ p90: Int
    ) {
        let figures = WaitFigures(seconds.reversed().map { .seconds($0) })
        #expect(figures.averageSeconds == average)
        #expect(figures.medianSeconds == median)
        #expect(figures.p90Seconds == p90)
        #expect(figures.longestSeconds == seconds.max())
        #expect(figures.denominator == seconds.count)
    }

    @Test func `within 15 minutes is to the millisecond`() {
        let figures = WaitFigures([
            .seconds(900), .milliseconds(900_001), .seconds(1_800), .milliseconds(1_800_001), .zero,
        ])
        #expect(figures.within15 == 2)
        #expect(figures.within30 == 4)
        #expect(figures.denominator == 5)
    }

    @Test func `nobody has no figures, and no share of nothing`() {
        let figures = WaitFigures([])
        #expect(figures.averageSeconds == nil && figures.medianSeconds == nil)
        #expect(figures.p90Seconds == nil && figures.longestSeconds == nil)
        #expect(figures.within15 == 0 && figures.denominator == 0)
    }

    private func row(
        _ line: LineID, _ state: TicketState, wait: Int?, counter: CounterNumber? = nil
    ) -> WaitRow {
        let at = TestClock("2026-11-23T08:05:00+07:00").now()
        var row = WaitRow(
            Ticket(
                id: "A", number: "1001", day: ServiceDay(at: at), order: 1, channel: .kiosk,
                kiosk: nil, language: "vi", statusToken: "t", procedure: nil, field: nil,
                boundDossier: nil, issuedAt: at, line: line, rank: 0, creditMinutes: 0,
                handOffSteps: 1, prints: 0, waits: Waits()))
        row.state = state
        row.first = wait.map { .seconds($0) }
        row.total = .seconds(2 * (wait ?? 0))
        row.firstCounter = counter
        return row
    }

    @Test func `only who was called has a wait; every ticket is counted`() throws {
        var tally = WaitTally(by: .line)
        for wait in [60, 1_200] { tally.add(row("khac", .completed, wait: wait)) }
        tally.add(row("khac", .noShow, wait: 120))
        tally.add(row("khac", .expired, wait: nil))
        tally.add(row("khac", .cancelled, wait: nil))
        tally.add(row("ho-tich", .waiting, wait: nil))
        let day = try #require(ServiceDay("2026-11-23"))
        let report = tally.report(from: day, to: day, order: ["khac", "ho-tich"])
        #expect(report.rows.map(\.key) == ["khac", "ho-tich"])
        let khac = report.rows[0]
        #expect(khac.count == 5 && khac.noShows == 1 && khac.expired == 1 && khac.cancelled == 1)
        #expect(khac.first.denominator == 3 && khac.first.within15 == 2)
        #expect(khac.total.longestSeconds == 2_400)
        #expect(report.rows[1].first.denominator == 0)
        let header = "line,count,averageSeconds,medianSeconds,p90Seconds,longestSeconds,within15"
        #expect(report.csv.hasPrefix(header))
        let lines = report.csv.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines[2].hasPrefix("ho-tich,1,,,,,0,0,0,0,0,0,"))
        #expect(
            Set(
                lines.dropLast().map {
                    $0.split(
                        separator: ",", omittingEmptySubsequences: false
                    ).count
                }
            ).count == 1)
    }

    @Test(arguments: [
        (WaitReport.Key.line, ["dat-dai 0 2", "khac 1 1"]), (.hour, ["07 0 1", "08 1 2"]),
        (.day, ["2026-11-23 1 2", "2026-11-24 0 1"]), (.field, ["- 1 null"]),
        (.counter, ["- 1 null"]), (.clerk, ["- 1 null"]),
    ])
    func `who got no number is counted where a press has the key`(
        key: WaitReport.Key, rows: [String]
    ) throws {
        var tally = WaitTally(by: key)
        tally.add(row("khac", .waiting, wait: nil))
        let presses: [(LineID, String)] = [
            ("khac", "23T08:59"), ("dat-dai", "23T08:00"), ("dat-dai", "24T07:10"),
        ]
        for (line, time) in presses {
            let at = TestClock("2026-11-\(time):00+07:00").now()
            tally.add(UnmetPress(line: line, day: ServiceDay(at: at), at: at))
        }
        let day = try #require(ServiceDay("2026-11-23"))
        let report = tally.report(from: day, to: day.advanced(by: 1))
        #expect(
            report.rows.map { "\($0.key) \($0.count) \($0.unmet.map(String.init) ?? "null")" }
                == rows)
        let lines = report.csv.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let column = try #require(lines[0].firstIndex(of: "unmet"))
        #expect(
            lines.dropFirst().map { String($0[column]) }
                == rows.map { $0.hasSuffix("null") ? "" : String($0.suffix(1)) })
        let json = String(decoding: report.json.bytes, as: UTF8.self)
        #expect(json.contains("\"unmet\":null") == rows[0].hasSuffix("null"))
    }

    @Test func `who gave up waiting and who was sent on are counted apart`() throws {
        var tally = WaitTally(by: .line)
        tally.add(row("khac", .cancelled, wait: nil))
        tally.add(row("khac", .cancelled, wait: 60))
        var sentOn = row("khac", .completed, wait: 60)
        sentOn.wasTransferred = true
        tally.add(sentOn)
        let day = try #require(ServiceDay("2026-11-23"))
        let report = tally.report(from: day, to: day)
        #expect(report.rows[0].cancelled == 2 && report.rows[0].abandoned == 1)
        #expect(report.rows[0].transferred == 1)
        #expect(report.csv.hasSuffix(",1,1\r\n"))
    }

    /// Numbers are taken at 8:05 on a Monday; presses in vain come at 8 and 9 o'clock.
    private func filtered(_ set: (inout WaitFilter) -> Void) throws -> String {
        var filter = WaitFilter()
        set(&filter)
        var tally = WaitTally(by: .weekdayHour, filter)
        tally.add(row("khac", .completed, wait: 60, counter: 6))
        tally.add(row("ho-tich", .completed, wait: 60, counter: 7))
        for time in ["08:59", "09:00"] {
            let at = TestClock("2026-11-23T\(time):00+07:00").now()
            tally.add(UnmetPress(line: "khac", day: ServiceDay(at: at), at: at))
        }
        let day = try #require(ServiceDay("2026-11-23"))
        return tally.report(from: day, to: day).rows.map {
            "\($0.key) \($0.count) \($0.unmet.map(String.init) ?? "null")"
        }.joined(separator: ", ")
    }

    @Test func `a filter leaves out all others, and says where it cannot know`() throws {
        #expect(try filtered { _ in } == "1-08 2 1, 1-09 0 1")
        #expect(try filtered { $0.line = "khac" } == "1-08 1 1, 1-09 0 1")
        #expect(try filtered { $0.line = "ho-tich" } == "1-08 1 0")
        #expect(try filtered { $0.counter = 6 } == "1-08 1 null")
        #expect(try filtered { $0.field = "none" } == "")
        #expect(try filtered { $0.toHour = 9 } == "1-08 2 1")
        #expect(try filtered { $0.fromHour = 9 } == "1-09 0 1")
    }

    @Test func `an overview counts every wait once, the longest in the last step`() throws {
        var tally = OverviewTally()
        for wait in [0, 299, 300, 7_199, 7_200, 90_000] {
            tally.add(WaitSample(row("khac", .completed, wait: wait)))
        }
        tally.add(WaitSample(row("khac", .waiting, wait: nil)))
        let day = try #require(ServiceDay("2026-11-23"))
        let overview = tally.overview(from: day, to: day)
        let counts = try #require(overview.distributions["first"]?.counts)
        #expect(counts.count == 25 && counts.reduce(0, +) == 6)
        #expect(counts[0] == 2 && counts[1] == 1 && counts[23] == 1 && counts[24] == 2)
        #expect(overview.days.rows.map(\.count) == [7])
        #expect(overview.weekdayHours.rows.map(\.key) == ["1-08"])
    }

    @Test func `counter 10 stands after counter 9, and nobody's under a dash`() throws {
        var tally = WaitTally(by: .counter)
        for counter in [10, 9, nil, 1] {
            tally.add(row("khac", .completed, wait: 1, counter: counter))
        }
        let day = try #require(ServiceDay("2026-11-23"))
        #expect(tally.report(from: day, to: day).rows.map(\.key) == ["-", "1", "9", "10"])
    }
}

struct `Cells of a CSV file` {
    @Test(arguments: [
        ("", ""), ("Hộ tịch", "Hộ tịch"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
        ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("a\r\nb", "\"a\r\nb\""),
        ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("-", "-"), ("-5", "-5"), ("-5+1", "'-5+1"), ("=\"a\"", "\"'=\"\"a\"\"\""),
        ("\r\n=1", "\"'\r\n=1\""), ("=\u{301}1", "'=\u{301}1"),
        ("a\"\u{301}b", "\"a\"\"\u{301}b\""),
    ])
    func `are quoted where they must be, and never a formula`(_ text: String, _ cell: String) {
        #expect(Array(CSV.field(text).utf8) == Array(cell.utf8))
    }
}
