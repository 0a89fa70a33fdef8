import QueueCore

/// Citizens and clerks around the real `CallPolicy`, event by event.
///
/// A citizen goes to the clerk who idled longest among those who serve the line; a clerk who becomes
/// free gets whom the policy says. That is first come, first served with the longest idle clerk
/// first, for which exact values are known.
package struct PolicySimulation: Sendable {
    /// Batches into which the citizens after the warm-up are cut.
    package static let batches = 32
    /// Low bits of a citizen's order that say the stream.
    private static let streamBits = 6

    /// Kinds of moments; at one time the service that ends comes first.
    private enum Kind: UInt64 {
        case end, patience, arrival
    }

    /// A clerk as the policy and the clock need one.
    struct Server: Sendable {
        let rule: CallPolicy.CounterRule
        let speed: Double
        /// By line, whether it is served.
        let serves: [Bool]
    }

    /// A stream with its dice and its sums.
    struct Source: Sendable {
        let stream: QueueModel.Stream
        let credit: Int64
        let gaps: Distribution.Sampler
        let size: Int
        let service: Distribution.Sampler
        let patience: Distribution.Sampler?
        var arrivalDice: SeededDice
        var serviceDice: SeededDice
        var patienceDice: SeededDice
        var sums: BatchSums
    }

    private var policy: CallPolicy
    private var servers: [Server]
    private var sources: [Source]
    /// The free clerks, the longest idle first.
    private var idle: [Int]
    private var heap: EventHeap
    private var now: Int64 = 0
    private var issued = 0
    private var counted = 0
    private let warmUp: Int
    private let citizens: Int
    /// Those who may leave, by order; empty where nobody does.
    private var impatient: [Int: WaitingEntry] = [:]
    private var waiting = 0
    private var waitingArea = 0.0
    private var busyArea = 0.0
    private var lastChange: Int64 = 0
    private var measuredSince: Int64 = 0
    private var arrivedMeasured = 0

    /// A simulation of `citizens` after the first `warmUp`.
    private init(_ model: QueueModel, citizens: Int, warmUp: Int, seed: UInt64) {
        policy = CallPolicy(model.lines)
        servers = model.clerks.enumerated().map { index, clerk in
            Server(
                rule: CallPolicy.CounterRule(number: index + 1, lines: clerk.lines),
                speed: clerk.speed, serves: model.lines.indices.map(clerk.lines.contains))
        }
        let thresholds = model.thresholds.map { Int64($0 * Double(QueueModel.ticks)) }
        sources = model.streams.enumerated().map { index, stream in
            Source(stream, number: UInt64(index), seed: seed, thresholds: thresholds)
        }
        idle = Array(servers.indices)
        heap = EventHeap(reserving: servers.count + sources.count + 1_024)
        self.citizens = citizens
        self.warmUp = warmUp
    }

    /// Simulates.
    ///
    /// - Parameters:
    ///   - model: the hall.
    ///   - citizens: how many are counted.
    ///   - warmUp: how many come before them, so that an empty hall does not flatter the figures.
    ///   - seed: of the dice.
    /// - Returns: the same for the same arguments, on every machine.
    package static func run(
        _ model: QueueModel, citizens: Int, warmUp: Int, seed: UInt64
    ) -> PolicyResult {
        var simulation = PolicySimulation(
            model, citizens: max(batches, citizens), warmUp: max(0, warmUp), seed: seed)
        return simulation.run()
    }

    private mutating func run() -> PolicyResult {
        for index in sources.indices { scheduleArrival(index) }
        while counted < warmUp + citizens, let moment = heap.removeFirst() {
            now = moment.time
            let subject = Int(moment.key & 0x00FF_FFFF_FFFF_FFFF)
            switch Kind(rawValue: moment.key >> 56) {
            case .arrival: arrive(subject)
            case .end: becomeFree(subject)
            case .patience: leave(subject)
            case nil: break
            }
        }
        return result()
    }
}

extension PolicySimulation.Source {
    init(
        _ stream: QueueModel.Stream, number: UInt64, seed: UInt64, thresholds: [Int64]
    ) {
        self.stream = stream
        credit = Int64(stream.credit * Double(QueueModel.ticks))
        switch stream.arrivals {
        case .poisson(let rate):
            gaps = Distribution.exponential(mean: 1 / rate).sampler
            size = 1
        case .batches(let rate, let size):
            gaps = Distribution.exponential(mean: 1 / rate).sampler
            self.size = max(1, size)
        case .renewal(let gaps):
            self.gaps = gaps.sampler
            size = 1
        }
        service = stream.service.sampler
        patience = stream.patience?.sampler
        arrivalDice = SeededDice(seed: seed, stream: number * 4 + 1)
        serviceDice = SeededDice(seed: seed, stream: number * 4 + 2)
        patienceDice = SeededDice(seed: seed, stream: number * 4 + 3)
        sums = BatchSums(batches: PolicySimulation.batches, thresholds: thresholds)
    }
}

