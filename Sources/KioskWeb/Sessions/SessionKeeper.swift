import Crypto
import Foundation
import HTTPTypes
import Kiosk
import Logging
import QueueCore
import Synchronization

/// Knows who is signed in: sessions in memory, kept in the store so that a restart signs nobody out.
final class SessionKeeper: Sendable {
    /// A session ends this long after its sign-in.
    static let lifetime = Duration.seconds(14 * 3_600)
    /// It ends earlier when nobody used it for so long; a midday break is shorter.
    static let idleTime = Duration.seconds(9_000)
    /// The store hears of a session's use no oftener.
    static let noteInterval = Duration.seconds(600)
    /// Sessions kept; the oldest make room.
    static let sessionsMax = 2_000

    private struct Session {
        let principal: Principal
        let createdAt: Instant
        var usedAt: Instant
        /// The use that the store knows of.
        var notedAt: Instant

        func isOpen(at now: Instant) -> Bool {
            createdAt >= now - SessionKeeper.lifetime && usedAt >= now - SessionKeeper.idleTime
        }
    }

    let people: AccountDesk
    private let sessions = Mutex<[String: Session]>([:])
    private let devices: [String: DeviceToken]
    private let store: any AccountStore
    private let clock: any WallClock
    private let logger: Logger

    /// A keeper that knows nobody.
    ///
    /// - Parameters:
    ///   - configuration: who may sign in, and how.
    ///   - store: keeps sessions, and what accounts changed.
    ///   - clock: ends sessions.
    ///   - codeKey: opens the secrets of one-time codes; 32 bytes.
    ///   - uptime: time that nobody can set.
    ///   - logger: told of who is refused.
    init(
        configuration: Configuration, store: any AccountStore, clock: any WallClock,
        codeKey: [UInt8] = PersonHash.freshSecret(),
        uptime: @escaping @Sendable () -> Duration = Uptime.read, logger: Logger
    ) {
        people = AccountDesk(
            configuration: configuration, store: store, clock: clock, codeKey: codeKey,
            uptime: uptime, logger: logger)
        devices = Dictionary(configuration.deviceTokens.map { ($0.tokenSHA256, $0) }) { _, last in
            last
        }
        self.store = store
        self.clock = clock
        self.logger = logger
    }

    /// Reads the sessions of before a restart.
    func restore() async throws {
        let now = clock.now()
        for stored in try await store.sessions(since: now - Self.lifetime, limit: Self.sessionsMax)
        {
            guard let principal = principal(named: stored.account) else { continue }
            let session = Session(
                principal: principal, createdAt: stored.createdAt, usedAt: stored.usedAt,
                notedAt: stored.usedAt)
            sessions.withLock { $0[stored.tokenHash] = session.isOpen(at: now) ? session : nil }
        }
    }

    /// Who a token stands for: a session's, which is used by that, or a device's own.
    func principal(token: String) -> Principal? {
        let hash = Self.hash(token)
        if let device = devices[hash] { return Principal(device) }
        let now = clock.now()
        let (principal, isNews) = sessions.withLock { sessions -> (Principal?, Bool) in
            guard var session = sessions[hash] else { return (nil, false) }
            guard session.isOpen(at: now) else {
                sessions[hash] = nil
                return (nil, false)
            }
            session.usedAt = now
            let isNews = now - Self.noteInterval >= session.notedAt
            if isNews { session.notedAt = now }
            sessions[hash] = session
            return (session.principal, isNews)
        }
        if isNews { Task { try? await store.use(tokenHash: hash, at: now) } }
        return principal
    }

    /// Whether one of the tokens still stands for somebody, for answers that go on.
    func watch(_ tokens: [String]) -> @Sendable () -> Bool {
        let hashes = tokens.map(Self.hash)
        if hashes.contains(where: { devices[$0] != nil }) { return { true } }
        return { [self] in
            let now = clock.now()
            return sessions.withLock { sessions in
                hashes.contains { sessions[$0]?.isOpen(at: now) ?? false }
            }
        }
    }

    /// Signs a person in.
    ///
    /// - Parameters:
    ///   - claim: what the person says.
    ///   - client: who asks.
    /// - Returns: the session's token, and the account.
    /// - Throws: `Problem`, as `AccountDesk.prove` does.
    func signIn(
        _ claim: SignInClaim, from client: ClientAddress
    ) async throws -> (token: String, account: Account) {
        let account = try await people.prove(claim, from: client)
        if claim.newPassword != nil { try await endSessions(of: account) }
        let token = try await begin(Principal(account))
        logger.info(
            "signed in", metadata: ["user": "\(account.user)", "from": "\(client.network)"])
        return (token, account)
    }

    /// Checks the code of a device whose page asks for its cookie.
    ///
    /// - Returns: the device's own token: a screen in the hall is set up once and must not be
    ///   signed out at night; it ends when the token is taken out of the configuration.
    func register(device token: String) throws(Problem) -> String {
        guard devices[Self.hash(token)] != nil else {
            throw Problem(.unauthorized, "unknown-device")
        }
        return token
    }

    /// Ends a session; a token that is none is no matter.
    func signOut(token: String) async throws {
        let hash = Self.hash(token)
        _ = sessions.withLock { $0.removeValue(forKey: hash) }
        try await stored { try await store.end(tokenHash: hash) }
    }

    /// Ends all sessions of an account, at once and for good.
    ///
    /// - Parameters:
    ///   - account: whose.
    ///   - tokens: a session of one of these goes on.
    /// - Throws: `Problem`: 503 when the store cannot be written; they have ended here.
    func endSessions(of account: Account, except tokens: [String] = []) async throws {
        let name = Principal(account).name
        let spared = sessions.withLock { sessions in
            let spared = tokens.map(Self.hash).first { sessions[$0]?.principal.name == name }
            sessions = sessions.filter { $0.key == spared || $0.value.principal.name != name }
            return spared
        }
        try await stored { try await store.end(account: name, except: spared) }
    }

    /// Begins a session.
    func begin(_ principal: Principal) async throws -> String {
        let token = RandomIdentifiers().token() + RandomIdentifiers().token()
        let now = clock.now()
        let stored = StoredSession(
            tokenHash: Self.hash(token), account: principal.name, createdAt: now)
        try await self.stored { try await store.keep(stored) }
        sessions.withLock { sessions in
            if sessions.count >= Self.sessionsMax,
                let oldest = sessions.min(by: { $0.value.createdAt < $1.value.createdAt })
            {
                sessions[oldest.key] = nil
            }
            sessions[stored.tokenHash] = Session(
                principal: principal, createdAt: now, usedAt: now, notedAt: now)
        }
        return token
    }

    /// A store that cannot keep it is the operator's matter; the asker hears "not ready".
    private func stored(_ body: () async throws -> Void) async throws(Problem) {
        do {
            try await body()
        } catch {
            logger.error("a session could not be stored: \(error)")
            throw .notReady
        }
    }

    private func principal(named name: String) -> Principal? {
        if let user = name.wholeMatch(of: /user:(.*)/)?.1 {
            return people[String(user)].map { Principal($0) }
        }
        return devices.values.first { "device:\($0.name)" == name }.map { Principal($0) }
    }

    private static func hash(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).hexadecimalText
    }
}
