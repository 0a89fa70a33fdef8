import HTTPTypes
import Kiosk
import KioskTesting
import Logging
import QueueCore
import Testing

@testable import KioskWeb

/// Who is signed in, for how long, and after a restart.
@Suite struct SessionKeeperTests {
    private let store = MemoryStore()
    private let clock = StandingClock()

    private func keeper(
        _ configuration: Configuration = .withPeople, store: (any AccountStore)? = nil
    ) -> SessionKeeper {
        SessionKeeper(
            configuration: configuration, store: store ?? self.store, clock: clock,
            logger: Logger(label: "test"))
    }

    @Test func `a session lives its lifetime and not a millisecond longer`() async throws {
        let keeper = keeper()
        let token = try await keeper.signIn(user: "clerk6", password: "motcua", from: .local)
        for _ in 0..<7 {
            clock.advance(by: .seconds(7_200))
            #expect(keeper.principal(token: token)?.name == "user:clerk6")
        }
        clock.advance(by: .milliseconds(1))
        #expect(keeper.principal(token: token) == nil)
    }

    @Test func `one that nobody uses ends earlier, also after a restart`() async throws {
        let keeper = keeper()
        let used = try await keeper.signIn(user: "clerk6", password: "motcua", from: .local)
        let left = try await keeper.signIn(user: "clerk6", password: "motcua", from: .local)
        clock.advance(by: SessionKeeper.idleTime)
        #expect(keeper.principal(token: used) != nil)
        // The store hears of it a moment later.
        while try await store.sessions(since: clock.now() - .seconds(86_400), limit: 9)
            .allSatisfy({ $0.usedAt == $0.createdAt })
        { await Task.yield() }
        clock.advance(by: .milliseconds(1))
        #expect(keeper.principal(token: left) == nil)
        let restarted = self.keeper()
        try await restarted.restore()
        #expect(restarted.principal(token: used) != nil)
        #expect(restarted.principal(token: left) == nil)
    }

    @Test func `revoking ends all sessions of one account but the asker's`() async throws {
        let keeper = keeper()
        var tokens: [String] = []
        for _ in 0..<3 {
            tokens.append(
                try await keeper.signIn(user: "clerk6", password: "motcua", from: .local))
        }
        let admin = try await keeper.signIn(user: "admin1", password: "motcua", from: .local)
        let clerk = try #require(keeper.people["clerk6"])
        try await keeper.endSessions(of: clerk, except: [admin, tokens[1]])
        #expect(tokens.map { keeper.principal(token: $0) != nil } == [false, true, false])
        try await keeper.endSessions(of: clerk)
        #expect(keeper.principal(token: tokens[1]) == nil)
        #expect(keeper.principal(token: admin) != nil)
        let restarted = self.keeper()
        try await restarted.restore()
        #expect(tokens.allSatisfy { restarted.principal(token: $0) == nil })
        #expect(restarted.principal(token: admin) != nil)
    }

    @Test func `an admin may what a manager may, and is no clerk`() async throws {
        let keeper = keeper()
        let token = try await keeper.signIn(user: "admin1", password: "motcua", from: .local)
        #expect(keeper.principal(token: token)?.roles == [.admin, .manager])
    }

    @Test func `a device's page is never signed out`() throws {
        let keeper = keeper()
        let page = try keeper.register(device: "demo-device")
        clock.advance(by: SessionKeeper.lifetime + .seconds(1))
        #expect(keeper.principal(token: page)?.name == "device:demo")
        #expect(keeper.principal(token: page)?.kiosk == "kiosk-1")
        let problem = #expect(throws: Problem.self) { try keeper.register(device: "stolen") }
        #expect(problem?.code == "unknown-device")
    }

    @Test(arguments: [("clerk6", "wrong"), ("nobody", "motcua"), ("clerk6", ""), ("", "")])
    func `a wrong name and a wrong password sound the same`(
        user: String, password: String
    ) async throws {
        let keeper = keeper()
        let problem = await #expect(throws: Problem.self) {
            try await keeper.signIn(user: user, password: password, from: .local)
        }
        #expect(problem?.status == .unauthorized)
        #expect(problem?.code == "wrong-password")
    }

    @Test func `signing out ends the session for good`() async throws {
        let keeper = keeper()
        let token = try await keeper.signIn(user: "clerk6", password: "motcua", from: .local)
        try await keeper.signOut(token: token)
        #expect(keeper.principal(token: token) == nil)
        let restarted = self.keeper()
        try await restarted.restore()
        #expect(restarted.principal(token: token) == nil)
    }

    @Test func `a restart signs nobody out but who is no longer known`() async throws {
        let before = keeper()
        let clerk = try await before.signIn(user: "clerk6", password: "motcua", from: .local)
        let admin = try await before.signIn(user: "admin1", password: "motcua", from: .local)
        var fewer = Configuration.withPeople
        fewer.accounts.removeAll { $0.user == "admin1" }
        let after = keeper(fewer)
        try await after.restore()
        #expect(after.principal(token: clerk)?.roles == [.clerk])
        #expect(after.principal(token: admin) == nil)
    }

    @Test func `one session more than the bound ends the oldest`() async throws {
        let keeper = keeper()
        let clerk = Configuration.withPeople.accounts[0]
        var tokens: [String] = []
        for _ in 0...SessionKeeper.sessionsMax {
            tokens.append(try await keeper.begin(Principal(clerk)))
            clock.advance(by: .milliseconds(1))
        }
        #expect(keeper.principal(token: tokens[0]) == nil)
        #expect(keeper.principal(token: tokens[1]) != nil)
        #expect(keeper.principal(token: tokens[SessionKeeper.sessionsMax]) != nil)
    }

    @Test func `a store that keeps nothing signs nobody in and tells no path`() async throws {
        let keeper = keeper(store: BrokenSessions())
        let problem = await #expect(throws: Problem.self) {
            try await keeper.signIn(user: "clerk6", password: "motcua", from: .local)
        }
        #expect(problem?.code == "not-ready")
        #expect(problem?.status == .serviceUnavailable)
    }
}
