import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Synchronization
import Testing

@testable import KioskWeb

/// Commits as it should, and cannot be read.
private final class Unreadable: TicketStore, AccountStore {
    private let memory = MemoryStore()
    private let daysLeft: Mutex<Int>
    private static let failure = StoreError(
        .inputOutput, cause: "/secret/hall.sqlite: disk I/O error", hint: "SELECT")

    /// A store that gives the waits of so many requests before it fails.
    init(readable days: Int = 0) {
        daysLeft = Mutex(days)
    }

    func restore() throws -> RestoredDay { try memory.restore() }
    func commit<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
        try memory.commit(body)
    }
    func dueHandOffs(limit: Int) throws -> [HandOffStep] { throw Self.failure }
    func handOffBacklog(limit: Int) throws -> HandOffBacklog { throw Self.failure }
    func ticket(_ id: TicketID) throws -> TicketRecord? { throw Self.failure }
    func waits(from: ServiceDay, to: ServiceDay, each: (WaitRow) throws -> Void) throws {
        let isReadable = daysLeft.withLock { left in
            left -= 1
            return left >= 0
        }
        guard isReadable else { throw Self.failure }
        try memory.waits(from: from, to: to, each: each)
    }
    func estimates(
        from: ServiceDay, to: ServiceDay, each: (EstimateRow) throws -> Void
    ) throws { throw Self.failure }
    func samples(
        from: ServiceDay, to: ServiceDay, each: (WaitSample) throws -> Void
    ) throws { throw Self.failure }
    func counterMoments(
        from: ServiceDay, to: ServiceDay, each: (CounterMoment) throws -> Void
    ) throws { throw Self.failure }
    func unmet(from: ServiceDay, to: ServiceDay, each: (UnmetPress) throws -> Void) throws {
        throw Self.failure
    }
    func ratings(from: ServiceDay, to: ServiceDay, each: (RatingRow) throws -> Void) throws {
        throw Self.failure
    }
    func sessions(since: Instant, limit: Int) async throws -> [StoredSession] { [] }
    func keep(_ session: StoredSession) async throws {}
    func end(tokenHash: String) async throws {}
    func end(account: String, except tokenHash: String?) async throws {}
    func use(tokenHash: String, at: Instant) async throws {}
}

/// A store that fails is "not ready", for readers as for commands.
@Suite struct BrokenStoreTests {
    private static let days = "?from=2026-11-22&to=2026-11-24"

    @Test(arguments: [
        "/reports/waits\(days)", "/reports/waits\(days)&by=day", "/reports/log\(days)",
        "/reports/estimates\(days)", "/reports/ratings\(days)", "/tickets/01OLD",
        "/reports/overview\(days)", "/reports/counters\(days)",
    ])
    func `a reader of a broken store hears 503 and nothing of its inside`(
        path: String
    ) async throws {
        let site = try await Site(store: Unreadable())
        for accept in ["application/json", "text/csv"] {
            let reply = try await site.send(
                .get, "/api/v1\(path)", as: .manager, headers: ["Accept": accept])
            #expect(reply.status == 503)
            #expect(reply.code == "not-ready")
            #expect(!reply.text.contains("secret") && !reply.text.contains("SELECT"))
        }
    }

    @Test func `a log whose store fails on the way breaks off and does not end well`() async throws
    {
        let site = try await Site(store: Unreadable(readable: 1))
        await #expect(throws: Problem.self) {
            try await site.send(.get, "/api/v1/reports/log\(Self.days)", as: .manager)
        }
    }

    @Test func `a command after a failed commit hears 503`() async throws {
        let store = MemoryStore()
        let site = try await Site(store: store)
        store.fail(at: .commit)
        for _ in 0..<2 {
            let reply = try await site.send(
                .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
            #expect(reply.status == 503)
            #expect(reply.code == "not-ready")
        }
    }
}
