import Crypto
import Foundation
import Kiosk
package import QueueCore

/// Makes of what a person is known by a name that means nothing elsewhere, nor on another day.
///
/// Identity numbers are few enough to try them all, hence a key with every hash of one.
package struct PersonHash: Sendable {
    private let secret: SymmetricKey

    /// - Parameter secret: 32 bytes that nobody else knows.
    package init(secret: [UInt8]) {
        self.secret = SymmetricKey(data: secret)
    }

    /// A new secret: 32 random bytes.
    static func freshSecret() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes(Array.init)
    }

    /// Whether the text may be an identity number: 12 digits, or 9 as older cards have.
    static func mayBeIdentity(_ text: String) -> Bool {
        [9, 12].contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// The day's name of a person, 64 hexadecimal digits.
    package func name(of identity: String, on day: ServiceDay) -> String {
        let key = SymmetricKey(data: code("person \(day)", secret))
        return code(identity, key).hexadecimalText
    }

    /// The claim of a request that names a person, so that its hash does not give the person away.
    func covering(_ claim: IdempotencyClaim) -> IdempotencyClaim {
        IdempotencyClaim(
            principal: claim.principal, key: claim.key,
            requestHash: code(claim.requestHash, secret).hexadecimalText)
    }

    private func code(_ text: String, _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }
}
