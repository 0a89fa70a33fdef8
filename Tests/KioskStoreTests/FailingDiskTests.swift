import CFaultVFS
import Foundation
import GRDB
import Kiosk
import KioskStore
import KioskTesting
import QueueCore
import Testing

/// A disk that refuses: the asker hears it, nothing is half-written, the file opens again.
@Suite(.timeLimit(.minutes(5)))
struct FailingDiskTests {
    /// What a disk answers, and what the store makes of it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let result: Int32
        let code: StoreError.Code
    }

    private static let faults = [
        Fault(
            testDescription: "disk full", result: ResultCode.SQLITE_FULL.rawValue, code: .diskFull),
        Fault(
            testDescription: "input/output error",
            result: ResultCode.SQLITE_IOERR_WRITE.rawValue, code: .inputOutput),
    ]

    @Test(arguments: faults, [1, 2, 5, 9])
    func `a write that fails leaves the tickets before it`(fault: Fault, nth: Int) throws {
        try fail(FAULTVFS_WRITE, nth: nth, with: fault.result, as: fault.code, keeps: [[]])
    }

    @Test func `a write that fails midway leaves the tickets before it`() throws {
        try fail(
            FAULTVFS_WRITE, nth: 4, with: ResultCode.SQLITE_FULL.rawValue, torn: 1_000,
            as: .diskFull, keeps: [[]])
    }

    /// The log may hold the ticket whole although the disk did not promise it.
    @Test func `a sync that fails is an error`() throws {
        try fail(
            FAULTVFS_SYNC, nth: 1, with: ResultCode.SQLITE_IOERR_FSYNC.rawValue, as: .inputOutput,
            keeps: [[], Ledger.parts])
    }

    /// Three tickets, one that fails, and a new process on the recovered disk.
    private func fail(
        _ call: faultvfs_call, nth: Int, with result: Int32, torn: Int32 = 0,
        as code: StoreError.Code, keeps allowed: [Set<String>]
    ) throws {
        let directory = try TemporaryDirectory()
        let disk = try FaultyDisk(under: directory.hall)
        let store = try directory.store()
        let office = try Office(store)
        let tickets = try (0..<3).map { _ in try office.take() }
        disk.fail(call, nth: nth, with: result, torn: torn)
        let error = #expect(throws: StoreError.self) { try office.take() }
        #expect(error?.code == code)
        #expect(error?.hint.isEmpty == false)
        try? store.close()
        disk.recover()

        let ledger = try Ledger(directory.hall)
        for ticket in tickets { #expect(try ledger.parts(of: ticket.rawValue) == Ledger.parts) }
        #expect(allowed.contains(try ledger.parts(of: "A-000004")))
        #expect(try ledger.flaws() == [])
        let next = try Office(try directory.store(), name: "B")
        try next.take()
        #expect(try next.store.compareWithRebuild() == [])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "NOT RUN: this user may not mount a small disk"))
    func `a disk that fills up keeps every acknowledged ticket`() throws {
        let disk = try SmallDisk(kilobytes: 1_024)
        let hall = "\(disk.path)/hall.sqlite"
        let store = try SQLiteStore(path: hall, mode: .centre)
        let office = try Office(store)
        var tickets: [TicketID] = []
        let error = #expect(throws: StoreError.self) {
            while tickets.count < 900 { tickets.append(try office.take()) }
        }
        #expect(error?.code == .diskFull)
        #expect(tickets.count > 10)
        try? store.close()

        try disk.resize(kilobytes: 16_384)
        let ledger = try Ledger(hall)
        for ticket in tickets { #expect(try ledger.parts(of: ticket.rawValue) == Ledger.parts) }
        #expect(try ledger.count("SELECT count(*) FROM tickets") == tickets.count)
        #expect(try ledger.flaws() == [])
        let next = try Office(try SQLiteStore(path: hall, mode: .centre), name: "B")
        try next.take()
        #expect(try next.store.compareWithRebuild() == [])
        try next.store.close()
        try ledger.queue.close()
    }
}
