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
@Suite(.timeLimit(.minutes(5)))
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
    /// SQLite takes a file of no byte for a new database: see `LostStoreTests`.
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
