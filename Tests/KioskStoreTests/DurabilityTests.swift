import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// What a commit asks of the disk: a kill cannot show a lost sync, so syncs are counted.
@Suite(.timeLimit(.minutes(5)))
struct DurabilityTests {
    private let directory: TemporaryDirectory
    private let disk: FaultyDisk
    private let store: SQLiteStore
    private let office: Office

    init() throws {
        directory = try TemporaryDirectory()
        disk = try FaultyDisk(under: directory.hall)
        store = try directory.store()
        office = try Office(store)
        try office.take()
    }

    @Test func `the writer syncs fully`() throws {
        #expect(try store.writerSynchronous() == 2)
        let log = try store.pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(log == "wal")
    }

    @Test func `each commit of a ticket syncs the log once`() throws {
        let before = disk.walSyncs
        for _ in 0..<100 { try office.take() }
        let syncs = disk.walSyncs - before
        #expect(syncs >= 100)
        // A checkpoint syncs the log once more, and so does the first commit after it.
        #expect(syncs <= 104)
    }

    @Test func `a batch of 64 commands in one commit syncs once`() throws {
        let requests = (0..<64).map { _ in office.issue() }
        let before = disk.walSyncs
        let replies = try office.submit(requests)
        #expect(disk.walSyncs - before == 1)
        #expect(replies.filter(\.wasDone).count == 64)
    }

    @Test func `a commit without events writes nothing and syncs nothing`() throws {
        let known = office.issue(key: "again")
        try office.submit(known)
        try office.act(.openCounter(8))
        let (syncs, writes) = (disk.walSyncs, disk.walWrites)
        for _ in 0..<10 {
            #expect(try office.submit(office.issue("nowhere"))[0].wasRefused)
            // Already open: decided, and nothing changes.
            #expect(try office.submit(Request(.openCounter(8), by: SamplePlan.clerk(8)))[0].wasDone)
            guard case .replayed = try office.submit(known)[0] else {
                Issue.record("the request was not recognised")
                return
            }
        }
        #expect(disk.walSyncs == syncs)
        #expect(disk.walWrites == writes)
    }

    @Test func `reading neither writes nor syncs`() throws {
        let (syncs, writes) = (disk.walSyncs, disk.walWrites)
        _ = try store.restore()
        _ = try store.dueHandOffs(limit: 10)
        _ = try store.compareWithRebuild()
        #expect(disk.walSyncs == syncs)
        #expect(disk.walWrites == writes)
    }

    @Test func `a power cut that loses every unsynced byte loses no acknowledged ticket`() throws {
        let tickets = try (0..<20).map { _ in try office.take() }
        let mainSyncs = disk.mainSyncs
        let cut = try TemporaryDirectory()
        let contents = try directory.contents()
        try cut.write(try #require(contents["hall.sqlite"]))
        let log = try #require(contents["hall.sqlite-wal"])
        try cut.write(log.prefix(disk.durableWALBytes), to: "hall.sqlite-wal")
        // Without a checkpoint in between the two copies belong together.
        #expect(disk.mainSyncs == mainSyncs)

        let survivor = try cut.store()
        for ticket in tickets { #expect(try survivor.ticket(ticket) != nil, "\(ticket) is lost") }
        #expect(try survivor.compareWithRebuild() == [])
        #expect(try Ledger(cut.hall).flaws() == [])
    }
}
