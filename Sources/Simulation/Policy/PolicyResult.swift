/// A figure with its standard error.
package struct Measured: Hashable, Sendable, Codable {
    package let value: Double
    /// The standard deviation that the value would have over many such simulations.
    package let standardError: Double

    /// How many standard errors away a known value lies.
    package func distance(from known: Double) -> Double {
        let away = value > known ? value - known : known - value
        return standardError > 0 ? away / standardError : (away > 0 ? .infinity : 0)
    }
}

/// What a simulation of the call policy found, over all citizens after the warm-up.
package struct PolicyResult: Hashable, Sendable, Codable {
    /// The figures of one stream, or of all together.
    package struct Figures: Hashable, Sendable, Codable {
        package let citizens: Int
        package let wait: Measured
        /// For each threshold of the model, the share that waited longer.
        package let beyond: [Measured]
        /// The share that left unserved.
        package let left: Measured
    }

    package let streams: [Figures]
    package let all: Figures
    /// People waiting, over time.
    package let waiting: Double
    /// Arrivals in a unit of time, as they came.
    package let arrivalRate: Double
    /// The share of their time that the clerks served.
    package let utilisation: Double
}

/// Sums over batches of citizens in a row, which are long enough to be almost independent.
struct BatchSums: Sendable {
    /// Sums of one batch.
    struct Sums: Sendable {
        var count = 0.0
        var wait = 0.0
        var left = 0.0
    }

    private(set) var batches: [Sums]
    /// Batch by threshold, flat.
    private(set) var beyond: [Double]
    let thresholds: [Int64]

    init(batches: Int, thresholds: [Int64]) {
        self.batches = Array(repeating: Sums(), count: batches)
        self.thresholds = thresholds
        beyond = Array(repeating: 0, count: batches * thresholds.count)
    }

    mutating func add(_ wait: Int64, left: Bool, to batch: Int) {
        batches[batch].count += 1
        batches[batch].wait += Double(wait)
        if left { batches[batch].left += 1 }
        for (place, threshold) in thresholds.enumerated() where wait > threshold {
            beyond[batch * thresholds.count + place] += 1
        }
    }

    /// The same citizens and others, batch by batch.
    mutating func add(_ other: BatchSums) {
        for batch in batches.indices {
            batches[batch].count += other.batches[batch].count
            batches[batch].wait += other.batches[batch].wait
            batches[batch].left += other.batches[batch].left
        }
        for place in beyond.indices { beyond[place] += other.beyond[place] }
    }

    func figures(ticks: Double) -> PolicyResult.Figures {
        let beyond = thresholds.indices.map { place in
            ratio { self.beyond[$0 * thresholds.count + place] }
        }
        let wait = ratio { batches[$0].wait }
        return PolicyResult.Figures(
            citizens: Int(batches.reduce(0) { $0 + $1.count }),
            wait: Measured(
                value: wait.value / ticks, standardError: wait.standardError / ticks),
            beyond: beyond, left: ratio { batches[$0].left })
    }

    /// A sum over citizens for each citizen, with the error that the batches' spread shows.
    ///
    /// Batches have a different number of a stream's citizens, hence the ratio estimator.
    private func ratio(_ sum: (Int) -> Double) -> Measured {
        let total = batches.reduce(0) { $0 + $1.count }
        let used = batches.indices.filter { batches[$0].count > 0 }
        guard total > 0, used.count > 1 else { return Measured(value: 0, standardError: 0) }
        let value = used.reduce(0) { $0 + sum($1) } / total
        let squares = used.reduce(0) { partial, batch in
            let rest = sum(batch) - value * batches[batch].count
            return partial + rest * rest
        }
        let count = Double(used.count)
        let variance = squares * count / (count - 1) / (total * total)
        return Measured(value: value, standardError: variance.squareRoot())
    }
}
