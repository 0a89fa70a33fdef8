import Kiosk
import KioskTesting
import QueueCore
import Testing

struct `The store in memory` {
    @Test(arguments: TicketStoreConformance.allCases)
    func `keeps the promises of a store`(_ promise: TicketStoreConformance) throws {
        try promise.check(
            reopened: { ($0 as? MemoryStore).map(MemoryStore.init(restarted:)) ?? $0 },
            makeStore: { MemoryStore() })
    }

    @Test(arguments: MemoryStore.Moment.allCases)
    func `keeps nothing of a commit that fails`(at moment: MemoryStore.Moment) throws {
        let store = MemoryStore()
        var driver = StoreDriver(store)
        let now = Instant(millisecondsSinceEpoch: 1_795_395_600_000)
        try driver.perform(.openCounter(6), by: SamplePlan.clerk(6), at: now)
        let before = store.journal.count
        let claim = IdempotencyClaim(principal: "p", key: "k", requestHash: "h")
        store.fail(at: moment)
        let issue = try driver.decide(
            .issue(SamplePlan.request("A")), by: SamplePlan.kiosk, at: now)
        #expect(throws: StoreError.self) {
            try store.commit { transaction in
                for entry in issue.entries { try transaction.append(entry) }
                for order in issue.deliveries { try transaction.order(order, at: now) }
                try transaction.remember(claim, StoredAnswer(status: 201, body: []), at: now)
            }
        }
        #expect(store.journal.count == before)
        #expect(try store.ticket("A") == nil)
        #expect(store.commits.value == 1)
    }

    @Test func `keeps sessions, newest first, and forgets the ended`() async throws {
        let store = MemoryStore()
        func session(_ hash: String, _ hours: Int64) -> StoredSession {
            StoredSession(
                tokenHash: hash, account: "user:clerk6",
                createdAt: Instant(millisecondsSinceEpoch: hours * 3_600_000))
        }
        for (hash, hours) in [("a", 1), ("b", 2), ("c", 3)] as [(String, Int64)] {
            try await store.keep(session(hash, hours))
        }
        try await store.end(tokenHash: "b")
        let start = Instant(millisecondsSinceEpoch: 0)
        #expect(try await store.sessions(since: start, limit: 9).map(\.tokenHash) == ["c", "a"])
        #expect(try await store.sessions(since: start, limit: 1).map(\.tokenHash) == ["c"])
        try await store.keep(session("d", 26))
        #expect(try await store.sessions(since: start, limit: 9).map(\.tokenHash) == ["d", "c"])
    }
}
