import Kiosk
import KioskStore
import KioskTesting
import QueueCore
import Testing

/// What accounts changed outlives a restart; the fake keeps the same promises.
@Suite(.timeLimit(.minutes(5)))
struct CredentialTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private static let codes = KeptCodes(
        sealedSecret: [1, 2, 255], lastStep: 7, recoveryHashes: ["a", "b"])

    /// The same for both.
    private func check(_ store: any CredentialStore) async throws {
        #expect(try await store.credential(of: "clerk6") == Credential())
        let first = KeptPassword(hash: "one", insteadOf: "", mustChange: true)
        let second = KeptPassword(hash: "two", insteadOf: "zero", mustChange: false)
        try await store.keep(first, of: "clerk6")
        try await store.keep(second, of: "clerk6")
        try await store.keep(first, of: "admin")
        try await store.keep(Self.codes, of: "clerk6")
        #expect(
            try await store.credential(of: "clerk6")
                == Credential(password: second, codes: Self.codes))
        #expect(try await store.credential(of: "admin") == Credential(password: first))
        for (step, isFresh) in [(7, false), (6, false), (9, true), (9, false), (8, false)] {
            #expect(try await store.spend(step: Int64(step), of: "clerk6") == isFresh, "\(step)")
        }
        #expect(try await !store.spend(step: 99, of: "admin"))
        #expect(try await store.spend(recovery: "a", of: "clerk6"))
        #expect(try await !store.spend(recovery: "a", of: "clerk6"))
        #expect(try await !store.spend(recovery: "b", of: "admin"))
        #expect(try await store.credential(of: "clerk6").codes?.recoveryHashes == ["b"])
        try await store.keep(Self.codes, of: "clerk6")
        #expect(try await store.credential(of: "clerk6").codes == Self.codes)
        try await store.removeCodes(of: "clerk6")
        try await store.removeCodes(of: "clerk6")
        #expect(try await store.credential(of: "clerk6") == Credential(password: second))
    }

    @Test func `passwords and codes are kept, and spent once`() async throws {
        try await check(MemoryStore())
        let store = try directory.store()
        try await check(store)
        try await store.keep(Self.codes, of: "clerk6")
        try store.close()
        let next = try directory.store()
        #expect(try await next.credential(of: "clerk6").codes == Self.codes)
    }

    @Test func `another program may set codes up beside the server`() async throws {
        let server = try directory.store()
        let command = try directory.store()
        try await command.keep(Self.codes, of: "manager1")
        #expect(try await server.credential(of: "manager1").codes == Self.codes)
        #expect(try await server.spend(step: 8, of: "manager1"))
        #expect(try await !command.spend(step: 8, of: "manager1"))
    }

    @Test func `sessions of an account end together`() async throws {
        let store = try directory.store()
        let now = Office.opensAt
        for (name, user) in [("a", "user:clerk6"), ("b", "user:clerk6"), ("c", "user:clerk7")] {
            try await store.keep(
                StoredSession(tokenHash: name, account: user, createdAt: now))
        }
        try await store.use(tokenHash: "c", at: now + .seconds(60))
        try await store.end(account: "user:clerk6", except: "b")
        let left = try await store.sessions(since: now - .seconds(1), limit: 9)
        #expect(Set(left.map(\.tokenHash)) == ["b", "c"])
        #expect(left.first { $0.tokenHash == "c" }?.usedAt == now + .seconds(60))
        try await store.end(account: "user:clerk6", except: nil)
        #expect(
            try await store.sessions(since: now - .seconds(1), limit: 9).map(\.tokenHash) == ["c"])
    }
}
