/// Times of one thing in simulated time.
package struct BusSamples: Sendable {
    private var values: [Duration] = []

    mutating func add(_ length: Duration) { values.append(length) }

    package var count: Int { values.count }

    /// The smallest time that at least `share` of all do not exceed; zero without any.
    package func percentile(_ share: Double) -> Duration {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .zero }
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }
}

/// Dice that fall the same way on every machine (SplitMix64).
struct BusDice: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func among(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// A pause from half to one and a half times the average, to the microsecond.
    mutating func pause(averaging seconds: Int) -> Duration {
        .microseconds(among(seconds * 500_000...seconds * 1_500_000))
    }
}
