package import QueueCore

/// Where sign-ins outlive a restart.
package protocol SessionStore: Sendable {
    /// Every session begun after `since`, newest first, at most `limit`.
    func sessions(since: Instant, limit: Int) async throws -> [StoredSession]
    /// Keeps a session; it is durable when this returns.
    func keep(_ session: StoredSession) async throws
    /// Ends a session.
    func end(tokenHash: String) async throws
    /// Ends all sessions of an account but one; nil spares none.
    func end(account: String, except tokenHash: String?) async throws
    /// Notes that a session was used; one that is none is no matter.
    func use(tokenHash: String, at: Instant) async throws
}

/// A sign-in; the token itself is nowhere.
package struct StoredSession: Hashable, Sendable {
    /// SHA-256 of the token in hexadecimal digits.
    package let tokenHash: String
    /// `user:clerk6` or `device:kiosk-1`.
    package let account: String
    package let createdAt: Instant
    /// When it was used last, some minutes old.
    package let usedAt: Instant

    package init(
        tokenHash: String, account: String, createdAt: Instant, usedAt: Instant? = nil
    ) {
        self.tokenHash = tokenHash
        self.account = account
        self.createdAt = createdAt
        self.usedAt = usedAt ?? createdAt
    }
}
