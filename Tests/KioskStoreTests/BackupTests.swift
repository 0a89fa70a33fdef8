import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// One file with everything, and the way back; nothing is ever overwritten.
@Suite(.timeLimit(.minutes(5)))
struct BackupTests {
    private static let now = Office.opensAt
    private let directory: TemporaryDirectory
    private let office: Office
    /// Beside the data.
    private let place: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        place = try TemporaryDirectory()
        office = try Office(try directory.store())
        try Visit.run(office)
    }

    private var data: DataDirectory { DataDirectory(path: directory.path) }
    private var file: String { "\(place.path)/backup" }
    private var keys: String { "\(place.path)/keys" }
    private var target: DataDirectory { DataDirectory(path: "\(place.path)/restored") }

    /// A core's store is any file to the packer.
    @discardableResult
    private func backUp() throws -> BackupManifest {
        try Backup.make(file, of: data, at: Self.now) { copy in
            try Data("the core".utf8).write(to: URL(fileURLWithPath: copy))
            return true
        }
    }

    private func restored() throws -> SQLiteStore {
        try SQLiteStore(path: target.hallPath, mode: .centre)
    }

    @Test func `a restored store is the one that was backed up and goes on from there`() throws {
        let manifest = try backUp()
        #expect(manifest.sequence == office.lastSequence)
        // What happens afterwards is not in it.
        try office.take()
        let back = try Restoration.restore(file, keys: nil, into: target)
        #expect(back == manifest)
        #expect(try String(contentsOfFile: target.dossierPath, encoding: .utf8) == "the core")
        let store = try restored()
        #expect(try store.compareWithRebuild() == [])
        let next = try Office(store, name: "B")
        #expect(next.lastSequence == manifest.sequence)
        let ticket = try next.take()
        #expect(try store.ticket(ticket)?.ticket.number == "1003")
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
        #expect(Set(names) == ["backup", "restored"], "no workshop is left")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `any machine's tar reads it`() throws {
        try backUp()
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xf", file, "-C", place.path]
        try tar.run()
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
        #expect(
            Set(names) == ["backup", "motcua-backup.json", "hall.sqlite", "dossier.sqlite"])
        let store = try SQLiteStore(path: "\(place.path)/hall.sqlite", mode: .reading)
        #expect(try store.verifyChain().findings == [])
    }

    @Test func `the hall's moment comes before the core's`() throws {
        let copy = "\(place.path)/hall.sqlite"
        let before = office.lastSequence
        try office.store.copy(to: copy) { try office.take() }
        let store = try SQLiteStore(path: copy, mode: .reading)
        #expect(try store.verifyChain().last == before)
        #expect(office.lastSequence > before)
    }

    @Test func `keys stay out of a backup and come back from their own file`() throws {
        let head = try #require(try office.store.head())
        let key = try AuditKey.orNew(in: data)
        #expect(try Backup.makeKeys(keys, of: data, at: Self.now) == 1)
        let manifest = try backUp()
        #expect(manifest.members.map(\.name) == ["hall.sqlite", "dossier.sqlite"])
        #expect(manifest.head.flatMap { AuditHead($0) }?.isMarked(with: key) == true)
        let mode = try FileManager.default.attributesOfItem(atPath: keys)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        _ = try Restoration.restore(file, keys: keys, into: target)
        let restored = try #require(try AuditKey.existing(in: target))
        #expect(head.marked(with: key).isMarked(with: restored))

        let other = try TemporaryDirectory()
        let foreign = "\(place.path)/foreign"
        _ = try Backup.makeKeys(foreign, of: DataDirectory(path: other.path), at: Self.now)
        let third = DataDirectory(path: "\(place.path)/third")
        let error = #expect(throws: StoreError.self) {
            try Restoration.restore(file, keys: foreign, into: third)
        }
        #expect(error?.code == .foreign)
        #expect(!FileManager.default.fileExists(atPath: third.path))
    }

    @Test func `a file that exists is never replaced`() throws {
        try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: StoreError.self) { try backUp() }
        #expect(error?.cause.contains("exists already") == true)
        #expect(throws: StoreError.self) {
            try Backup.makeKeys(file, of: data, at: Self.now)
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["backup"])
    }

    @Test func `a failure on the way leaves nothing`() throws {
        struct NoCore: Error {}
        #expect(throws: NoCore.self) {
            try Backup.make(file, of: data, at: Self.now) { _ in throw NoCore() }
        }
        #expect(throws: StoreError.self) {
            try Backup.make("\(place.path)/no/where", of: data, at: Self.now) { _ in false }
        }
        let empty = DataDirectory(path: "\(place.path)/empty")
        #expect(throws: StoreError.self) {
            try Backup.make(file, of: empty, at: Self.now) { _ in false }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty)
    }

    @Test func `a damaged or foreign store is not backed up`() throws {
        try office.store.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try office.store.close()
        var bytes = try #require(try directory.contents()["hall.sqlite"])
        // A page in the middle, which no start reads.
        let page = bytes.count / 4_096 / 2 * 4_096
        bytes.replaceSubrange(page..<page + 4_096, with: Data(repeating: 0x5A, count: 4_096))
        for content in [bytes, Data("a letter to the centre\n".utf8)] {
            try directory.write(content)
            let error = #expect(throws: StoreError.self) { try backUp() }
            #expect(error?.code == .corrupt, "\(String(describing: error))")
            #expect(error?.hint.isEmpty == false)
            #expect(try directory.contents()["hall.sqlite"] == content)
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty)
        }
    }

    /// A way to spoil a backup, and what is said of it.
    private static let spoilings: [(String, StoreError.Code, @Sendable (inout Data) -> Void)] = [
        ("empty", .foreign, { $0 = Data() }),
        ("a letter", .foreign, { $0 = Data(String(repeating: "Kính gửi\n", count: 90).utf8) }),
        ("a database", .foreign, { $0 = $0.dropFirst(1_024 + 512) }),
        ("another archive", .foreign, { $0.replaceSubrange(0..<5, with: Data("other".utf8)) }),
        ("no end", .corrupt, { $0.removeLast(512) }),
        ("half of it", .corrupt, { $0.removeLast($0.count / 2) }),
        ("longer", .corrupt, { $0.append(Data(count: 512)) }),
        ("another byte in the hall", .corrupt, { $0[$0.count / 2] ^= 1 }),
        ("another byte in the core", .corrupt, { $0[$0.count - 1_024 - 512] ^= 1 }),
        ("another byte at the end", .corrupt, { $0[$0.count - 1] ^= 1 }),
        (
            "a member's other name", .corrupt,
            { data in
                guard let place = data.range(of: Data("dossier.sqlite\u{0}".utf8)) else { return }
                data.replaceSubrange(place, with: Data("dossier.sqlitf\u{0}".utf8))
            }
        ),
        (
            "a name in the manifest that leads elsewhere", .corrupt,
            { data in
                guard let place = data.range(of: Data("\"hall.sqlite\"".utf8)) else { return }
                data.replaceSubrange(place, with: Data("\"../l.sqlite\"".utf8))
            }
        ),
        (
            "a newer form", .foreign,
            { data in
                guard let place = data.range(of: Data("\"format\" : 1".utf8)) else { return }
                data.replaceSubrange(place, with: Data("\"format\" : 9".utf8))
            }
        ),
    ]

    @Test(arguments: spoilings.indices)
    func `a spoilt backup is refused and nothing is made`(index: Int) throws {
        let (name, code, spoil) = Self.spoilings[index]
        try backUp()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        spoil(&bytes)
        try bytes.write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: StoreError.self, "\(name)") {
            try Restoration.restore(file, keys: nil, into: target)
        }
        #expect(error?.code == code, "\(name): \(String(describing: error))")
        #expect(error?.hint.isEmpty == false)
        #expect(!FileManager.default.fileExists(atPath: target.path), "\(name)")
    }

    @Test func `a file of the other kind is refused`() throws {
        try backUp()
        _ = try Backup.makeKeys(keys, of: data, at: Self.now)
        for (data, keys) in [(keys, nil), (file, file)] as [(String, String?)] {
            let error = #expect(throws: StoreError.self) {
                try Restoration.restore(data, keys: keys, into: target)
            }
            #expect(error?.code == .foreign)
            #expect(!FileManager.default.fileExists(atPath: target.path))
        }
    }

    @Test func `a folder with anything in it is refused and stays as it was`() throws {
        try backUp()
        try target.create()
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(target.path)/letter"))
        let error = #expect(throws: StoreError.self) {
            try Restoration.restore(file, keys: nil, into: target)
        }
        #expect(error?.cause.contains("is not empty") == true)
        let manager = FileManager.default
        #expect(try manager.contentsOfDirectory(atPath: target.path) == ["letter"])
        try manager.removeItem(atPath: "\(target.path)/letter")
        _ = try Restoration.restore(file, keys: nil, into: target)
    }

    @Test func `a folder in which a server runs is refused`() throws {
        try backUp()
        let lock = try data.lock()
        let error = #expect(throws: StoreError.self) {
            try Restoration.restore(file, keys: nil, into: data)
        }
        #expect(error?.code == .locked)
        withExtendedLifetime(lock) {}
    }

    @Test func `a restore that was broken off keeps servers out`() throws {
        try target.create()
        try Data().write(to: URL(fileURLWithPath: target.restoringPath))
        let error = #expect(throws: StoreError.self) { try target.lock() }
        #expect(error?.code == .corrupt)
        #expect(error?.cause.contains("was broken off") == true)
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `a full disk is said in a sentence and leaves nothing`() throws {
        let disk = try SmallDisk(kilobytes: 172)
        let error = #expect(throws: StoreError.self) {
            try Backup.make("\(disk.path)/backup", of: data, at: Self.now) { _ in false }
        }
        #expect(error?.code == .diskFull, "\(String(describing: error))")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).isEmpty)
    }
}
