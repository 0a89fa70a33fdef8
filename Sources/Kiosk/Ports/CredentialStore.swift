/// Where accounts keep what was set up since the configuration was written: passwords that were
/// changed, one-time codes.
package protocol CredentialStore: Sendable {
    /// What is kept of an account; nothing of one that never changed anything.
    func credential(of user: String) async throws -> Credential
    /// Keeps a password in the place of the one before.
    func keep(_ password: KeptPassword, of user: String) async throws
    /// Keeps the secret of one-time codes in the place of the one before, with its recovery codes.
    func keep(_ codes: KeptCodes, of user: String) async throws
    /// Takes one-time codes away; none is no matter.
    func removeCodes(of user: String) async throws
    /// Uses up a code by its step in time.
    ///
    /// - Returns: false when that step or a later one was used before.
    func spend(step: Int64, of user: String) async throws -> Bool
    /// Uses up a recovery code by its hash.
    ///
    /// - Returns: false when there is none such.
    func spend(recovery hash: String, of user: String) async throws -> Bool
}

/// Whatever a sign-in needs of the store.
package typealias AccountStore = SessionStore & CredentialStore

/// What is kept of an account.
package struct Credential: Hashable, Sendable {
    package var password: KeptPassword?
    package var codes: KeptCodes?

    package init(password: KeptPassword? = nil, codes: KeptCodes? = nil) {
        self.password = password
        self.codes = codes
    }
}

/// A password that was set at the centre.
package struct KeptPassword: Hashable, Sendable {
    /// As in the configuration: `scrypt$N$r$p$salt$hash`.
    package let hash: String
    /// The configured hash that it stands for, empty for none; another one there ends it.
    package let insteadOf: String
    /// Whether it opens nothing but the way to a new one.
    package let mustChange: Bool

    package init(hash: String, insteadOf: String, mustChange: Bool) {
        self.hash = hash
        self.insteadOf = insteadOf
        self.mustChange = mustChange
    }
}

/// What one-time codes are made and checked with.
package struct KeptCodes: Hashable, Sendable {
    /// The secret, under the centre's key: the store alone makes no codes.
    package let sealedSecret: [UInt8]
    /// Codes up to this step in time are used up.
    package let lastStep: Int64
    /// SHA-256 of each recovery code that was not used, in hexadecimal digits.
    package let recoveryHashes: Set<String>

    package init(sealedSecret: [UInt8], lastStep: Int64, recoveryHashes: Set<String>) {
        self.sealedSecret = sealedSecret
        self.lastStep = lastStep
        self.recoveryHashes = recoveryHashes
    }
}
