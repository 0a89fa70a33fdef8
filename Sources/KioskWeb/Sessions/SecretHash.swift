import Crypto
import CryptoExtras
import Foundation

/// What the configuration keeps of a password or a PIN, in the place of it.
package enum SecretHash {
    /// What one check costs: about a tenth of a second and 32 MiB.
    package static let usualCost = 1 << 15
    private static let blockSize = 8
    private static let parallelism = 1
    private static let saltBytes = 16
    private static let keyBytes = 32

    /// The hash of a secret, with a salt of its own.
    ///
    /// Blocks for as long as a check does.
    ///
    /// - Parameters:
    ///   - secret: taken in its composed form, as a check does.
    ///   - cost: scrypt's N, a power of two.
    /// - Returns: `scrypt$N$r$p$salt$hash`, salt and hash in Base64.
    /// - Throws: when there is no memory for it.
    package static func of(_ secret: String, cost: Int = usualCost) throws -> String {
        var dice = SystemRandomNumberGenerator()
        let salt = Data((0..<saltBytes).map { _ in UInt8.random(in: 0...255, using: &dice) })
        let key = try KDF.Scrypt.deriveKey(
            from: Data(secret.precomposedStringWithCanonicalMapping.utf8), salt: salt,
            outputByteCount: keyBytes, rounds: cost, blockSize: blockSize,
            parallelism: parallelism)
        let hash = key.withUnsafeBytes { Data($0) }.base64EncodedString()
        return "scrypt$\(cost)$\(blockSize)$\(parallelism)$\(salt.base64EncodedString())$\(hash)"
    }
}
