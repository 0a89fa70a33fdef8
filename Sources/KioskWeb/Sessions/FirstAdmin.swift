package import Kiosk

extension Account {
    /// The account of a centre whose configuration names no admin; its password is in the store
    /// alone.
    package static let firstAdmin = Account(
        user: "admin", role: .admin, passwordHash: "", mayReadClerkFigures: false)
}

extension Configuration {
    /// Whether nobody could administer the centre but by a first account.
    package var needsFirstAdmin: Bool {
        !accounts.contains { $0.role == .admin || $0.user == Account.firstAdmin.user }
    }
}

/// Makes the account with which a new centre begins.
package enum FirstAdmin {
    /// Letters and digits that nobody takes for each other, three times four of them: 59 bits.
    private static let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")

    /// A one-time password for the first account, as long as nobody chose one.
    ///
    /// - Parameter store: keeps its hash; a password before it that nobody used ends.
    /// - Returns: nil once somebody chose a password.
    /// - Throws: when the store cannot keep it.
    package static func password(_ store: any CredentialStore) async throws -> String? {
        let user = Account.firstAdmin.user
        let kept = try await store.credential(of: user).password
        if let kept, kept.insteadOf.isEmpty, !kept.mustChange { return nil }
        var dice = SystemRandomNumberGenerator()
        let words = (0..<3).map { _ in
            String((0..<4).compactMap { _ in alphabet.randomElement(using: &dice) })
        }
        let password = words.joined(separator: "-")
        try await store.keep(
            KeptPassword(hash: try SecretHash.of(password), insteadOf: "", mustChange: true),
            of: user)
        return password
    }
}
