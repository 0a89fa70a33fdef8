import Kiosk
import KioskStore
import QueueCore
import Testing

/// Sign-ins outlive a restart.
@Suite(.timeLimit(.minutes(5)))
struct SessionTests {
    private let directory: TemporaryDirectory
    private let now = Office.opensAt

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func session(_ name: String, _ age: Duration) -> StoredSession {
        StoredSession(tokenHash: "hash-\(name)", account: "user:\(name)", createdAt: now - age)
    }

    @Test func `sessions come back after a restart, newest first`() async throws {
        let sessions = [
            session("clerk1", .seconds(300)), session("clerk2", .seconds(200)),
            session("clerk3", .seconds(100)),
        ]
        let store = try directory.store()
        for session in sessions { try await store.keep(session) }
        try await store.end(tokenHash: "hash-clerk2")
        try store.close()

        let next = try directory.store()
        let all = try await next.sessions(since: now - .seconds(3_600), limit: 10)
        #expect(all == [sessions[2], sessions[0]])
        #expect(try await next.sessions(since: now - .seconds(300), limit: 10) == [sessions[2]])
        #expect(try await next.sessions(since: now - .seconds(3_600), limit: 1) == [sessions[2]])
    }

    @Test func `a session is kept once, and gone when it is old`() async throws {
        let store = try directory.store()
        let old = session("clerk1", .seconds(25 * 3_600))
        try await store.keep(old)
        try await store.keep(old)
        #expect(try await store.sessions(since: old.createdAt - .seconds(1), limit: 10) == [old])
        let new = session("clerk2", .zero)
        try await store.keep(new)
        #expect(try await store.sessions(since: old.createdAt - .seconds(1), limit: 10) == [new])
    }

    @Test func `a session is durable when it is kept`() async throws {
        let disk = try FaultyDisk(under: directory.hall)
        let store = try directory.store()
        let before = disk.walSyncs
        try await store.keep(session("clerk1", .zero))
        #expect(disk.walSyncs - before == 1)
    }

    @Test func `ending a session that is none changes nothing`() async throws {
        let store = try directory.store()
        try await store.end(tokenHash: "hash-nobody")
        #expect(try await store.sessions(since: now - .seconds(3_600), limit: 10).isEmpty)
    }
}
