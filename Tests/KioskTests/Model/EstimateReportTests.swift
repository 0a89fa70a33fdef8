import Kiosk
import QueueCore
import Testing

struct `What was told against what was waited` {
    private func figures(_ waits: [Int], _ low: Int, _ high: Int) -> EstimateFigures {
        EstimateFigures(
            waits.map { (EstimateRange(lowSeconds: low, highSeconds: high), .seconds($0)) })
    }

    @Test(arguments: [
        // Waits against 10 to 20 minutes: within, shorter, longer, muchLonger, median error, bias.
        ([900], 1, 0, 0, 0, 0, 0), ([600, 1_200], 2, 0, 0, 0, 300, 0),
        ([599, 1_201], 0, 1, 1, 0, 301, 0), ([1_500, 1_501], 0, 0, 2, 1, 601, -601),
        ([0, 900, 900], 2, 1, 0, 0, 0, 300), ([900, 902, 903], 3, 0, 0, 0, 2, -2),
    ])
    func `are counted at the ends of the range and from its middle`(
        _ waits: [Int], _ within: Int, _ shorter: Int, _ longer: Int, _ muchLonger: Int,
        _ error: Int, _ bias: Int
    ) {
        let figures = figures(waits.reversed(), 600, 1_200)
        #expect(figures.within == within && figures.shorter == shorter)
        #expect(figures.longer == longer && figures.muchLonger == muchLonger)
        #expect(figures.denominator == waits.count)
        #expect(figures.medianErrorSeconds == error)
        #expect(figures.biasSeconds == bias)
    }

    @Test func `a wait is compared in the whole seconds that were told`() {
        let range = EstimateRange(lowSeconds: 60, highSeconds: 120)
        let figures = EstimateFigures([
            (range, .milliseconds(120_999)), (range, .milliseconds(121_000)),
            (range, .milliseconds(59_999)),
        ])
        #expect(figures.within == 1 && figures.longer == 1 && figures.shorter == 1)
        #expect(figures.coveragePermille == 333)
    }

    @Test func `nobody has no figures, and no share of nothing`() {
        let figures = EstimateFigures([])
        #expect(figures.coveragePermille == nil && figures.medianErrorSeconds == nil)
        #expect(figures.biasSeconds == nil && figures.denominator == 0)
    }

    private func row(_ line: LineID, _ clock: String, told: Bool = true, wait: Int? = 60) throws
        -> EstimateRow
    {
        let at = try #require(Instant(rfc3339: "2026-11-\(clock):00+07:00"))
        return EstimateRow(
            line: line, day: ServiceDay(at: at), issuedAt: at,
            estimate: told ? EstimateRange(lowSeconds: 30, highSeconds: 90) : nil,
            firstWait: wait.map { .seconds($0) })
    }

    private func report(_ key: EstimateReport.Key, order: [String] = []) throws -> EstimateReport {
        var tally = EstimateTally(by: key)
        tally.add(try row("khac", "23T08:05"))
        tally.add(try row("khac", "23T10:59", wait: 100))
        tally.add(try row("ho-tich", "24T10:00", told: false))
        tally.add(try row("ho-tich", "24T07:30", wait: nil))
        let from = try #require(ServiceDay("2026-11-23"))
        return tally.report(from: from, to: from.advanced(by: 1), order: order)
    }

    @Test(arguments: [
        (EstimateReport.Key.line, ["khac", "ho-tich"]), (.hour, ["07", "08", "10"]),
        (.day, ["2026-11-23", "2026-11-24"]),
    ])
    func `rows are by line in the plan's order, by hour of issue, or by day`(
        key: EstimateReport.Key, keys: [String]
    ) throws {
        let report = try report(key, order: ["khac"])
        #expect(report.rows.map(\.key) == keys)
        #expect(report.total.count == 4 && report.total.told == 3)
        #expect(report.total.figures.denominator == 2 && report.total.figures.within == 1)
        #expect(report.rows.reduce(0) { $0 + $1.count } == 4)
    }

    @Test func `who was told nothing or never called is counted apart`() throws {
        let last = try #require(try report(.line).rows.first { $0.key == "ho-tich" })
        #expect(last.count == 2 && last.told == 1 && last.figures.denominator == 0)
    }

    @Test func `as CSV with the total under a star`() throws {
        let lines = try report(.line).csv.split(
            separator: "\r\n", omittingEmptySubsequences: false)
        #expect(
            lines == [
                "line,count,told,within,shorter,longer,muchLonger,denominator,coveragePermille,"
                    + "medianErrorSeconds,biasSeconds",
                "ho-tich,2,1,0,0,0,0,0,,,", "khac,2,2,1,0,1,0,2,500,20,-20",
                "*,4,3,1,0,1,0,2,500,20,-20", "",
            ])
    }

    @Test func `a line's name is never a formula`() throws {
        var tally = EstimateTally(by: .line)
        tally.add(try row("=1+1", "23T08:05"))
        let day = try #require(ServiceDay("2026-11-23"))
        #expect(tally.report(from: day, to: day).csv.contains("\r\n'=1+1,1,1,"))
    }

    @Test func `as JSON with null for figures of nobody`() throws {
        let text = String(decoding: try report(.line).json.bytes, as: UTF8.self)
        #expect(text.contains("\"by\":\"line\""))
        #expect(text.contains("\"coveragePermille\":null"))
        #expect(text.contains("\"biasSeconds\":-20"))
        #expect(!text.contains("\"key\":\"\""))
    }
}
