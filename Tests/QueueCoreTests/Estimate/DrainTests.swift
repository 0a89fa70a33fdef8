import Testing

@testable import QueueCore

private let now = Instant(millisecondsSinceEpoch: 1_795_404_600_000)

/// An open counter for these lines, busy since a minute or free.
private func counter(_ lines: [Int], line: Int? = nil, busy seconds: Int? = 60) -> LineLoad.Counter
{
    LineLoad.Counter(
        lines: LineSet(lines),
        occupation: seconds.map { .busy(line: line ?? lines[0], since: now - .seconds($0)) }
            ?? .free)
}

private func drained(
    _ line: Int = 0, ahead: [Int], lead: [Int64]? = nil, _ counters: [LineLoad.Counter],
    units: [Double]? = nil
) -> Drain.Outcome? {
    let load = LineLoad(
        line: line, ahead: ahead, headLead: lead ?? ahead.map { Int64($0) * 60_000 },
        counters: counters)
    var drain = Drain(load, units: units ?? ahead.map { _ in 300_000 }, at: now)
    return drain.run()
}

struct `Quantiles of a gamma distribution` {
    // Half the chi-squared quantiles of any statistics table, over the shape.
    @Test(arguments: [
        (1.0, 0.10536, 2.30259), (2, 0.26591, 1.94486), (5, 0.48652, 1.59872),
        (10, 0.62213, 1.42060), (50, 0.82358, 1.18498),
    ])
    func `are those of the tables within two hundredths of the mean`(
        shape: Double, low: Double, high: Double
    ) {
        let z = 1.281_551_565_544_6
        #expect(abs(GammaQuantile.value(mean: 1, shape: shape, z: -z) - low) < 0.02)
        #expect(abs(GammaQuantile.value(mean: 1, shape: shape, z: z) - high) < 0.03)
    }

    @Test func `of a wait that may be anything begin at nothing`() {
        #expect(GammaQuantile.value(mean: 1, shape: 0.1, z: -1.28) == 0)
    }
}

