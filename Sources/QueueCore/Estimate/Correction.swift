/// What the line's last waits say about the model: real waits over foreseen ones.
///
/// This is the delay history: last wait × (foreseen now ÷ foreseen then), averaged. Taken as a ratio
/// it holds for any length of the line; a plain last wait is late by one wait.
struct Correction: Hashable, Sendable {
    /// Calls' worth of belief that the model is right, before any wait is known.
    static let doubt = 30.0
    /// The correction never goes beyond these.
    static let bounds = 0.25...4.0
    /// A wait counts up to so many times what was foreseen, and ten minutes more: somebody who came
    /// back late was not kept waiting by the counters.
    static let cut = 4.0
    static let cutSlack = 600_000.0

    /// Waits that overlap err together: so many times the variance of as many single services.
    static let overlap = 4.0

    var priorRatio = 1.0
    var priorCalls = 0.0
    private(set) var calls = 0.0
    private var waited = 0.0
    private var foreseen = 0.0
    private var fresh = FadingMean()

    /// Over all that is known.
    var settled: Double {
        let typical = calls > 0 ? foreseen / calls : 1
        let belief = (Self.doubt + priorCalls) * typical
        let believed = (Self.doubt + priorCalls * priorRatio) * typical
        return (believed + waited) / (belief + foreseen)
    }

    /// The factor for a forecast made now.
    ///
    /// - Parameter spread: squared relative spread of one service, on which chance depends.
    /// - Returns: the settled ratio, or nearer to the last waits' where they differ by too much.
    func factor(spread: Double) -> Double {
        let settled = settled
        guard let last = fresh.ratio else { return Self.bound(settled) }
        let variance = settled * settled * Self.overlap * max(1, spread) / max(1, fresh.count)
        return Self.bound(Drift.blend(settled, last, variance: variance))
    }

    /// One called citizen's wait, and what the model foresaw; milliseconds.
    mutating func add(waited: Double, foreseen: Double) {
        guard foreseen > 0 else { return }
        let real = max(0, min(waited, Self.cut * foreseen + Self.cutSlack))
        calls += 1
        self.waited += real
        self.foreseen += foreseen
        fresh.add(real, per: foreseen)
    }

    static func bound(_ ratio: Double) -> Double {
        min(max(ratio, bounds.lowerBound), bounds.upperBound)
    }
}
