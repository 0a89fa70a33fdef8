import Foundation
import Testing

@testable import QueueCore

struct `What a day hands on` {
    private static func taught(_ priors: EstimatePriors? = nil, seconds: Int = 300) -> WaitEstimator
    {
        var estimator = WaitEstimator(lines: ["ho-tich", "dat-dai"], priors: priors)
        for turn in 0..<200 {
            estimator.serviceEnded(line: 0, lasted: .seconds(seconds + turn % 7 * 40 - 120))
            if turn.isMultiple(of: 10) {
                estimator.serviceEnded(line: 1, lasted: .seconds(3 * seconds))
                estimator.calledInVain(line: 0, lasted: .seconds(70))
            }
        }
        estimator.hesitated(.seconds(20))
        return estimator
    }

    private func bytes(_ priors: EstimatePriors) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(priors)
    }

    @Test func `is nothing from a hall that served nobody`() {
        #expect(WaitEstimator(lines: ["ho-tich"], priors: nil).priors == .none)
    }

    @Test func `is small, comes back whole, and is the same from the same day`() throws {
        let priors = Self.taught().priors
        let data = try bytes(priors)
        #expect(data.count < 300 * priors.lines.count)
        #expect(try JSONDecoder().decode(EstimatePriors.self, from: data) == priors)
        #expect(try bytes(Self.taught().priors) == data)
        // Integers only: a fraction would be written differently elsewhere.
        #expect(!String(decoding: data, as: UTF8.self).contains("."))
        #expect(priors.lines.map(\.line) == ["dat-dai", "ho-tich"])
    }

    @Test func `lets the next morning foresee at once`() throws {
        let now = Instant(millisecondsSinceEpoch: 1_795_404_600_000)
        let morning = WaitEstimator(lines: ["dat-dai", "ho-tich"], priors: Self.taught().priors)
        let load = LineLoad(
            line: 1, ahead: [0, 3], headLead: [0, 60_000],
            counters: [
                LineLoad.Counter(
                    lines: LineSet([1]), occupation: .busy(line: 1, since: now - .seconds(5)))
            ])
        let forecast = try #require(morning.forecast(load, at: now))
        #expect(abs(forecast.meanMilliseconds - 1_150_000) < 200_000)
    }

    @Test func `changes slowly, and faster where days differ`() throws {
        var steady = Self.taught().priors
        for _ in 0..<10 { steady = Self.taught(steady).priors }
        #expect(abs(steady.lines[1].meanMilliseconds - 300_000) < 3_000)
        var uneven = Self.taught().priors
        for day in 0..<10 {
            uneven = Self.taught(uneven, seconds: day.isMultiple(of: 2) ? 400 : 240).priors
        }
        #expect(uneven.lines[1].dayVariance > 5 * max(1, steady.lines[1].dayVariance))
        let names: [LineID] = ["ho-tich"]
        let calm = WaitEstimator(lines: names, priors: steady).lines[0].services.priorWeight
        let wary = WaitEstimator(lines: names, priors: uneven).lines[0].services.priorWeight
        #expect(wary < calm / 4)
    }

    @Test func `keeps a line that is not in the plan for a while`() {
        let priors = Self.taught().priors
        var other = WaitEstimator(lines: ["khac"], priors: priors)
        #expect(other.priors == priors)
        other.serviceEnded(line: 0, lasted: .seconds(60))
        other.adopt(lines: ["dat-dai", "khac"])
        #expect(other.priors.lines.map(\.line) == ["dat-dai", "ho-tich", "khac"])
        #expect(other.lines[0].services.priorMean > 800_000)
        #expect(other.lines[1].services.count == 1)
        other.adopt(lines: ["ho-tich"])
        #expect(other.priors.lines.map(\.line) == ["dat-dai", "ho-tich", "khac"])
    }

    @Test func `is taken with its plan adopted after it, as a day is opened`() {
        let priors = Self.taught().priors
        var later = WaitEstimator(lines: [], priors: priors)
        later.adopt(lines: ["ho-tich", "dat-dai"])
        let atOnce = WaitEstimator(lines: ["ho-tich", "dat-dai"], priors: priors)
        #expect(later.hall == atOnce.hall && later.lines == atOnce.lines)
    }

    @Test func `is bounded, whatever it came from`() {
        let lines = (0..<200).map { number in
            EstimatePriors.Line(
                line: LineID("\(number)"), services: .max, meanMilliseconds: .max, spread: .max,
                days: .max, dayVariance: .max, shortCalls: .max, waitRatio: .max,
                waitRatioCalls: .max, lowMargin: .max, highMargin: .min)
        }
        let mad = EstimatePriors(
            lines: lines, shortMilliseconds: .max, shortCount: .max, hesitationMilliseconds: .max)
        var estimator = WaitEstimator(lines: lines.prefix(3).map(\.line), priors: mad)
        let now = Instant(millisecondsSinceEpoch: 0)
        let load = LineLoad(
            line: 0, ahead: [5, 5, 5], headLead: [9, 9, 9],
            counters: [
                LineLoad.Counter(lines: LineSet([0, 1]), occupation: .busy(line: 0, since: now))
            ])
        let forecast = estimator.forecast(load, at: now)
        #expect(forecast.map { $0.range.highSeconds <= 86_400 } ?? false)
        for turn in 0..<100 {
            estimator.serviceEnded(line: turn % 3, lasted: .seconds(300))
            estimator.called(
                line: 0, waited: .seconds(100), forecast: forecast, openCounters: 1)
        }
        #expect(estimator.priors.lines.count <= LineSet.linesMax)
        let none = EstimatePriors.Line(
            line: "ho-tich", services: -1, meanMilliseconds: -1, spread: -1, days: -1,
            dayVariance: -1, shortCalls: -1, waitRatio: -1, waitRatioCalls: -1, lowMargin: 0,
            highMargin: 0)
        let priors = EstimatePriors(
            lines: [none], shortMilliseconds: -1, shortCount: -1, hesitationMilliseconds: -1)
        #expect(WaitEstimator(lines: ["ho-tich"], priors: priors).priors == .none)
    }
}