struct `People ahead and open counters` {
    @Test(arguments: [(0, 1), (0, 4), (7, 1), (7, 4), (100, 10)])
    func `of one line take (ahead + 1) × time ÷ counters`(ahead: Int, counters: Int) throws {
        let outcome = try #require(
            drained(ahead: [ahead], (0..<counters).map { _ in counter([0]) }))
        let exact = Double(ahead + 1) * 300_000 / Double(counters)
        #expect(abs(outcome.wait - exact) < 1e-6 * exact)
        #expect(abs(outcome.calls - Double(ahead + 1)) < 1e-9)
        #expect(outcome.counters == counters)
    }

    @Test func `where no open counter serves the line say nothing`() {
        #expect(drained(ahead: [3, 0], [counter([1])]) == nil)
        #expect(drained(ahead: [3], []) == nil)
    }

    @Test func `let one be called at once by a free counter, when nobody is before`() {
        #expect(drained(ahead: [0], [counter([0], busy: nil)])?.isImmediate == true)
        #expect(drained(ahead: [0, 9], [counter([0], busy: nil)])?.isImmediate == true)
    }

    @Test func `lose their first to a free counter`() throws {
        let outcome = try #require(
            drained(ahead: [3], [counter([0]), counter([0], busy: nil)]))
        #expect(!outcome.isImmediate)
        #expect(abs(outcome.wait - 3 * 150_000) < 1)
    }

    @Test func `count only as far as the line's counters serve them`() throws {
        // Fifty in a line of other counters do not matter; fifty in one that shares do.
        let alone = try #require(
            drained(ahead: [2, 50], [counter([0]), counter([1]), counter([1])]))
        #expect(abs(alone.wait - 900_000) < 1)
        #expect(abs(alone.calls - 3) < 1e-9)
        let shared = try #require(drained(ahead: [2, 50], [counter([0, 1])]))
        #expect(abs(shared.wait - 53 * 300_000) < 1)
    }

    @Test func `share a counter by rank`() throws {
        // The others all came after the own line's: the shared counter helps the own line first.
        let early = try #require(
            drained(
                ahead: [4, 4], lead: [600_000, 1_000], [counter([0]), counter([0, 1])]))
        // Before all: the shared counter is lost until they are served.
        let late = try #require(
            drained(
                ahead: [4, 4], lead: [1_000, 600_000], [counter([0]), counter([0, 1])]))
        // Four turns by both counters and the asker's by one; or all nine by two counters.
        #expect(abs(early.wait - 900_000) < 50_000)
        #expect(abs(late.wait - 1_350_000) < 50_000)
        // Who waits for the shared counter alone is served after those of the other line ahead.
        let other = try #require(
            drained(
                1, ahead: [4, 4], lead: [600_000, 1_000], [counter([0]), counter([0, 1])]))
        #expect(abs(other.wait - 600_000 - 1_500_000) < 100_000)
    }

    @Test func `take as long as their own lines do`() throws {
        let outcome = try #require(
            drained(ahead: [1, 2], [counter([0, 1])], units: [60_000, 600_000]))
        // The one at the counter and one ahead at a minute each, two at ten minutes.
        #expect(abs(outcome.wait - 1_320_000) < 1)
    }

    @Test func `get little help from a counter held for an hour`() throws {
        let fresh = try #require(drained(ahead: [3], [counter([0]), counter([0])]))
        let held = try #require(
            drained(ahead: [3], [counter([0]), counter([0], busy: 3_600)]))
        #expect(abs(fresh.wait - 600_000) < 1)
        #expect(abs(held.wait - 1_200_000) < 1)
    }

    /// One counter of another line, idle, helps after a while; the means of 20,000 futures with
    /// exponential services of 300 s.
    @Test(arguments: [
        (own: 1, ahead: 9, span: 540, after: 600, mean: 1_400.0), (1, 9, 540, 1_200, 1_769),
        (1, 20, 1_800, 600, 2_999), (1, 4, 240, 600, 836), (1, 2, 100, 300, 430),
        (0, 4, 240, 600, 1_564), (0, 9, 540, 600, 2_761),
    ])
    func `are helped once the first waited long enough`(
        own: Int, ahead: Int, span: Int64, after: Int64, mean: Double
    ) throws {
        var load = LineLoad(
            line: 0, ahead: [ahead, 0], headLead: [span * 1_000, 0],
            counters: (0..<own).map { _ in counter([0]) } + [counter([1], busy: nil)])
        load.helps = [LineLoad.Help(counter: own, lines: LineSet([0]), after: after * 1_000)]
        var drain = Drain(load, units: [300_000, 300_000], at: now)
        let ran = drain.run()
        let outcome = try #require(ran)
        #expect(abs(outcome.wait / 1_000 - mean) < 0.03 * mean)
        #expect(outcome.earliest == (own == 0 ? Double(after) * 1_000 : 0))
        #expect(outcome.counters == own + 1)
    }

    @Test func `are not helped by a counter that still serves its own`() {
        var load = LineLoad(
            line: 0, ahead: [0, 4], headLead: [0, 240_000],
            counters: [counter([1], line: 1), counter([0], busy: 6_000)])
        load.helps = [LineLoad.Help(counter: 0, lines: LineSet([0]), after: 60_000)]
        var drain = Drain(load, units: [300_000, 300_000], at: now)
        // Four of its own who came before, then the asker.
        let outcome = drain.run()
        #expect(abs((outcome?.wait ?? 0) - 1_500_000) < 100_000)
    }

    @Test(arguments: [1, 2, 9, 64])
    func `end, however many lines and counters there are`(lines: Int) throws {
        var dice = SeededDice(seed: UInt64(lines))
        for _ in 0..<100 {
            let counters = (0..<Int.random(in: 1...40, using: &dice)).map { _ in
                counter(
                    (0..<4).map { _ in Int.random(in: 0..<lines, using: &dice) },
                    busy: Bool.random(using: &dice) ? Int.random(in: 0...9_000, using: &dice) : nil)
            }
            var load = LineLoad(
                line: Int.random(in: 0..<lines, using: &dice),
                ahead: (0..<lines).map { _ in Int.random(in: 0...60, using: &dice) },
                headLead: (0..<lines).map { _ in Int64.random(in: 0...9_000_000, using: &dice) },
                counters: counters)
            load.helps = (0..<Int.random(in: 0...9, using: &dice)).map { _ in
                LineLoad.Help(
                    counter: Int.random(in: -1...40, using: &dice),
                    lines: LineSet([Int.random(in: 0..<lines, using: &dice)]),
                    after: Int64.random(in: -9...9_000_000, using: &dice))
            }
            load.waited = Int64.random(in: -9_000_000...9_000_000, using: &dice)
            load.credit = Int64.random(in: -9_000_000...9_000_000, using: &dice)
            let units = (0..<lines).map { _ in Double.random(in: 1_000...2e6, using: &dice) }
            var drain = Drain(load, units: units, at: now)
            guard let outcome = drain.run() else { continue }
            #expect(outcome.isImmediate || (outcome.wait >= 0 && outcome.wait < 1e9))
        }
    }

    @Test func `may be filled wrongly without harm`() {
        let counters = [
            counter([0, 1, 63, 64, -1]), counter([0], line: 99), counter([0], busy: -5_000),
        ]
        for ahead in [[], [-4], [Int.max, Int.max], [1, 2, 3, 4]] {
            let load = LineLoad(line: 0, ahead: ahead, headLead: [.min, .max], counters: counters)
            var drain = Drain(load, units: [300_000, 300_000], at: now)
            let outcome = drain.run()
            #expect(outcome.map { $0.wait >= 0 } ?? true)
        }
    }
}
