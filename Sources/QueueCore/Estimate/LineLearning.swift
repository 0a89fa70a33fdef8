/// What the hall has learned about one line.
struct LineLearning: Hashable, Sendable {
    /// Calls' worth of belief in the hall's share of short calls.
    static let shortBelief = 50.0
    /// The least variance between days that is believed: clerks and cases do differ.
    static let dayVarianceMin = 0.0002
    /// The variance between days before any two are known: a tenth up or down.
    static let dayVarianceUsual = 0.01

    static let dayVarianceMax = 1.0
    /// The part of what earlier days say that is kept from day to day: they count for a month or so.
    static let keptADay = 0.95

    var services = ServiceTimes()
    var correction = Correction()
    var margins = Margins()
    private(set) var shortCalls = 0.0
    private(set) var calls = 0.0
    /// What the day began with; nil for a line that nothing is known of.
    let prior: EstimatePriors.Line?

    /// A line as earlier days left it; figures that no day can have taught count as none.
    init(_ prior: EstimatePriors.Line?) {
        let known = prior.flatMap { $0.services > 0 && $0.meanMilliseconds > 0 ? $0 : nil }
        self.prior = known
        guard let known else { return }
        let spread = Double(min(max(known.spread, 10), 20_000)) / 1_000
        let count = Double(min(known.services, EstimatePriors.servicesMax))
        let between = min(
            max(Double(known.dayVariance) / 1_000_000, Self.dayVarianceMin),
            Self.dayVarianceMax)
        services.priorSpread = spread
        services.priorMean = min(Double(known.meanMilliseconds), ServiceTimes.longest)
        // What its mean says about today: less than its services would, as days differ.
        services.priorWeight = spread / (spread / count + between)
        correction.priorRatio = Correction.bound(Double(known.waitRatio) / 1_000)
        correction.priorCalls = Double(
            min(max(known.waitRatioCalls, 0), EstimatePriors.waitRatioCallsMax))
        margins = Margins(lowThousandths: known.lowMargin, highThousandths: known.highMargin)
        calls = Self.shortBelief
        shortCalls = calls * Double(min(max(known.shortCalls, 0), 1_000)) / 1_000
    }

    mutating func serve(milliseconds: Double) {
        services.add(milliseconds: milliseconds)
        calls += 1
    }

    mutating func callInVain() {
        calls += 1
        shortCalls += 1
    }

    /// The share of calls that lead to no service, near the hall's while the line knows little.
    func shortShare(hall: Double) -> Double {
        (shortCalls + Self.shortBelief * hall) / (calls + Self.shortBelief)
    }

    /// What the next day begins with; nil while nothing is known.
    func handedOn(as line: LineID) -> EstimatePriors.Line? {
        let count = services.count
        guard prior != nil || count > 0 else { return nil }
        let kept = Double(min(prior?.services ?? 0, EstimatePriors.servicesMax)) * Self.keptADay
        let weight = kept + count
        let mean = (kept * services.priorMean + services.sum) / weight
        let ratioCalls = correction.priorCalls + correction.calls
        return EstimatePriors.Line(
            line: line,
            services: min(EstimatePriors.servicesMax, max(1, Self.whole(weight))),
            meanMilliseconds: Int64(max(1, Self.whole(mean))),
            spread: Self.whole(services.spread * 1_000),
            days: min(EstimatePriors.daysMax - 1, max(0, prior?.days ?? 0)) + (count > 0 ? 1 : 0),
            dayVariance: Self.whole(dayVariance * 1_000_000),
            shortCalls: Self.whole(calls > 0 ? shortCalls / calls * 1_000 : 0),
            waitRatio: Self.whole(Correction.bound(correction.settled) * 1_000),
            waitRatioCalls: min(EstimatePriors.waitRatioCallsMax, Self.whole(ratioCalls)),
            lowMargin: Self.whole(margins.low * 1_000),
            highMargin: Self.whole(margins.high * 1_000))
    }

    /// How much days differ, with what this one adds; from a tenth downwards as days agree.
    private var dayVariance: Double {
        guard let prior else { return Self.dayVarianceUsual }
        let before = min(Double(max(0, prior.dayVariance)) / 1_000_000, Self.dayVarianceMax)
        guard services.count >= 10, prior.services >= 10, let today = services.today else {
            return before
        }
        let off = today / services.priorMean - 1
        let chance = services.spread * (1 / services.count + 1 / Double(prior.services))
        let share = 1 / Double(min(max(0, prior.days), EstimatePriors.daysMax) + 2)
        return max(0, before + share * (min(off * off, 0.25) - chance - before))
    }

    private static func whole(_ value: Double) -> Int {
        Int(min(max(value, -1e15), 1e15).rounded())
    }
}
