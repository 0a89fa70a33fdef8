import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// A power cut that tore the log, and a disk that forgot a bit of it.
///
/// The log is a chain of checksums: what lies before the first wrong byte is the day, what lies
/// behind it is gone, acknowledged or not. A torn end is what a power cut leaves; damage in the
/// middle is a broken disk, and only a kept audit head tells what it cost.
@Suite(.timeLimit(.minutes(2)))
struct TornLogTests {
    /// A log's damage, and the state that it must leave.
    private struct Damage {
        let text: String
        let log: Data
        let state: Int
    }

    /// Places in a frame: its page's number, the commit's mark, salts, checksum, and the page.
    private static let places = [0, 1, 4, 7, 8, 15, 16, 23, 24, 25, 124, 2_072, TornDay.frame - 1]

    private let day: TornDay

    init() throws {
        day = try TornDay()
    }

    @Test func `the log's own marks are where the day's commits ended`() {
        #expect(day.states.dropFirst().map(\.end) == day.commitEnds)
        #expect(day.log.count == TornDay.start(of: day.frames))
        #expect(day.states.count > 15)
    }

    @Test func `a log cut at any frame keeps the commits before the cut`() throws {
        try survive((0...day.frames).map { cut(at: TornDay.start(of: $0)) }, goesOn: true)
    }

    @Test func `a log cut inside any frame keeps the commits before the cut`() throws {
        let header = [0, 1, 16, 31].map { cut(at: $0) }
        let frames = (0..<day.frames).map { frame in
            // The first place is the boundary itself.
            let place = Self.places[1 + frame % (Self.places.count - 1)]
            return cut(at: TornDay.start(of: frame) + place)
        }
        try survive(header + frames)
    }

    @Test func `a log with a changed byte keeps the commits before the frame`() throws {
        let header = stride(from: 0, to: TornDay.logHeader, by: 3).map { flip(at: $0, keeps: 0) }
        let frames = (0..<day.frames).map { frame in
            let start = TornDay.start(of: frame)
            return flip(
                at: start + Self.places[frame % Self.places.count], keeps: day.state(within: start))
        }
        try survive(header + frames, goesOn: true)
    }

    /// Sectors reach a disk in any order: a page of zeros stands where the rest is already written.
    @Test func `a log with a hole keeps the commits before the hole`() throws {
        try survive(
            stride(from: 0, to: day.frames, by: 7).map { frame in
                let start = TornDay.start(of: frame)
                var log = day.log
                log.replaceSubrange(start..<start + 512, with: Data(count: 512))
                return Damage(
                    text: "a hole in frame \(frame)", log: log, state: day.state(within: start))
            })
    }

    @Test func `damage in the middle is found by a kept head`() throws {
        let whole = try day.lay(day.log).store()
        let head = try #require(try whole.head())
        try whole.close()
        let damaged = flip(at: TornDay.start(of: day.frames / 2), keeps: 0)
        let store = try day.lay(damaged.log).store()
        let report = try store.verifyChain(head: head)
        #expect(report.findings == [])
        #expect(report.headFindings.first?.hasPrefix("the chain was shortened") == true)
        try store.close()
    }

