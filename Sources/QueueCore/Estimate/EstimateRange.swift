/// How long a citizen is told that it will take until the call: the 10th to the 90th percentile.
package struct EstimateRange: Hashable, Sendable, Codable {
    /// Whole seconds that nine in ten wait at least; never negative.
    package let lowSeconds: Int
    /// Whole seconds that nine in ten wait at most; not less than `lowSeconds`.
    package let highSeconds: Int

    /// A range; ends in the wrong order are put right.
    package init(lowSeconds: Int, highSeconds: Int) {
        self.lowSeconds = max(0, min(lowSeconds, highSeconds))
        self.highSeconds = max(0, lowSeconds, highSeconds)
    }

    /// The range rounded outwards to whole minutes.
    package var wholeMinutes: EstimateRange {
        EstimateRange(
            lowSeconds: lowSeconds / 60 * 60, highSeconds: (highSeconds + 59) / 60 * 60)
    }
}
