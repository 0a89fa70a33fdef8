import Foundation
import Kiosk
import KioskStore
import Testing

/// One server a data directory.
@Suite(.timeLimit(.minutes(5)))
struct DataDirectoryTests {
    /// What a second process answers when the directory is taken, and when not.
    private static let taken: Int32 = 17
    private static let free: Int32 = 18

    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Ends the process; the lock is held when it does.
    private static func tryLock(_ path: String) -> Never {
        do {
            let lock = try DataDirectory(path: path).lock()
            withExtendedLifetime(lock) { _exit(free) }
        } catch {
            _exit(error.code == .locked ? taken : EXIT_FAILURE)
        }
    }

    @Test func `a second process is kept out while the first works`() async throws {
        let lock = try DataDirectory(path: directory.path).lock()
        await #expect(processExitsWith: .exitCode(Self.taken)) {
            [path = directory.path as String] in
            Self.tryLock(path)
        }
        withExtendedLifetime(lock) {}
    }

    @Test func `the lock ends with its process however that dies`() async throws {
        await #expect(processExitsWith: .exitCode(Self.free)) {
            [path = directory.path as String] in
            Self.tryLock(path)
        }
        _ = try DataDirectory(path: directory.path).lock()
    }

    @Test func `a second lock in one process is refused until the first is let go`() throws {
        let data = DataDirectory(path: directory.path)
        do {
            let lock = try data.lock()
            let error = #expect(throws: StoreError.self) { try data.lock() }
            #expect(error?.code == .locked)
            withExtendedLifetime(lock) {}
        }
        _ = try data.lock()
    }

    @Test func `the directory is its owner's alone`() throws {
        let data = DataDirectory(path: "\(directory.path)/a/b")
        try data.create()
        try data.create()
        let attributes = try FileManager.default.attributesOfItem(atPath: data.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test func `a place that cannot be a directory is an error with a hint`() throws {
        try directory.write(Data("x".utf8), to: "file")
        let error = #expect(throws: StoreError.self) {
            try DataDirectory(path: "\(directory.path)/file/data").create()
        }
        #expect(error?.code == .inputOutput)
        let other = #expect(throws: StoreError.self) {
            try DataDirectory(path: "\(directory.path)/missing").lock()
        }
        #expect(other?.code == .inputOutput)
    }
}
