import Foundation
import QueueCore

/// A hall of straws: it tells an estimator what happens and asks it about everyone who must wait.
///
/// Poisson arrivals, first come first served, the counter idle longest takes who comes.
struct SmallHall {
    /// How long a service takes.
    enum Service {
        case exponential
        /// With this squared coefficient of variation.
        case lognormal(Double)
        case fixed
    }

    struct Line {
        /// Citizens a second.
        var arrivals: Double
        /// Mean seconds.
        var service: Double
    }

    struct Counter {
        var lines: [Int]
        /// Seconds from the start of each day at which it opens and closes.
        var opens = 0.0
        var closes = Double.infinity
        fileprivate var serving: Citizen?
        fileprivate var since = 0.0
        fileprivate var freeSince = 0.0
        fileprivate var endsAt = Double.infinity
        fileprivate var isMissed = false

        init(_ lines: [Int], opens: Double = 0, closes: Double = .infinity) {
            self.lines = lines
            self.opens = opens
            self.closes = closes
        }
    }

    struct Citizen {
        var line: Int
        var arrivedAt: Double
        var forecast: Forecast?
        /// (ahead + 1) × true time ÷ open counters.
        var ideal = 0.0
        /// What an oracle foresaw, where one was asked.
        var oracle: Double?
    }

    /// What came of those who waited.
    struct Result {
        var count = 0
        var unknown = 0
        var below = 0
        var above = 0
        var waited = 0.0
        var error = 0.0
        var squared = 0.0
        var ideal = 0.0
        var oracle = 0.0
        var width = 0.0

        var coverage: Double { 1 - Double(below + above) / Double(max(1, count)) }
        var mean: Double { waited / Double(count) }
        /// Root mean squared error over the mean wait.
        var relativeError: Double { (squared / Double(count)).squareRoot() / mean }
        var idealError: Double { (ideal / Double(count)).squareRoot() / mean }
        var oracleError: Double { (oracle / Double(count)).squareRoot() / mean }

        mutating func add(_ citizen: Citizen, waited wait: Double) {
            guard let forecast = citizen.forecast else {
                unknown += 1
                return
            }
            guard forecast.openCounters > 0 else { return }
            count += 1
            waited += wait
            let off = Double(forecast.meanMilliseconds) / 1_000 - wait
            error += off
            squared += off * off
            ideal += (citizen.ideal - wait) * (citizen.ideal - wait)
            if let oracle = citizen.oracle { self.oracle += (oracle - wait) * (oracle - wait) }
            if wait.rounded(.down) < Double(forecast.range.lowSeconds) { below += 1 }
            if wait.rounded(.down) > Double(forecast.range.highSeconds) { above += 1 }
            width += Double(forecast.range.highSeconds - forecast.range.lowSeconds)
        }
    }

    var lines: [Line]
    var counters: [Counter]
    var service = Service.exponential
    /// The share of calls nobody comes to, and the seconds they take.
    var noShows = (share: 0.0, seconds: 60.0)
    /// Factor on arrivals, and on services, at a second of the day.
    var crowd: (Double) -> Double = { _ in 1 }
    var slowness: (Double) -> Double = { _ in 1 }
    var estimator: WaitEstimator
    var results: [Result]
    var asked = 0
    /// Foresees a wait by other means: of the hall, for a line, at a time.
    var oracle: ((SmallHall, Int, Double) -> Double)?
    /// From when on waits are counted.
    var counting = true
    private(set) var waiting: [[Citizen]]
    private var heads: [Int]
    private var dice: SeededDice
    private var dayStart = 0.0

    init(_ lines: [Line], _ counters: [Counter], seed: UInt64) {
        self.lines = lines
        self.counters = counters
        dice = SeededDice(seed: seed)
        estimator = WaitEstimator(lines: Self.names(lines.count), priors: nil)
        results = Array(repeating: Result(), count: lines.count)
        waiting = Array(repeating: [], count: lines.count)
        heads = Array(repeating: 0, count: lines.count)
    }

    static func names(_ count: Int) -> [LineID] { (0..<count).map { LineID("line-\($0)") } }

    /// All lines taken together.
    var total: Result {
        var all = Result()
        for result in results {
            all.count += result.count
            all.unknown += result.unknown
            all.below += result.below
            all.above += result.above
            all.waited += result.waited
            all.error += result.error
            all.squared += result.squared
            all.ideal += result.ideal
            all.oracle += result.oracle
            all.width += result.width
        }
        return all
    }

    private mutating func uniform() -> Double {
        (Double(dice.next() >> 11) + 0.5) / 9_007_199_254_740_992
    }

    private mutating func exponential(_ mean: Double) -> Double { -mean * log(uniform()) }

