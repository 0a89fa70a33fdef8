/// How far out the two ends of a range lie, so that a tenth falls beyond each.
///
/// In standard normal units, moved a little after every call: out when the wait fell beyond an end,
/// in when it did not. In the long run a tenth lies beyond each end whatever the waits are like.
struct Margins: Hashable, Sendable {
    /// The share that is to fall beyond each end.
    static let beyond = 0.1
    /// How much one call moves an end; small, since waits that overlap miss together.
    static let pace = 0.01
    static let lowBounds = -3.5 ... -0.2
    static let highBounds = 0.2...3.5

    // Wider than the normal's 1.28 at first, above most: what is not known yet makes errors larger,
    // and people mind waiting longer than they were told.
    private(set) var low = -1.35
    private(set) var high = 1.5

    init() {}

    /// Margins found on earlier days, in thousandths.
    init(lowThousandths: Int, highThousandths: Int) {
        low = Self.bound(Double(lowThousandths) / 1_000, Self.lowBounds)
        high = Self.bound(Double(highThousandths) / 1_000, Self.highBounds)
    }

    /// One called citizen's wait, in the whole seconds that ranges are said in, against what was said.
    mutating func learn(waitedSeconds: Int64, said range: EstimateRange) {
        let isBelow = waitedSeconds < range.lowSeconds
        let isAbove = waitedSeconds > range.highSeconds
        low -= Self.pace * ((isBelow ? 1 : 0) - Self.beyond)
        high += Self.pace * ((isAbove ? 1 : 0) - Self.beyond)
        low = Self.bound(low, Self.lowBounds)
        high = Self.bound(high, Self.highBounds)
    }

    private static func bound(_ value: Double, _ bounds: ClosedRange<Double>) -> Double {
        min(max(value, bounds.lowerBound), bounds.upperBound)
    }
}
