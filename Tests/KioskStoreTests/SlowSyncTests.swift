import Foundation
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// A disk whose syncs take long: they are shared, and nobody hears of a ticket before its own.
@Suite(.timeLimit(.minutes(5)))
struct SlowSyncTests {
    /// What could be seen at a moment, and how much of the log a power cut would then have left.
    private struct Sight: Sendable {
        let tickets: Set<TicketID>
        let durable: Int
    }

    private let directory: TemporaryDirectory
    private let disk: FaultyDisk
    private let store: SQLiteStore
    private let controller: Controller
    private let database: Data
    /// Taken where deliveries are sent to the printer: after the commit and before the next.
    private let orders = Watched<[Sight]>([])

    init() async throws {
        directory = try TemporaryDirectory()
        let disk = try FaultyDisk(under: directory.hall)
        self.disk = disk
        store = try directory.store()
        try store.emptyLog()
        database = try #require(try directory.contents()["hall.sqlite"])
        controller = Controller(
            store: store, restored: try store.restore(),
            clock: TestClock("2026-11-23T08:00:00+07:00"), hub: SnapshotHub(),
            logger: ControllerRig.silent,
            onOrders: { [orders] new in
                let sight = Sight(
                    tickets: Set(new.compactMap(Self.ticket(of:))), durable: disk.durableWALBytes)
                orders.change { $0.append(sight) }
            }, onStoreFailure: { Issue.record($0) })
        _ = await controller.submit(Request(.adopt(SamplePlan.plan()), by: .system))
    }

    /// People who press at the same time, each again as soon as the answer is there.
    @Test(arguments: [(5, 4), (20, 4), (200, 2)])
    func `a crowd shares syncs and is answered after its own`(
        milliseconds: Int, presses: Int
    ) async throws {
        let people = 64
        disk.slow(milliseconds: milliseconds)
        let before = disk.walSyncs
        let answers = await withTaskGroup(of: [(Sight, Duration)].self) { crowd in
            for person in 0..<people {
                crowd.addTask { await press(presses, by: person) }
            }
            return await crowd.reduce(into: []) { $0 += $1 }
        }
        let syncs = disk.walSyncs - before
        disk.slow(milliseconds: 0)
        #expect(answers.count == people * presses)
        #expect(syncs >= people * presses / Controller.batchMax)
        #expect(syncs * 4 <= people * presses, "\(syncs) syncs")
        // The own sync begins after the press: its whole length lies between press and answer.
        let shortest = answers.map(\.1).min()
        #expect(shortest ?? .zero >= .milliseconds(milliseconds))
        try expectDurable(answers.map(\.0))
        try expectDurable(orders.value)
        try store.close()
    }

    /// The writer's thread is in the sync: who reads waits for it, but not for those who wait.
    @Test func `a reader in a crowd sees what is durable, batch by batch`() async throws {
        let batches = 6
        disk.slow(milliseconds: 20)
        let before = disk.walSyncs
        let requests = (0..<batches * Controller.batchMax).map { Self.request("T-\($0)") }
        async let replies = controller.submit(requests)
        var sights: [Sight] = []
        repeat {
            sights.append(
                await controller.read { [disk] book, _ in
                    Sight(
                        tickets: Set(book.hall.tickets.keys), durable: disk.durableWALBytes)
                })
        } while sights.last.map { $0.tickets.count < requests.count } == true
        #expect(await replies.filter(\.wasDone).count == requests.count)
        #expect(disk.walSyncs - before == batches)
        disk.slow(milliseconds: 0)

        let counts = Set(sights.map(\.tickets.count))
        #expect(counts.isSubset(of: Set((0...batches).map { $0 * Controller.batchMax })))
        #expect(counts.count > 2, "no reader came between two batches")
        // Nothing more and nothing less than a power cut at that moment would have left.
        for (durable, seen) in Dictionary(grouping: sights, by: \.durable) {
            let left = try tickets(within: durable)
            for sight in seen { #expect(sight.tickets == left) }
        }
        try store.close()
    }

    private static func request(_ name: String) -> Request {
        Request(.issue(SamplePlan.request(name, kiosk: "kiosk-1")), by: SamplePlan.kiosk)
    }

    private static func ticket(of order: DeliveryOrder) -> TicketID? {
        switch order {
        case .slip(let slip): slip.ticket
        case .handOff(let step): step.ticket
        case .announcement(let order): order.ticket
        }
    }

    private func press(_ presses: Int, by person: Int) async -> [(Sight, Duration)] {
        var answers: [(Sight, Duration)] = []
        for press in 0..<presses {
            let name = "T-\(person)-\(press)"
            let begin = ContinuousClock.now
            let reply = await controller.submit(Self.request(name))
            guard case .done(.ticket(let ticket), _) = reply else { continue }
            answers.append(
                (
                    Sight(tickets: [ticket], durable: disk.durableWALBytes),
                    ContinuousClock.now - begin
                ))
        }
        return answers
    }

    /// A power cut at the moment of a sight leaves what was seen.
    private func expectDurable(_ sights: [Sight]) throws {
        for (durable, seen) in Dictionary(grouping: sights, by: \.durable) {
            let left = try tickets(within: durable)
            for sight in seen { #expect(sight.tickets.isSubset(of: left)) }
        }
    }

    private func tickets(within durable: Int) throws -> Set<TicketID> {
        let contents = try directory.contents()
        // No checkpoint came: the log's beginning is what it was at the moment.
        try #require(contents["hall.sqlite"] == database)
        let log = try #require(contents["hall.sqlite-wal"])
        let cut = try TemporaryDirectory()
        try cut.write(database)
        try cut.write(log.prefix(durable), to: "hall.sqlite-wal")
        let survivor = try cut.store()
        defer { try? survivor.close() }
        #expect(try survivor.compareWithRebuild() == [])
        return Set(DayBook(try survivor.restore()).hall.tickets.keys)
    }
}
