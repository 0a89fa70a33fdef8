import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// Files that are no store of this centre: refused with a reason, and left as they are.
@Suite(.timeLimit(.minutes(5)))
struct RefusedFileTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Opens in every mode; each must refuse and leave every file as it was.
    ///
    /// Looking into a database that keeps a log makes an empty log beside it; that is all.
    private func refuses(as code: StoreError.Code, in modes: [SQLiteStore.Mode]) throws {
        let before = try directory.contents()
        for mode in modes {
            let error = #expect(throws: StoreError.self) { try directory.store(mode) }
            #expect(error?.code == code)
            #expect(error?.hint.isEmpty == false)
            for (name, bytes) in try directory.contents() {
                let isLook = name.hasSuffix("-shm") || (name.hasSuffix("-wal") && bytes.isEmpty)
                #expect(isLook || bytes == before[name], "\(mode) changed \(name)")
            }
        }
    }

    private static let modes: [SQLiteStore.Mode] = [.centre, .simulation, .reading]

    @Test(arguments: ["delete", "wal"])
    func `a database of another program is refused and unchanged`(journal: String) throws {
        let queue = try DatabaseQueue(path: directory.hall)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = \(journal)")
            try db.execute(sql: "CREATE TABLE recipes (name TEXT)")
            try db.execute(sql: "INSERT INTO recipes VALUES ('phở')")
        }
        try queue.close()
        try refuses(as: .foreign, in: Self.modes)
    }

    @Test func `a database marked by another program is refused and unchanged`() throws {
        let queue = try DatabaseQueue(path: directory.hall)
        try queue.write { try $0.execute(sql: "PRAGMA application_id = 42") }
        try queue.close()
        try refuses(as: .foreign, in: Self.modes)
    }

    @Test func `a store of a newer program is refused and unchanged`() throws {
        try directory.store().close()
        let queue = try DatabaseQueue(path: directory.hall)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v9')") }
        try queue.close()
        try refuses(as: .foreign, in: Self.modes)
    }

    @Test func `a text file is refused and unchanged`() throws {
        try directory.write(Data(String(repeating: "Kính gửi ông bà,\n", count: 300).utf8))
        try refuses(as: .corrupt, in: Self.modes)
    }

    @Test func `a short text file is refused and unchanged`() throws {
        try directory.write(Data("xin chào\n".utf8))
        try refuses(as: .corrupt, in: Self.modes)
    }

    /// A store of some size, damaged.
    @Test(arguments: ["a torn end", "a wiped page", "a wiped start"])
    func `a damaged store is refused and unchanged`(damage: String) throws {
        let office = try Office(try directory.store())
        try office.submit((0..<64).map { _ in office.issue() })
        // All of it in the one file, so that no log heals the damage.
        try office.store.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try office.store.close()
        var bytes = try #require(try directory.contents()["hall.sqlite"])
        let page = 4_096
        switch damage {
        case "a torn end": bytes = Data(bytes.prefix(bytes.count / 2))
        // The second page holds the first table: what every start reads.
        case "a wiped page": bytes.replaceSubrange(page..<2 * page, with: Data(count: page))
        default: bytes.replaceSubrange(0..<100, with: Data(repeating: 0xFF, count: 100))
        }
        try directory.write(bytes)
        let before = try directory.contents()
        let error = #expect(throws: StoreError.self) {
            let store = try directory.store()
            defer { try? store.close() }
            _ = try Office(store)
        }
        #expect(error?.code == .corrupt)
        #expect(try directory.contents()["hall.sqlite"] == before["hall.sqlite"])
    }

    @Test func `a simulation and a centre refuse each other's store`() throws {
        for (own, other) in [(.centre, .simulation), (.simulation, .centre)]
            as [(SQLiteStore.Mode, SQLiteStore.Mode)]
        {
            let directory = try TemporaryDirectory()
            let office = try Office(try directory.store(own))
            try office.take()
            try office.store.close()
            let error = #expect(throws: StoreError.self) { try directory.store(other) }
            #expect(error?.code == .simulation)
            #expect(error?.hint.contains("--simulate") == true)
            // Reports read either.
            try directory.store(.reading).close()
            let store = try directory.store(own)
            #expect(try store.counts().tickets == 1)
            try store.close()
        }
    }

    @Test func `a first start that was killed stands in nobody's way`() throws {
        let pool = try DatabasePool(path: directory.hall)
        try pool.close()
        #expect(try directory.contents()["hall.sqlite"]?.isEmpty == false)
        try Office(try directory.store()).take()
    }

    @Test func `a store in a place that is none is an error with a hint`() throws {
        let error = #expect(throws: StoreError.self) {
            try SQLiteStore(path: "\(directory.path)/missing/hall.sqlite", mode: .centre)
        }
        #expect(error?.code == .inputOutput)
    }
}
