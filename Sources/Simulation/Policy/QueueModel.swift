package import QueueCore

/// A hall as queueing theory sees one: streams of citizens, clerks, and the real call policy.
///
/// Times are in units of the modeller's choice (a mean service, a minute); inside, a unit is
/// `ticks` whole ticks, for the policy knows integers only.
package struct QueueModel: Sendable {
    /// Ticks of one unit of time.
    package static let ticks: Int64 = 1_000_000
    /// Streams that one model may have: a citizen's stream is part of his or her place in order.
    package static let streamsMax = 64

    /// When citizens of a stream come.
    package enum Arrivals: Hashable, Sendable {
        /// One by one, at random.
        case poisson(rate: Double)
        /// So many together; the groups come at random, `rate` is that of the groups.
        case batches(rate: Double, size: Int)
        /// One by one, each this long after the last one.
        case renewal(gaps: Distribution)

        /// Citizens in a unit of time, on average.
        package var rate: Double {
            switch self {
            case .poisson(let rate): rate
            case .batches(let rate, let size): rate * Double(size)
            case .renewal(let gaps): 1 / gaps.mean
            }
        }
    }

    /// Citizens alike: of one line, with one head start.
    package struct Stream: Sendable {
        package var line: Int
        package var arrivals: Arrivals
        package var service: Distribution
        /// Head start, in units.
        package var credit: Double
        /// How long they wait before they leave; nil when they never do.
        package var patience: Distribution?

        package init(
            line: Int, arrivals: Arrivals, service: Distribution = .exponential(mean: 1),
            credit: Double = 0, patience: Distribution? = nil
        ) {
            self.line = line
            self.arrivals = arrivals
            self.service = service
            self.credit = credit
            self.patience = patience
        }
    }

    /// A clerk: the lines served, and how fast.
    package struct Clerk: Sendable {
        package var lines: [Int]
        /// Services take their drawn length over this.
        package var speed: Double

        package init(lines: [Int], speed: Double = 1) {
            self.lines = lines
            self.speed = speed
        }
    }

    package var streams: [Stream]
    package var clerks: [Clerk]
    package var lines: [CallPolicy.LineRule]
    /// Waits beyond which citizens are counted, in units.
    package var thresholds: [Double]

    /// - Parameters:
    ///   - streams: who comes, at most `streamsMax`; later ones are left out.
    ///   - clerks: who serves.
    ///   - thresholds: waits beyond which citizens are counted.
    package init(streams: [Stream], clerks: [Clerk], thresholds: [Double] = []) {
        self.streams = Array(streams.prefix(Self.streamsMax))
        self.clerks = clerks
        self.thresholds = thresholds
        let count = (streams.map(\.line) + clerks.flatMap(\.lines)).max().map { $0 + 1 } ?? 0
        lines = Array(repeating: CallPolicy.LineRule(), count: count)
    }
}
