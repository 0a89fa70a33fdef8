/// Foresees waits from what this hall did.
///
/// A value that folds what happened, without clock or dice: two that learned the same tell the same.
/// How it is made, what it promises and where it ends stands in the article Estimates.
package struct WaitEstimator: Sendable {
    /// Services known of before a line's waits are foreseen from its own times.
    static let knownMin = 5.0
    /// Services known of in the whole hall before a line without any is foreseen from the others'.
    static let knownInHallMin = 20.0
    /// Squared relative difference of lines' mean times: a line of which nothing is known may well
    /// take half as long again as the others.
    static let lineVariance = 0.25
    /// A clerk who takes longer to call the next was away.
    static let hesitationMax = 120_000.0

    private(set) var ids: [LineID]
    var lines: [LineLearning]
    var hall = ServiceTimes()
    /// Calls without service: how long they keep a counter.
    var shortCount = 0.0
    var shortSum = 0.0
    var hesitation = 0.0
    /// What is known of lines that are not in the plan today, for the day when they are again.
    private var absent: [EstimatePriors.Line]

    /// An estimator at the opening of a day.
    ///
    /// - Parameters:
    ///   - lines: the plan's lines; their places in it name them from now on. Beyond
    ///     `LineSet.linesMax` nothing is foreseen.
    ///   - priors: what earlier days taught; nil on the first day.
    package init(lines: [LineID], priors: EstimatePriors?) {
        let priors = priors ?? .none
        let known = Dictionary(priors.lines.map { ($0.line, $0) }) { first, _ in first }
        ids = lines
        self.lines = lines.map { LineLearning(known[$0]) }
        absent = priors.lines.filter { !lines.contains($0.line) }
        shortCount = Double(min(max(priors.shortCount, 0), 200))
        shortSum = shortCount * Double(min(max(priors.shortMilliseconds, 0), 3_600_000))
        hesitation = min(Double(max(priors.hesitationMilliseconds, 0)), Self.hesitationMax)
        for line in priors.lines.prefix(LineSet.linesMax) {
            hall.join(LineLearning(line).services)
        }
    }

    /// Takes over a changed plan: lines keep what is known of them, wherever they stand now.
    package mutating func adopt(lines ids: [LineID]) {
        guard ids != self.ids else { return }
        let known = Dictionary(zip(self.ids, lines)) { first, _ in first }
        for (id, line) in zip(self.ids, lines) where !ids.contains(id) {
            if let handedOn = line.handedOn(as: id) { absent.append(handedOn) }
        }
        let returning = Dictionary(absent.map { ($0.line, $0) }) { _, last in last }
        lines = ids.map { known[$0] ?? LineLearning(returning[$0]) }
        absent.removeAll { ids.contains($0.line) }
        self.ids = ids
    }

    /// What the next day begins with.
    package var priors: EstimatePriors {
        let today = zip(ids, lines).compactMap { id, line in line.handedOn(as: id) }
        let kept = absent.prefix(max(0, LineSet.linesMax - today.count))
        return EstimatePriors(
            lines: (today + kept).sorted { $0.line < $1.line },
            shortMilliseconds: shortCount > 0 ? Int64((shortSum / shortCount).rounded()) : 0,
            shortCount: Int(min(shortCount, 200)),
            hesitationMilliseconds: Int64(hesitation.rounded()))
    }

    // MARK: Asking

    /// The range for a place in a line; nil when the hall does not know.
    package func estimate(_ load: LineLoad, at now: Instant) -> EstimateRange? {
        forecast(load, at: now)?.range
    }

    /// The range with what `called` wants back when the citizen's turn has come.
    ///
    /// - Returns: nil while too little is known of the line and the hall, and while no open counter
    ///   may come to serve the asker. Time: groups × counters at most, some microseconds.
    package func forecast(_ load: LineLoad, at now: Instant) -> Forecast? {
        let own = load.line
        guard lines.indices.contains(own), own < LineSet.linesMax else { return nil }
        let known = lines[own].services.known
        guard known >= Self.knownMin || hall.known >= Self.knownInHallMin else { return nil }
        let share = shortShare
        let hallMean = hall.settled
        var units = lines.prefix(LineSet.linesMax).map { unit(of: $0, share, hallMean) }
        for line in load.parts.prefix(LineSet.linesMax - units.count) {
            units.append(units.indices.contains(line) ? units[line] : units[own])
        }
        guard units.indices.contains(load.group) else { return nil }
        var drain = Drain(load, units: units, at: now)
        guard let outcome = drain.run() else { return nil }
        guard !outcome.isImmediate else {
            return Forecast(
                range: EstimateRange(lowSeconds: 0, highSeconds: Self.seconds(3 * hesitation, .up)),
                meanMilliseconds: Int64(hesitation.rounded()), plainMilliseconds: 0,
                unitMilliseconds: Int64(units[own].rounded()), openCounters: 0)
        }
        let spread = spread(of: lines[own])
        // Calls of many counters come like rain for a while; of few, as regularly as services end.
        let index = 1 + (spread - 1) * outcome.cycles / (1 + outcome.cycles)
        // Until somebody may call there is nothing that chance could change.
        let fixed = min(outcome.earliest, outcome.wait)
        let chance =
            (outcome.wait - fixed) * max(0.5, 1 + (index - 1) / (2 * outcome.calls))
        let mean = chance * lines[own].correction.factor(spread: spread)
        let doubt = spread / (known + spread / Self.lineVariance)
        let variance = index / outcome.calls + doubt
        let margins = lines[own].margins
        let low = GammaQuantile.value(mean: mean, shape: 1 / variance, z: margins.low)
        let high = GammaQuantile.value(mean: mean, shape: 1 / variance, z: margins.high)
        return Forecast(
            range: EstimateRange(
                lowSeconds: Self.seconds(fixed + low, .down),
                highSeconds: Self.seconds(fixed + high, .up)),
            meanMilliseconds: Int64(Self.bounded(fixed + mean)),
            plainMilliseconds: Int64(Self.bounded(fixed + chance)),
            unitMilliseconds: Int64(units[own].rounded()), openCounters: outcome.counters)
    }

    /// The share of calls in the hall that lead to no service.
    private var shortShare: Double {
        var calls = 0.0
        var short = 0.0
        for line in lines {
            calls += line.calls
            short += line.shortCalls
        }
        return short / (calls + LineLearning.shortBelief)
    }

    /// Milliseconds that one citizen of the line takes of a counter, called in vain or not.
    private func unit(of line: LineLearning, _ share: Double, _ hallMean: Double) -> Double {
        let known = line.services.known
        let own = known > 0 ? line.services.mean : 0
        // Services' worth of belief that the line is like the others (Bühlmann's credibility).
        let likeness = spread(of: line) / Self.lineVariance
        let service = (known * own + likeness * hallMean) / (known + likeness)
        let vain = line.shortShare(hall: share)
        let short = shortCount > 0 ? shortSum / shortCount : service
        return max(1_000, (1 - vain) * service + vain * short + hesitation)
    }

    func unit(of place: Int) -> Double {
        unit(of: lines[place], shortShare, hall.settled)
    }

    private func spread(of line: LineLearning) -> Double {
        let known = line.services.known
        let belief = ServiceTimes.usualSpreadWeight
        let spread = (known * line.services.spread + belief * hall.spread) / (known + belief)
        return max(ServiceTimes.leastSpread, spread)
    }

    private static func seconds(_ milliseconds: Double, _ rule: FloatingPointRoundingRule) -> Int {
        Int((bounded(milliseconds) / 1_000).rounded(rule))
    }

    /// No wait is foreseen beyond a day.
    private static func bounded(_ milliseconds: Double) -> Double {
        min(max(milliseconds, 0), 86_400_000)
    }
}
