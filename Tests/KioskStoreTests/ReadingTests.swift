import Foundation
import Kiosk
import KioskStore
import KioskTesting
import QueueCore
import Testing

/// Reports beside a running server.
@Suite(.timeLimit(.minutes(5)))
struct ReadingTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `a reader sees every commit of the writer beside it`() throws {
        let office = try Office(try directory.store())
        try office.take()
        let reader = try directory.store(.reading)
        #expect(try reader.counts().tickets == 1)
        let second = try office.take()
        #expect(try reader.counts().tickets == 2)
        #expect(try reader.ticket(second)?.ticket == office.book.hall.tickets[second])
        #expect(try reader.compareWithRebuild() == [])
        try office.take()
        #expect(try reader.counts().tickets == 3)
    }

    @Test func `reading never writes`() throws {
        let office = try Office(try directory.store())
        try office.take()
        let before = try directory.contents()
        let disk = try FaultyDisk(under: directory.hall)
        let reader = try directory.store(.reading)
        let day = ServiceDay(at: office.now)
        var rows = 0
        try reader.waits(from: day, to: day) { _ in rows += 1 }
        #expect(rows == 1)
        _ = try reader.restore()
        _ = try reader.compareWithRebuild()
        try reader.close()
        #expect(disk.mainWrites + disk.walWrites + disk.mainSyncs + disk.walSyncs == 0)
        let after = try directory.contents()
        for name in ["hall.sqlite", "hall.sqlite-wal"] { #expect(after[name] == before[name]) }
    }

    @Test func `a reader cannot write`() async throws {
        try Office(try directory.store()).take()
        let reader = try directory.store(.reading)
        let before = try reader.counts().events
        let error = #expect(throws: StoreError.self) {
            try reader.commit { transaction in
                try transaction.remember(
                    IdempotencyClaim(principal: "p", key: "k", requestHash: "h"),
                    StoredAnswer(status: 200, body: []), at: Office.opensAt)
            }
        }
        #expect(error?.code == .inputOutput)
        await #expect(throws: (any Error).self) {
            try await reader.keep(
                StoredSession(tokenHash: "00", account: "user:a", createdAt: Office.opensAt))
        }
        #expect(try reader.counts().events == before)
    }

    @Test func `a store that was closed can be read`() throws {
        let office = try Office(try directory.store())
        let ticket = try office.take()
        try office.store.close()
        let before = try directory.contents()["hall.sqlite"]
        let reader = try directory.store(.reading)
        #expect(try reader.ticket(ticket) != nil)
        try reader.close()
        #expect(try directory.contents()["hall.sqlite"] == before)
    }

    @Test func `a missing store says so and is not made`() throws {
        let error = #expect(throws: StoreError.self) { try directory.store(.reading) }
        #expect(error?.code == .inputOutput)
        #expect(error?.cause.contains("no store at") == true)
        #expect(try directory.contents().isEmpty)
    }

    @Test func `rows of waits come in order of issue, day by day`() throws {
        let office = try Office(try directory.store())
        let lines: [LineID] = ["khac", "ho-tich", "chung-thuc", "ho-tich"]
        var issued = try lines.map { try office.take($0) }
        office.now = Office.opensAt + .seconds(24 * 3_600)
        issued += try lines.map { try office.take($0) }
        let first = ServiceDay(at: Office.opensAt)
        let numbers = try issued.map { try #require(try office.store.ticket($0)).ticket.number }
        var rows: [WaitRow] = []
        try office.store.waits(from: first, to: first.advanced(by: 1)) { rows.append($0) }
        #expect(rows.map(\.number) == numbers)
        rows = []
        try office.store.waits(from: first.advanced(by: 1), to: first.advanced(by: 9)) {
            rows.append($0)
        }
        #expect(rows.map(\.number) == Array(numbers[4...]))
    }
}
