import Foundation
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// A store whose file is empty or gone, beside what it left: never begun anew.
@Suite(.timeLimit(.minutes(5)))
struct LostStoreTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func refuses(_ modes: [SQLiteStore.Mode], naming trace: String) throws {
        let before = try directory.contents()
        for mode in modes {
            let error = #expect(throws: StoreError.self) { try directory.store(mode) }
            #expect(error?.code == .corrupt)
            #expect(error?.cause.contains(trace) == true, "\(error?.cause ?? "")")
            #expect(error?.hint.contains("restore") == true)
        }
        #expect(try directory.contents() == before)
    }

    @Test(arguments: ["dossier.sqlite", "hall.sqlite-wal", "hall.sqlite-journal", "lock"])
    func `an emptied store is refused beside what it left`(name: String) throws {
        try directory.write(Data())
        try directory.write(Data("x".utf8), to: name)
        try refuses([.centre, .simulation, .reading], naming: name)
    }

    @Test func `an emptied store is refused beside the centre's keys`() throws {
        let data = DataDirectory(path: directory.path)
        _ = try AuditKey.orNew(in: data)
        try Data().write(to: URL(fileURLWithPath: data.hallPath))
        for mode in [.centre, .reading] as [SQLiteStore.Mode] {
            let error = #expect(throws: StoreError.self) { try directory.store(mode) }
            #expect(error?.code == .corrupt)
        }
    }

    @Test func `a centre whose hall was emptied overnight is refused until it is restored`() throws
    {
        let office = try Office(try directory.store())
        try office.take()
        try office.store.close()
        let data = DataDirectory(path: directory.path)
        try withExtendedLifetime(try data.lock()) {
            try directory.write(Data())
            try refuses([.centre], naming: "lock")
        }
    }

    @Test(arguments: ["dossier.sqlite", "hall.sqlite-wal"])
    func `a store that is missing is refused beside what it left`(name: String) throws {
        try directory.write(Data("x".utf8), to: name)
        try refuses([.centre, .simulation], naming: name)
    }

    @Test func `a first start finds its own lock and begins`() throws {
        let data = DataDirectory(path: directory.path)
        _ = try withExtendedLifetime(try data.lock()) {
            try Office(try directory.store()).take()
        }
    }

    @Test func `an empty file in an empty folder is a new store`() throws {
        try directory.write(Data())
        try Office(try directory.store()).take()
    }
}
