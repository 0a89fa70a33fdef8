import Testing

@testable import QueueCore

private let now = Instant(millisecondsSinceEpoch: 1_795_404_600_000)

/// Nine ahead at three busy counters of one line.
private func load(_ line: Int, ahead: Int = 8, counters: Int = 3, lines: Int = 2) -> LineLoad {
    LineLoad(
        line: line, ahead: (0..<lines).map { $0 == line ? ahead : 0 },
        headLead: (0..<lines).map { $0 == line ? Int64(ahead) * 60_000 : 0 },
        counters: (0..<counters).map { _ in
            LineLoad.Counter(
                lines: LineSet([line]), occupation: .busy(line: line, since: now - .seconds(30)))
        })
}

private func estimator(_ priors: EstimatePriors? = nil) -> WaitEstimator {
    WaitEstimator(lines: ["ho-tich", "dat-dai"], priors: priors)
}

extension WaitEstimator {
    /// So many services, long and short in turn.
    fileprivate mutating func serve(_ line: Int, _ count: Int, seconds: Int) {
        for turn in 0..<count {
            serviceEnded(
                line: line, lasted: .seconds(turn.isMultiple(of: 2) ? seconds / 2 : seconds * 3 / 2)
            )
        }
    }

    fileprivate func meanSeconds(_ line: Int) -> Double? {
        forecast(load(line), at: now).map { Double($0.meanMilliseconds) / 1_000 }
    }
}

struct `What the hall knows of waits` {
    @Test func `is nothing before it served anybody`() {
        var estimator = estimator()
        #expect(estimator.estimate(load(0), at: now) == nil)
        estimator.serve(0, 4, seconds: 300)
        #expect(estimator.estimate(load(0), at: now) == nil)
        estimator.serve(0, 2, seconds: 300)
        #expect(estimator.estimate(load(0), at: now) != nil)
        #expect(estimator.estimate(load(1), at: now) == nil)
        estimator.serve(0, 20, seconds: 300)
        #expect(estimator.estimate(load(1), at: now) != nil)
    }

    @Test func `is nothing while no counter is open, or for a line that is not there`() {
        var estimator = estimator()
        estimator.serve(0, 50, seconds: 300)
        #expect(estimator.estimate(load(0, counters: 0), at: now) == nil)
        for line in [-1, 2, 64, .max] {
            var load = load(0)
            load.line = line
            #expect(estimator.estimate(load, at: now) == nil)
        }
        estimator.serviceEnded(line: 7, lasted: .seconds(1))
        estimator.calledInVain(line: -1, lasted: .seconds(1))
    }

    @Test func `is a range around ahead + 1 services over the counters`() throws {
        var estimator = estimator()
        estimator.serve(0, 400, seconds: 300)
        let forecast = try #require(estimator.forecast(load(0), at: now))
        #expect(abs(forecast.meanMilliseconds - 900_000) < 60_000)
        #expect(forecast.range.lowSeconds < 900 && forecast.range.highSeconds > 900)
        #expect(forecast.range.lowSeconds > 300 && forecast.range.highSeconds < 1_800)
        #expect(forecast.openCounters == 3)
        #expect(forecast.range == estimator.estimate(load(0), at: now))
    }

    @Test func `widens where a line is foreseen from the others' times`() throws {
        var estimator = estimator()
        estimator.serve(0, 400, seconds: 300)
        let known = try #require(estimator.estimate(load(0), at: now))
        let guessed = try #require(estimator.estimate(load(1), at: now))
        #expect(guessed.lowSeconds < known.lowSeconds)
        #expect(guessed.highSeconds > known.highSeconds)
        // Its own few pull it to themselves.
        estimator.serve(1, 6, seconds: 900)
        let mean = try #require(estimator.meanSeconds(1))
        #expect(mean > 1_500 && mean < 2_400)
    }

    @Test func `is not poisoned by a ticket left open over noon`() throws {
        var estimator = estimator()
        estimator.serve(0, 100, seconds: 300)
        let before = try #require(estimator.meanSeconds(0))
        estimator.serviceEnded(line: 0, lasted: .seconds(9_000))
        estimator.serviceEnded(line: 0, lasted: .seconds(-50))
        let after = try #require(estimator.meanSeconds(0))
        #expect(abs(after - before) < 0.1 * before)
    }

    @Test func `counts those who do not come with the time they take`() throws {
        var estimator = estimator()
        estimator.serve(0, 800, seconds: 300)
        for _ in 0..<200 { estimator.calledInVain(line: 0, lasted: .seconds(60)) }
        let mean = try #require(estimator.meanSeconds(0))
        // Four of five at 300 s, one at 60 s.
        #expect(abs(mean - 3 * 252) < 45)
        #expect(abs(estimator.priors.lines[0].meanMilliseconds - 300_000) < 3_000)
    }

    @Test func `follows services that became slower, and not chance`() throws {
        var estimator = estimator()
        estimator.serve(0, 300, seconds: 300)
        let before = try #require(estimator.meanSeconds(0))
        estimator.serve(0, 20, seconds: 320)
        #expect(abs(try #require(estimator.meanSeconds(0)) - before) < 0.02 * before)
        estimator.serve(0, 60, seconds: 700)
        #expect(try #require(estimator.meanSeconds(0)) > 1.6 * before)
    }

    @Test func `follows last waits that were longer than foreseen`() throws {
        var estimator = estimator()
        estimator.serve(0, 300, seconds: 300)
        for _ in 0..<150 {
            let forecast = estimator.forecast(load(0), at: now)
            estimator.called(line: 0, waited: .seconds(1_350), forecast: forecast, openCounters: 3)
        }
        let mean = try #require(estimator.meanSeconds(0))
        #expect(abs(mean - 1_350) < 120)
        // One whose counters changed meanwhile says nothing.
        let forecast = estimator.forecast(load(0), at: now)
        estimator.called(line: 0, waited: .seconds(90_000), forecast: forecast, openCounters: 2)
        #expect(estimator.meanSeconds(0) == mean)
    }

    @Test func `moves the ends until a tenth lies beyond each`() throws {
        var estimator = estimator()
        estimator.serve(0, 300, seconds: 300)
        let before = try #require(estimator.estimate(load(0), at: now))
        for turn in 0..<1_500 {
            let forecast = estimator.forecast(load(0), at: now)
            estimator.called(
                line: 0, waited: .seconds([890, 900, 910][turn % 3]), forecast: forecast,
                openCounters: 3)
        }
        let after = try #require(estimator.estimate(load(0), at: now))
        #expect(
            after.highSeconds - after.lowSeconds < (before.highSeconds - before.lowSeconds) / 2)
    }

    @Test func `holds how long clerks take to call the next`() throws {
        var estimator = estimator()
        estimator.serve(0, 400, seconds: 300)
        let before = try #require(estimator.meanSeconds(0))
        for _ in 0..<300 { estimator.hesitated(.seconds(30)) }
        estimator.hesitated(.seconds(86_400))
        let after = try #require(estimator.meanSeconds(0))
        #expect(abs(after - before - 90) < 12)
        var free = load(0, ahead: 0)
        free.counters[0] = LineLoad.Counter(lines: LineSet([0]), occupation: .free)
        let forecast = try #require(estimator.forecast(free, at: now))
        #expect(forecast.range.lowSeconds == 0 && forecast.range.highSeconds < 120)
        #expect(forecast.openCounters == 0)
    }
}
