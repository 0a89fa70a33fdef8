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
    /// Sessions kept; the oldest make room.
    static let sessionsMax = 2_000

    /// A full inbox of the checker is empty after about this time.
    private static let busySeconds = 2

    private struct Session {
        let principal: Principal
        let createdAt: Instant
    }

    private let sessions = Mutex<[String: Session]>([:])
    private let accounts: [String: Account]
    private let devices: [String: DeviceToken]
    private let store: any SessionStore
    private let clock: any WallClock
    private let checker = PasswordChecker()
    private let guessing: SignInGuard
    private let logger: Logger

    init(
        configuration: Configuration, store: any SessionStore, clock: any WallClock,
        uptime: @escaping @Sendable () -> Duration = Uptime.read, logger: Logger
    ) {
        accounts = Dictionary(configuration.accounts.map { ($0.user, $0) }) { _, last in last }
        devices = Dictionary(configuration.deviceTokens.map { ($0.tokenSHA256, $0) }) { _, last in
            last
        }
        self.store = store
        self.clock = clock
        guessing = SignInGuard(uptime: uptime)
        self.logger = logger
    }

    /// Reads the sessions of before a restart.
    func restore() async throws {
        let since = clock.now() - Self.lifetime
        for stored in try await store.sessions(since: since, limit: Self.sessionsMax) {
            guard let principal = principal(named: stored.account) else { continue }
            sessions.withLock {
                $0[stored.tokenHash] = Session(principal: principal, createdAt: stored.createdAt)
            }
        }
    }

    /// Who a token stands for: a session's, or a device's own.
    func principal(token: String) -> Principal? {
        let hash = Self.hash(token)
        if let device = devices[hash] { return Principal(device) }
        let oldest = clock.now() - Self.lifetime
        return sessions.withLock { sessions in
            guard let session = sessions[hash] else { return nil }
            guard session.createdAt >= oldest else {
                sessions[hash] = nil
                return nil
            }
            return session.principal
        }
    }

    /// Signs a person in.
    ///
    /// - Parameters:
    ///   - user: the account's name as typed.
    ///   - password: as typed.
    ///   - client: who asks; one who guesses is slowed down, and nobody else.
    /// - Returns: the session's token.
    /// - Throws: `Problem`: 401 for a wrong name or password, 429 when too many sign in at once or
    ///   this client guesses.
    func signIn(
        user: String, password: String, from client: ClientAddress
    ) async throws -> String {
        let attempt = try guessing.admit(user, from: client)
        let account = accounts[user]
        // An unknown name costs as much time as a known one, so that names cannot be found out.
        let hash = account?.passwordHash ?? Self.nobodysHash
        guard let matches = await checker.check(password, against: hash) else {
            guessing.settle(attempt, .unchecked)
            throw Problem.tooMany(retryAfterSeconds: Self.busySeconds)
        }
        guard matches, let account else {
            guessing.settle(attempt, .wrong)
            // A name that nobody has may be a password typed in the wrong place.
            logger.notice("sign-in refused", metadata: ["user": "\(account?.user ?? "unknown")"])
            throw Problem(.unauthorized, "wrong-password")
        }
        guessing.settle(attempt, .right)
        return try await begin(Principal(account))
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
            sessions[stored.tokenHash] = Session(principal: principal, createdAt: now)
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
            return accounts[String(user)].map { Principal($0) }
        }
        return devices.values.first { "device:\($0.name)" == name }.map { Principal($0) }
    }

    private static func hash(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).hexadecimalText
    }

    /// A hash that no password has.
    private static let nobodysHash =
        "scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
}
