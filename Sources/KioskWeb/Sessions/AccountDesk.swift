import Foundation
import HTTPTypes
import Kiosk
import Logging
import QueueCore

/// What a person says to be let in.
struct SignInClaim: Sendable {
    /// As typed, all of them.
    let user: String
    let password: String
    var code: String?
    /// In the place of a password that opens nothing but this.
    var newPassword: String?
}

/// Whether people are who they say: passwords, one-time codes, and setting new passwords.
struct AccountDesk: Sendable {
    /// A full inbox of the checker is empty after about this time.
    private static let busySeconds = 2
    /// A hash that no password has.
    private static let nobodysHash =
        "scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    private let accounts: [String: Account]
    private let rules: SignInRules
    private let passwordRules: PasswordRules
    private let store: any CredentialStore
    private let clock: any WallClock
    private let book: CodeBook
    private let checker = PasswordChecker()
    private let hashing = BlockingQueue(label: "motcua.new-passwords")
    private let guessing: SignInGuard
    /// Who gets here knows the password: codes are counted by account, wherever they come from.
    private let codeGuessing: SignInGuard
    private let logger: Logger

    init(
        configuration: Configuration, store: any CredentialStore, clock: any WallClock,
        codeKey: [UInt8], uptime: @escaping @Sendable () -> Duration, logger: Logger
    ) {
        var accounts = Dictionary(configuration.accounts.map { ($0.user, $0) }) { _, last in last }
        if configuration.needsFirstAdmin { accounts[Account.firstAdmin.user] = .firstAdmin }
        self.accounts = accounts
        rules = configuration.signIn
        passwordRules = PasswordRules(configuration)
        self.store = store
        self.clock = clock
        book = CodeBook(key: codeKey)
        guessing = SignInGuard(uptime: uptime)
        codeGuessing = SignInGuard(uptime: uptime)
        self.logger = logger
    }

    subscript(user: String) -> Account? { accounts[user] }

    /// Finds out whether a claim is true.
    ///
    /// - Parameters:
    ///   - claim: what is said.
    ///   - client: who asks; one who guesses is slowed down, and nobody else.
    /// - Returns: the account.
    /// - Throws: `Problem`: 401 `wrong-password` for a wrong name or password, and after a right one
    ///   alone `code-required`, `wrong-code`, `new-password-required`, 403 `code-not-set`; 422 for a
    ///   new password that is none; 429 when too many sign in at once or this client guesses.
    func prove(_ claim: SignInClaim, from client: ClientAddress) async throws -> Account {
        let kept = try await stored { try await store.credential(of: claim.user) }
        let account = try await check(claim, kept, from: client)
        let own = kept.password.flatMap { $0.insteadOf == account.passwordHash ? $0 : nil }
        let secret = try codesAsked(of: account, kept.codes, claim, from: client)
        var fresh: String?
        if own?.mustChange == true {
            guard let new = claim.newPassword else {
                throw Problem(.unauthorized, "new-password-required")
            }
            try refuse(new, of: account, instead: claim.password)
            fresh = new
        }
        if let secret, let code = claim.code {
            try await spend(code, secret, of: account.user)
        }
        if let fresh { try await set(fresh, of: account) }
        return account
    }

    /// Sets a new password for somebody who knows the one before.
    ///
    /// - Throws: `Problem` as `prove` does.
    func change(
        _ password: String, to new: String, of user: String, from client: ClientAddress
    ) async throws {
        let kept = try await stored { try await store.credential(of: user) }
        let claim = SignInClaim(user: user, password: password)
        let account = try await check(claim, kept, from: client)
        try refuse(new, of: account, instead: password)
        try await set(new, of: account)
    }

    /// The account whose name and password these are.
    private func check(
        _ claim: SignInClaim, _ kept: Credential, from client: ClientAddress
    ) async throws -> Account {
        let attempt = try guessing.admit(claim.user, from: client)
        let account = accounts[claim.user]
        var hash = account?.passwordHash ?? ""
        if let own = kept.password, own.insteadOf == hash { hash = own.hash }
        // An unknown name costs as much time as a known one, so that names cannot be found out.
        if account == nil || hash.isEmpty { hash = Self.nobodysHash }
        guard let matches = await checker.check(claim.password, against: hash) else {
            guessing.settle(attempt, .unchecked)
            throw Problem.tooMany(retryAfterSeconds: Self.busySeconds)
        }
        guard matches, let account else {
            guessing.settle(attempt, .wrong)
            // A name that nobody has may be a password typed in the wrong place.
            logger.notice(
                "sign-in refused",
                metadata: ["user": "\(account?.user ?? "unknown")", "from": "\(client.network)"])
            throw Problem(.unauthorized, "wrong-password")
        }
        guessing.settle(attempt, .right)
        return account
    }

    /// What the claim's code is to be checked with; nil where none is asked for.
    private func codesAsked(
        of account: Account, _ kept: KeptCodes?, _ claim: SignInClaim, from client: ClientAddress
    ) throws(Problem) -> KeptCodes? {
        let isAsked =
            rules.oneTimeCodes == .required
            ? rules.wantsCode(from: client.bytes, account.role) : kept != nil
        guard isAsked else { return nil }
        guard let kept else { throw Problem(.forbidden, "code-not-set") }
        guard claim.code != nil else { throw Problem(.unauthorized, "code-required") }
        return kept
    }

    /// Uses up a code, of the moment or of those on paper.
    private func spend(_ typed: String, _ kept: KeptCodes, of user: String) async throws {
        let attempt = try codeGuessing.admit(user, from: .account(user))
        let digits = typed.filter { !$0.isWhitespace }
        let now = OneTimeCode.step(at: clock.now().millisecondsSinceEpoch)
        let isRight: Bool
        do {
            if let secret = book.secret(kept, of: user),
                let step = OneTimeCode.step(of: digits, secret, at: now)
            {
                isRight = try await stored { try await store.spend(step: step, of: user) }
            } else {
                let hash = CodeBook.recoveryHash(typed)
                isRight = try await stored { try await store.spend(recovery: hash, of: user) }
                if isRight { logger.notice("recovery code used", metadata: ["user": "\(user)"]) }
            }
        } catch {
            codeGuessing.settle(attempt, .unchecked)
            throw error
        }
        codeGuessing.settle(attempt, isRight ? .right : .wrong)
        guard isRight else {
            logger.notice("one-time code refused", metadata: ["user": "\(user)"])
            throw Problem(.unauthorized, "wrong-code")
        }
    }

    private func refuse(
        _ new: String, of account: Account, instead old: String
    ) throws(Problem) {
        let fault = passwordRules.fault(in: new, role: account.role, user: account.user)
        if let fault {
            throw Problem(.unprocessableContent, fault.rawValue, field: "newPassword")
        }
        guard new != old else {
            throw Problem(.unprocessableContent, "password-same", field: "newPassword")
        }
    }

    private func set(_ password: String, of account: Account) async throws {
        let hash = try await hashing.run { try SecretHash.of(password) }
        let kept = KeptPassword(hash: hash, insteadOf: account.passwordHash, mustChange: false)
        try await stored { try await store.keep(kept, of: account.user) }
        logger.notice("password changed", metadata: ["user": "\(account.user)"])
    }

    /// A store that fails is the operator's matter; the asker hears "not ready".
    private func stored<Value>(_ body: () async throws -> Value) async throws(Problem) -> Value {
        do {
            return try await body()
        } catch {
            logger.error("accounts cannot be read or written: \(error)")
            throw .notReady
        }
    }
}
