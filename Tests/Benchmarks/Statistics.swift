/// Times of one thing, in nanoseconds.
struct Samples {
    private var values: [Int64] = []

    mutating func add(_ length: Duration) {
        let parts = length.components
        values.append(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
    }

    var count: Int { values.count }

    /// The smallest value that at least `share` of all do not exceed, in microseconds.
    func percentile(_ share: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return Double(sorted[min(max(rank, 1), sorted.count) - 1]) / 1_000
    }

    var p50: Double { percentile(0.5) }
    var p99: Double { percentile(0.99) }
}

/// A figure beside the limit or peer measured in the same run.
func report(_ name: String, _ figure: String, _ ratio: Double, goal: String) {
    print("\(name): \(figure); ratio \(rounded(ratio, 2)) (goal \(goal))")
}

/// A number with so many decimals.
func rounded(_ value: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return "\((value * scale).rounded() / scale)"
}
