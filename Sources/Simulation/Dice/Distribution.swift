/// How lengths of time are spread around their mean.
///
/// Lengths are in whatever unit the mean is given in. The squared coefficient of variation (`cv2`)
/// is the variance over the square of the mean: 0 when all are alike, 1 for the exponential.
package enum Distribution: Hashable, Sendable, Codable {
    /// All alike.
    case constant(mean: Double)
    case exponential(mean: Double)
    /// The sum of so many alike exponential stages: `cv2` is 1 over them.
    case erlang(stages: Int, mean: Double)
    /// Two kinds of citizens, quick and slow, with the same share of the work: `cv2` above 1.
    case hyperexponential(mean: Double, cv2: Double)
    /// What services at counters look like.
    case lognormal(mean: Double, cv2: Double)

    package var mean: Double {
        switch self {
        case .constant(let mean), .exponential(let mean), .erlang(_, let mean),
            .hyperexponential(let mean, _), .lognormal(let mean, _):
            mean
        }
    }

    package var cv2: Double {
        switch self {
        case .constant: 0
        case .exponential: 1
        case .erlang(let stages, _): 1 / Double(max(1, stages))
        case .hyperexponential(_, let cv2), .lognormal(_, let cv2): cv2
        }
    }

    /// A sampler with everything that does not change worked out.
    package var sampler: Sampler { Sampler(self) }

    /// Draws lengths.
    package struct Sampler: Sendable {
        private enum Kind {
            case constant, exponential, erlang, hyperexponential, lognormal
        }

        private let kind: Kind
        private let mean: Double
        private var stages = 1
        /// Hyperexponential: the share of the slow, and their mean and that of the quick.
        private var slowShare = 0.0
        private var slowMean = 0.0
        private var quickMean = 0.0
        /// Lognormal: mean and deviation of the logarithm.
        private var location = 0.0
        private var spread = 0.0

        init(_ distribution: Distribution) {
            mean = max(0, distribution.mean)
            let cv2 = max(0, distribution.cv2)
            switch distribution {
            case .constant: kind = .constant
            case .exponential: kind = .exponential
            case .erlang(let stages, _):
                kind = .erlang
                self.stages = max(1, stages)
            case .hyperexponential:
                kind = .hyperexponential
                slowShare = (1 - (max(0, cv2 - 1) / (cv2 + 1)).squareRoot()) / 2
                slowMean = mean / (2 * slowShare)
                quickMean = mean / (2 * (1 - slowShare))
            case .lognormal:
                kind = .lognormal
                let variance = Elementary.log(1 + cv2)
                spread = variance.squareRoot()
                // The mean itself is multiplied in, so that a mean of 0 gives 0.
                location = -variance / 2
            }
        }

        package func sample(_ dice: inout SeededDice) -> Double {
            switch kind {
            case .constant: return mean
            case .exponential: return mean * dice.exponential()
            case .erlang:
                var sum = 0.0
                for _ in 0..<stages { sum += dice.exponential() }
                return mean * sum / Double(stages)
            case .hyperexponential:
                let isSlow = dice.unit() < slowShare
                return (isSlow ? slowMean : quickMean) * dice.exponential()
            case .lognormal:
                return mean * Elementary.exp(location + spread * dice.normal())
            }
        }
    }
}
