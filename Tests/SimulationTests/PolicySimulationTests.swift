import Foundation
import Simulation
import Testing

/// The call policy against values that are known exactly.
///
/// What needs few citizens is always tested; `MOTCUA_LONG=1` tests every value with millions, which
/// wants a release build (`swift test -c release -Xswiftc -enable-testing`) and some minutes.
@Suite struct PolicySimulationTests {
    private static let isLong = ProcessInfo.processInfo.environment["MOTCUA_LONG"] == "1"
    private static let citizens = 12_000
    private static let seed: UInt64 = 2026
    /// Queues that forget fast enough for a quick test, and all with clerks of different skills.
    private static let quick =
        KnownQueue.all.filter { $0.citizensMin <= 50_000 }
        + KnownQueue.skills.filter { $0.citizensMin > 50_000 }

    @Test(arguments: quick)
    func `waits are what theory says, within three standard errors`(_ queue: KnownQueue) {
        for (name, distance) in queue.distances(citizens: queue.citizensMin, seed: Self.seed) {
            #expect(distance < 3, "\(name)")
        }
    }

    @Test(.enabled(if: isLong), arguments: KnownQueue.all)
    func `every value is what theory says, with millions of citizens`(_ queue: KnownQueue) {
        for (name, distance) in queue.distances(citizens: queue.citizensMany, seed: Self.seed) {
            #expect(distance < 3, "\(name)")
        }
    }

    /// Three standard errors are also kept where errors are called too large, and a lucky seed keeps
    /// anything: over many values and seeds, the mean square of the distances must be near 1.
    @Test func `standard errors are as large as they should be`() {
        let queues = Self.quick.filter { $0.citizensMin <= (Self.isLong ? 50_000 : 10_000) }
        let distances = (1...(Self.isLong ? 40 : 3)).flatMap { seed in
            queues.flatMap { queue in
                queue.distances(citizens: queue.citizensMin, seed: UInt64(seed)).map(\.distance)
            }
        }
        let mean = distances.reduce(0) { $0 + $1 * $1 } / Double(distances.count)
        #expect(mean > 0.5 && mean < 2, "mean square \(mean) of \(distances.count)")
    }

    @Test(arguments: [0.0, 1, 5, 1e9])
    func `a head start moves waits from one to another and adds none`(_ credit: Double) {
        let model = KnownQueue.withHeadStarts(4, 0.8, [0.25, 0.75], of: credit)
        let result = PolicySimulation.run(
            model, citizens: Self.citizens, warmUp: 2_000, seed: Self.seed)
        let sum = 0.25 * result.streams[0].wait.value + 0.75 * result.streams[1].wait.value
        // The same citizens come whatever the head start; only their order differs.
        let without = PolicySimulation.run(
            KnownQueue.withHeadStarts(4, 0.8, [0.25, 0.75], of: 0), citizens: Self.citizens,
            warmUp: 2_000, seed: Self.seed)
        #expect(abs(sum - without.all.wait.value) < 3 * without.all.wait.standardError)
        #expect(result.streams[0].wait.value <= without.streams[0].wait.value)
    }

    @Test(arguments: KnownQueue.skills + KnownQueue.erlangC.prefix(3))
    func `as many wait as come times how long`(_ queue: KnownQueue) {
        let result = PolicySimulation.run(
            queue.model, citizens: Self.citizens, warmUp: 1_000, seed: Self.seed)
        let expected = result.arrivalRate * result.all.wait.value
        // Both are of the same citizens, but for those who wait at the first and the last moment.
        #expect(abs(result.waiting - expected) < 0.02 * expected + 0.01)
    }

    @Test(arguments: KnownQueue.erlangA)
    func `those who leave are the impatience times the wait`(_ queue: KnownQueue) throws {
        let result = PolicySimulation.run(
            queue.model, citizens: Self.citizens, warmUp: 1_000, seed: Self.seed)
        let patience = try #require(queue.model.streams[0].patience)
        let difference = abs(result.all.left.value - result.all.wait.value / patience.mean)
        #expect(difference < 3 * result.all.left.standardError + 1e-3)
    }

    @Test func `groups that come together wait for each other`() {
        let model = QueueModel(
            streams: [.init(line: 0, arrivals: .batches(rate: 0.2, size: 3))],
            clerks: [.init(lines: [0])])
        let result = PolicySimulation.run(
            model, citizens: Self.citizens * 4, warmUp: 2_000, seed: Self.seed)
        // Groups of k at load ρ: (k + 1) / 2 / (1 - ρ) from arrival to end, a service of which is
        // no wait.
        let exact = 2 / (1 - 0.6) - 1
        #expect(result.all.wait.distance(from: exact) < 3, "\(result.all.wait)")
    }

    @Test func `the same seed gives the same, another one something else`() throws {
        let model = KnownQueue.skills[4].model
        let one = PolicySimulation.run(model, citizens: 5_000, warmUp: 100, seed: 7)
        let same = PolicySimulation.run(model, citizens: 5_000, warmUp: 100, seed: 7)
        let other = PolicySimulation.run(model, citizens: 5_000, warmUp: 100, seed: 8)
        #expect(one == same)
        #expect(one != other)
        let again = try JSONDecoder().decode(
            PolicyResult.self, from: JSONEncoder().encode(one))
        #expect(again == one)
    }
}