// What happens.
extension PolicySimulation {
    private mutating func arrive(_ index: Int) {
        for _ in 0..<sources[index].size { admit(index) }
        scheduleArrival(index)
    }

    private mutating func admit(_ index: Int) {
        let line = sources[index].stream.line
        issued += 1
        let entry = WaitingEntry(
            rank: now - sources[index].credit, order: issued << Self.streamBits | index,
            arrivedAt: now, needs: FieldSet())
        policy.insert(entry, in: line)
        passTime()
        waiting += 1
        arrivedMeasured += 1
        if let place = idle.firstIndex(where: { servers[$0].serves[line] }) {
            callNext(at: idle.remove(at: place))
        } else if let patience = sources[index].patience {
            impatient[entry.order] = entry
            let length = patience.sample(&sources[index].patienceDice)
            schedule(.patience, entry.order, after: length)
        }
    }

    private mutating func becomeFree(_ server: Int) {
        passTime()
        callNext(at: server)
    }

    /// The clerk, who was not idle or is not any more, gets whom the policy says, or idles.
    private mutating func callNext(at server: Int) {
        guard let choice = policy.next(at: servers[server].rule, fields: FieldSet(), now: now)
        else {
            idle.append(server)
            return
        }
        policy.remove(choice.entry, from: choice.line)
        waiting -= 1
        let index = choice.entry.order & (1 << Self.streamBits - 1)
        if sources[index].patience != nil { impatient[choice.entry.order] = nil }
        count(choice.entry, left: false)
        let length = sources[index].service.sample(&sources[index].serviceDice)
        schedule(.end, server, after: length / servers[server].speed)
    }

    private mutating func leave(_ order: Int) {
        // Who was called in time is not among them any more.
        guard let entry = impatient.removeValue(forKey: order) else { return }
        let index = order & (1 << Self.streamBits - 1)
        passTime()
        waiting -= 1
        policy.remove(entry, from: sources[index].stream.line)
        count(entry, left: true)
    }

    private mutating func scheduleArrival(_ index: Int) {
        let gap = sources[index].gaps.sample(&sources[index].arrivalDice)
        schedule(.arrival, index, after: gap)
    }

    private mutating func schedule(_ kind: Kind, _ subject: Int, after units: Double) {
        let ticks = Int64(units * Double(QueueModel.ticks) + 0.5)
        heap.insert(
            EventHeap.Moment(time: now + ticks, key: kind.rawValue << 56 | UInt64(subject)))
    }
}

// What is measured.
extension PolicySimulation {
    private mutating func count(_ entry: WaitingEntry, left: Bool) {
        counted += 1
        guard counted > warmUp else {
            if counted == warmUp { beginMeasuring() }
            return
        }
        // Batches of citizens in the order in which their waits ended.
        let batch = (counted - warmUp - 1) * Self.batches / citizens
        let index = entry.order & (1 << Self.streamBits - 1)
        sources[index].sums.add(now - entry.arrivedAt, left: left, to: min(batch, Self.batches - 1))
    }

    private mutating func beginMeasuring() {
        waitingArea = 0
        busyArea = 0
        arrivedMeasured = 0
        measuredSince = now
        lastChange = now
    }

    /// Adds up who waited and who served since the last change.
    private mutating func passTime() {
        let passed = Double(now - lastChange)
        waitingArea += passed * Double(waiting)
        busyArea += passed * Double(servers.count - idle.count)
        lastChange = now
    }

    private func result() -> PolicyResult {
        let ticks = Double(QueueModel.ticks)
        var all = BatchSums(
            batches: Self.batches, thresholds: sources.first?.sums.thresholds ?? [])
        for source in sources { all.add(source.sums) }
        let time = max(1, Double(now - measuredSince))
        return PolicyResult(
            streams: sources.map { $0.sums.figures(ticks: ticks) }, all: all.figures(ticks: ticks),
            waiting: waitingArea / time, arrivalRate: Double(arrivedMeasured) * ticks / time,
            utilisation: busyArea / (time * Double(max(1, servers.count))))
    }
}
