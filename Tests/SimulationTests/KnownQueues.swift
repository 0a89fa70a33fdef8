import Simulation

/// A queue with exact values from the literature, in units of the mean service.
struct KnownQueue: Sendable, CustomStringConvertible {
    /// An exact value of a stream; stream nil is all together.
    struct Value: Sendable {
        /// What is known.
        enum What: Sendable {
            case wait
            /// The share that waits longer than the threshold of that place.
            case beyond(Int)
            case left
        }

        let what: What
        let stream: Int?
        let exact: Double
    }

    let description: String
    let model: QueueModel
    let values: [Value]

    /// Citizens after whom a queue has forgotten where it was, roughly.
    private var memory: Double {
        let rate = model.streams.reduce(0) { $0 + $1.arrivals.rate }
        if let patience = model.streams.first?.patience { return rate * patience.mean }
        let work = model.streams.reduce(0) { $0 + $1.arrivals.rate * $1.service.mean }
        let load = work / model.clerks.reduce(0) { $0 + $1.speed }
        let spread = model.streams.map { (1 + $0.service.cv2) / 2 }.max() ?? 1
        let gap = 1 - load.squareRoot()
        return spread * load / (gap * gap)
    }

    /// The least number of citizens whose batches are nearly independent.
    var citizensMin: Int { max(8_000, Int(20 * memory) * PolicySimulation.batches) }

    /// Many, for tight errors; a hundred clerks at 0.98 remember ten thousand citizens.
    var citizensMany: Int { min(8_000_000, max(1_000_000, citizensMin * 8)) }

    /// Differences in standard errors, value by value.
    func distances(citizens: Int, seed: UInt64) -> [(name: String, distance: Double)] {
        let result = PolicySimulation.run(
            model, citizens: citizens, warmUp: citizens / 10, seed: seed)
        return values.map { value in
            let figures = value.stream.map { result.streams[$0] } ?? result.all
            let name = value.stream.map { "stream \($0)" } ?? "all"
            let measured: Measured
            switch value.what {
            case .wait: measured = figures.wait
            case .beyond(let threshold): measured = figures.beyond[threshold]
            case .left: measured = figures.left
            }
            return (
                "\(description), \(name), \(value.what): \(measured.value) ± "
                    + "\(measured.standardError), exactly \(value.exact)",
                measured.distance(from: value.exact)
            )
        }
    }
}

extension KnownQueue {
    /// One queue at `clerks` alike: Erlang C.
    static func erlangC(
        _ clerks: Int, _ load: Double, p0: Double, wait: Double, p1: Double, p90: Double
    ) -> KnownQueue {
        KnownQueue(
            description: "M/M/\(clerks) at \(load)",
            model: QueueModel(
                streams: [.init(line: 0, arrivals: .poisson(rate: load * Double(clerks)))],
                clerks: alike(clerks), thresholds: [0, 1, p90]),
            values: [
                Value(what: .wait, stream: nil, exact: wait),
                Value(what: .beyond(0), stream: nil, exact: p0),
                Value(what: .beyond(1), stream: nil, exact: p1),
                Value(what: .beyond(2), stream: nil, exact: 0.1),
            ])
    }

    /// One clerk, any services: Pollaczek and Khinchine.
    static func general(_ load: Double, _ service: Distribution) -> KnownQueue {
        let wait = load * (1 + service.cv2) / (2 * (1 - load))
        return KnownQueue(
            description: "M/G/1 at \(load), \(service)",
            model: QueueModel(
                streams: [.init(line: 0, arrivals: .poisson(rate: load), service: service)],
                clerks: alike(1)),
            values: [Value(what: .wait, stream: nil, exact: wait)])
    }

    /// Strict priorities, as head starts of which nobody lives to see the end.
    static func priorities(_ clerks: Int, _ load: Double, _ shares: [Double], _ waits: [Double])
        -> KnownQueue
    {
        KnownQueue(
            description: "priorities \(shares), M/M/\(clerks) at \(load)",
            model: withHeadStarts(clerks, load, shares, of: 1e9),
            values: waits.enumerated().map { Value(what: .wait, stream: $0, exact: $1) })
    }

    /// Streams of one load; each has the same head start more than the next.
    static func withHeadStarts(
        _ clerks: Int, _ load: Double, _ shares: [Double], of credit: Double
    ) -> QueueModel {
        QueueModel(
            streams: shares.enumerated().map { index, share in
                QueueModel.Stream(
                    line: index, arrivals: .poisson(rate: load * Double(clerks) * share),
                    credit: credit * Double(shares.count - 1 - index))
            },
            clerks: Array(
                repeating: QueueModel.Clerk(lines: Array(shares.indices)), count: clerks))
    }

    /// Clerks of different skills and speeds: first come, first served, the longest idle first.
    static func skills(
        _ lines: [[Int]], rates: [Double], speeds: [Double]? = nil, _ waits: [Double]
    ) -> KnownQueue {
        KnownQueue(
            description: "skills \(lines)\(speeds.map { ", speeds \($0)" } ?? "")",
            model: QueueModel(
                streams: rates.enumerated().map {
                    .init(line: $0, arrivals: .poisson(rate: $1))
                },
                clerks: lines.enumerated().map {
                    .init(lines: $1, speed: speeds?[$0] ?? 1)
                }),
            values: waits.enumerated().map { Value(what: .wait, stream: $0, exact: $1) })
    }

    /// Impatient citizens: Erlang A.
    static func erlangA(
        _ clerks: Int, _ rate: Double, _ impatience: Double, p0: Double, left: Double,
        wait: Double
    ) -> KnownQueue {
        KnownQueue(
            description: "M/M/\(clerks)+M, \(rate) come, \(impatience) leave",
            model: QueueModel(
                streams: [
                    .init(
                        line: 0, arrivals: .poisson(rate: rate),
                        patience: .exponential(mean: 1 / impatience))
                ], clerks: alike(clerks), thresholds: [0]),
            values: [
                Value(what: .beyond(0), stream: nil, exact: p0),
                Value(what: .left, stream: nil, exact: left),
                Value(what: .wait, stream: nil, exact: wait),
            ])
    }

    private static func alike(_ clerks: Int) -> [QueueModel.Clerk] {
        Array(repeating: QueueModel.Clerk(lines: [0]), count: clerks)
    }
}