    /// The database file itself, after the log was moved into it.
    ///
    /// SQLite takes a file of no byte, or of one, for a new database: those two are no cuts here.
    @Test func `a cut database is refused with a hint and unchanged`() throws {
        let whole = try checkpointed()
        let pages = whole.count / TornDay.page
        let cuts =
            [1, 2, 16, 50, 99, 100, 512] + (1..<pages).map { $0 * TornDay.page }
            + (1..<pages).map { $0 * TornDay.page + 1_000 }
        for cut in cuts {
            let directory = try TemporaryDirectory()
            try directory.write(whole.prefix(cut))
            for mode in [.centre, .reading] as [SQLiteStore.Mode] {
                let error = #expect(throws: StoreError.self, "\(cut) bytes, \(mode)") {
                    let store = try directory.store(mode)
                    defer { try? store.close() }
                    _ = try store.restore()
                }
                #expect(error?.code == .corrupt, "\(cut) bytes, \(mode)")
                #expect(error?.hint.contains("restore") == true, "\(cut) bytes, \(mode)")
            }
            #expect(try directory.contents()["hall.sqlite"] == whole.prefix(cut), "\(cut) bytes")
        }
    }

    private func checkpointed() throws -> Data {
        let directory = try day.lay(day.log)
        let store = try directory.store()
        try store.emptyLog()
        try store.close()
        return try #require(try directory.contents()["hall.sqlite"])
    }

    private func cut(at bytes: Int) -> Damage {
        Damage(
            text: "\(bytes) bytes", log: day.log.prefix(bytes), state: day.state(within: bytes))
    }

    private func flip(at byte: Int, keeps state: Int) -> Damage {
        var log = day.log
        log[byte] ^= 1 << UInt8(byte % 8)
        return Damage(text: "byte \(byte) changed", log: log, state: state)
    }

    /// Every damage leaves exactly its state, row by row.
    ///
    /// - Parameters:
    ///   - damages: each of a log of its own.
    ///   - goesOn: whether the first damage that leaves a state is also looked through and gone on
    ///     from.
    /// - Throws: what the store throws, which no damage here may make it do.
    private func survive(_ damages: [Damage], goesOn: Bool = false) throws {
        var examined: Set<Int> = []
        for damage in damages {
            let directory = try day.lay(damage.log)
            let store = try directory.store()
            let wanted = day.states[damage.state]
            #expect(try store.restore().lastSequence == wanted.lastSequence, "\(damage.text)")
            #expect(try TornDay.rows(store) == wanted.rows, "\(damage.text)")
            if goesOn, examined.insert(damage.state).inserted {
                try examine(directory, store, wanted, damage.text)
            }
            try store.close()
        }
    }

    private func examine(
        _ directory: TemporaryDirectory, _ store: SQLiteStore, _ wanted: TornDay.State,
        _ text: String
    ) throws {
        let report = try store.verifyChain()
        #expect(report.findings == [], "\(text)")
        #expect(report.last == wanted.lastSequence, "\(text)")
        #expect(try store.compareWithRebuild() == [], "\(text)")
        let ledger = try Ledger(directory.hall)
        #expect(try ledger.flaws() == [], "\(text)")
        for ticket in day.states.flatMap(\.tickets) {
            let parts = try ledger.parts(of: ticket.rawValue)
            #expect(parts == (wanted.tickets.contains(ticket) ? Ledger.parts : []), "\(text)")
        }
        try ledger.queue.close()

        // The next process: presses are made again, under their old keys and under new ones.
        let office = try Office(store, name: "B")
        #expect(Set(office.book.hall.tickets.keys) == wanted.tickets, "\(text)")
        for ticket in try #require(day.states.last).tickets.sorted() {
            let reply = try office.submit(office.again(ticket))[0]
            #expect(reply.wasDone != wanted.tickets.contains(ticket), "\(text): \(ticket)")
        }
        try office.take()
        let tickets = office.book.hall.tickets
        #expect(Set(tickets.values.map(\.number)).count == tickets.count, "\(text)")
        #expect(try store.compareWithRebuild() == [], "\(text)")

        // Another power cut: the old day's frames behind the new ones stay dead.
        let second = try TemporaryDirectory()
        for (name, bytes) in try directory.contents() where !name.hasSuffix("-shm") {
            try second.write(bytes, to: name)
        }
        let survivor = try second.store()
        #expect(try survivor.restore().lastSequence == office.lastSequence, "\(text)")
        #expect(try TornDay.rows(survivor) == TornDay.rows(store), "\(text)")
        #expect(try survivor.verifyChain().findings == [], "\(text)")
        try survivor.close()
    }
}

extension Office {
    /// The press of an earlier office, made again after its answer was lost on the way.
    fileprivate func again(_ ticket: TicketID) -> Request {
        Request(
            .issue(SamplePlan.request(ticket.rawValue, kiosk: "kiosk-1")), by: SamplePlan.kiosk,
            claim: IdempotencyClaim(
                principal: "device:kiosk-1", key: "key-\(ticket)", requestHash: ticket.rawValue)
        ) { _, _, _ in StoredAnswer(status: 201, body: Array(ticket.rawValue.utf8)) }
    }
}

/// A disk whose syncs take long: they are shared, and nobody hears of a ticket before its own.
@Suite(.timeLimit(.minutes(2)))
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
                    tickets: Set(new.map(Self.ticket(of:))), durable: disk.durableWALBytes)
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

    private static func ticket(of order: DeliveryOrder) -> TicketID {
        switch order {
        case .slip(let slip): slip.ticket
        case .handOff(let step): step.ticket
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
