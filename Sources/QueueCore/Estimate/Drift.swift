/// When a fresh average overrules a settled one.
enum Drift {
    /// Squared standard errors that count as chance: three of them, one window in 400.
    static let chance = 9.0

    /// The settled value, moved towards the fresh one as far as chance does not explain the
    /// difference (James and Stein's positive part).
    ///
    /// - Parameters:
    ///   - settled: an average of much.
    ///   - fresh: an average of the last few.
    ///   - variance: of the difference, if nothing had changed.
    /// - Returns: `settled` itself while nothing has changed, so that a quiet hall pays next to
    ///   nothing for being on guard.
    static func blend(_ settled: Double, _ fresh: Double, variance: Double) -> Double {
        let gap = fresh - settled
        guard variance > 0, gap * gap > chance * variance else { return settled }
        return settled + gap * (1 - chance * variance / (gap * gap))
    }
}

/// An average that forgets: the newest counts most.
struct FadingMean: Hashable, Sendable {
    /// One over the number of values it remembers, about.
    static let fading = 1.0 / 60

    private var weight = 0.0
    private var squaredWeight = 0.0
    private var sum = 0.0
    private var scale = 0.0

    /// Values that would say as much, all counting alike.
    var count: Double { squaredWeight > 0 ? weight * weight / squaredWeight : 0 }

    /// The sum of values over the sum of what they are measured by; nil of nothing.
    var ratio: Double? { scale > 0 ? sum / scale : nil }

    mutating func add(_ value: Double, per measure: Double = 1) {
        let keep = 1 - Self.fading
        weight = weight * keep + 1
        squaredWeight = squaredWeight * keep * keep + 1
        sum = sum * keep + value
        scale = scale * keep + measure
    }
}