    private mutating func duration(_ line: Int, _ time: Double) -> Double {
        let mean = lines[line].service * slowness(time)
        switch service {
        case .exponential: return exponential(mean)
        case .fixed: return mean
        case .lognormal(let spread):
            let variance = log(1 + spread)
            let normal = (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
            return mean * exp(variance.squareRoot() * normal - variance / 2)
        }
    }

    private func instant(_ time: Double) -> Instant {
        Instant(millisecondsSinceEpoch: Int64((dayStart + time) * 1_000))
    }

    private func isOpen(_ counter: Counter, _ time: Double) -> Bool {
        counter.opens <= time && time < counter.closes
    }

    /// How many wait in a line.
    func count(in line: Int) -> Int { waiting[line].count - heads[line] }

    /// Those who wait in a line, first come first.
    func queue(in line: Int) -> ArraySlice<Citizen> { waiting[line][heads[line]...] }

    /// Opens a day: the estimator begins anew with what it handed on, the hall is empty.
    mutating func openDay() {
        dayStart += 86_400
        estimator = WaitEstimator(lines: Self.names(lines.count), priors: estimator.priors)
        for line in lines.indices {
            waiting[line] = []
            heads[line] = 0
        }
        for index in counters.indices {
            counters[index].serving = nil
            counters[index].endsAt = .infinity
        }
    }

    /// Lets people come until `arrivalsUntil`, and serves until nobody is left or `end`.
    mutating func run(until arrivalsUntil: Double, end: Double? = nil) {
        let rate = lines.reduce(0) { $0 + $1.arrivals }
        let peak =
            stride(from: 0, to: arrivalsUntil, by: max(60, arrivalsUntil / 200))
            .map(crowd).max() ?? 1
        var time = 0.0
        var nextArrival = exponential(1 / (rate * peak))
        for index in counters.indices { counters[index].freeSince = counters[index].opens }
        while true {
            let next = counters.indices.min { moment($0, time) < moment($1, time) } ?? 0
            let event = moment(next, time)
            if nextArrival < arrivalsUntil, nextArrival < event {
                time = nextArrival
                if uniform() * peak < crowd(time) { arrive(pickLine(rate), time) }
                nextArrival += exponential(1 / (rate * peak))
            } else if event.isFinite, event <= end ?? .infinity {
                time = event
                if counters[next].serving == nil { counters[next].freeSince = time }
                release(next, time)
            } else {
                return
            }
        }
    }

    /// When something happens at a counter: its service ends, or it opens.
    private func moment(_ index: Int, _ time: Double) -> Double {
        let counter = counters[index]
        if counter.serving != nil { return counter.endsAt }
        return counter.opens > time ? counter.opens : .infinity
    }

    private mutating func pickLine(_ rate: Double) -> Int {
        var left = uniform() * rate
        for line in lines.indices {
            left -= lines[line].arrivals
            if left < 0 { return line }
        }
        return lines.count - 1
    }

    private mutating func arrive(_ line: Int, _ time: Double) {
        let free = counters.indices.filter {
            counters[$0].serving == nil && isOpen(counters[$0], time)
                && counters[$0].lines.contains(line)
        }
        var citizen = Citizen(line: line, arrivedAt: time)
        if let counter = free.min(by: { counters[$0].freeSince < counters[$1].freeSince }) {
            serve(citizen, at: counter, time)
            return
        }
        asked += 1
        citizen.forecast = estimator.forecast(load(line, time), at: instant(time))
        let open = counters.count { isOpen($0, time) && $0.lines.contains(line) }
        citizen.ideal =
            Double(count(in: line) + 1) * lines[line].service * slowness(time)
            / Double(max(1, open))
        if counting, let oracle { citizen.oracle = oracle(self, line, time) }
        waiting[line].append(citizen)
    }

    /// The hall as one sees it who comes now.
    func load(_ line: Int, _ time: Double) -> LineLoad {
        LineLoad(
            line: line, ahead: lines.indices.map(count),
            headLead: lines.indices.map { other in
                queue(in: other).first.map { Int64((time - $0.arrivedAt) * 1_000) } ?? 0
            },
            counters: counters.filter { isOpen($0, time) }.map { counter in
                LineLoad.Counter(
                    lines: LineSet(counter.lines),
                    occupation: counter.serving.map {
                        .busy(line: $0.line, since: instant(counter.since))
                    } ?? .free)
            })
    }

    private mutating func serve(_ citizen: Citizen, at counter: Int, _ time: Double) {
        let isMissed = uniform() < noShows.share
        let length = isMissed ? noShows.seconds : duration(citizen.line, time)
        counters[counter].serving = citizen
        counters[counter].since = time
        counters[counter].endsAt = time + length
        counters[counter].isMissed = isMissed
    }

    private mutating func release(_ index: Int, _ time: Double) {
        if let served = counters[index].serving {
            let length = Duration.milliseconds((time - counters[index].since) * 1_000)
            if counters[index].isMissed {
                estimator.calledInVain(line: served.line, lasted: length)
            } else {
                estimator.serviceEnded(line: served.line, lasted: length)
            }
            counters[index].serving = nil
            counters[index].endsAt = .infinity
            counters[index].freeSince = time
        }
        guard isOpen(counters[index], time) else { return }
        let next = counters[index].lines.filter { count(in: $0) > 0 }.min {
            waiting[$0][heads[$0]].arrivedAt < waiting[$1][heads[$1]].arrivedAt
        }
        guard let line = next else { return }
        let citizen = waiting[line][heads[line]]
        heads[line] += 1
        if heads[line] > 256, heads[line] * 2 > waiting[line].count {
            waiting[line].removeFirst(heads[line])
            heads[line] = 0
        }
        let wait = time - citizen.arrivedAt
        estimator.called(
            line: line, waited: .milliseconds(wait * 1_000), forecast: citizen.forecast,
            openCounters: counters.count { isOpen($0, time) && $0.lines.contains(line) })
        if counting { results[line].add(citizen, waited: wait) }
        serve(citizen, at: index, time)
    }
}
