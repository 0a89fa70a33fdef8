import Crypto
import Foundation

/// The master key of the applicants' vault, and what is derived from it.
///
/// Nothing is sealed by it directly: one key wraps the keys of records, another one marks what is
/// searched for. Who has the store alone has neither.
package struct VaultKey: Sendable {
    static let byteCount = 32

    /// Tells keys apart without telling anything of them.
    let id: String
    private let wrapping: SymmetricKey
    private let indexing: SymmetricKey

    /// - Parameter bytes: 32 random ones.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        let master = SymmetricKey(data: bytes)
        func derived(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: master, info: Data("motcua vault \(purpose)".utf8),
                outputByteCount: Self.byteCount)
        }
        wrapping = derived("wrap")
        indexing = derived("index")
        id = derived("id").withUnsafeBytes { bytes in
            bytes.prefix(8).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count < 2 ? "0" + digits : digits
            }.joined()
        }
    }

    /// Seals the key of one record, bound to the dossier's code.
    func wrap(_ key: SymmetricKey, of code: String) throws -> Data {
        let plain = key.withUnsafeBytes { Data($0) }
        let box = try AES.GCM.seal(plain, using: wrapping, authenticating: Data(code.utf8))
        guard let whole = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return whole
    }

    /// The key of one record; throws for one of another dossier, or one that was changed.
    func unwrap(_ wrapped: Data, of code: String) throws -> SymmetricKey {
        SymmetricKey(
            data: try AES.GCM.open(
                AES.GCM.SealedBox(combined: wrapped), using: wrapping,
                authenticating: Data(code.utf8)))
    }

    /// The mark by which a value is found, 16 bytes; the same value has the same mark.
    func mark(_ kind: VaultIndex.Kind, _ value: String) -> Data {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(kind.rawValue):\(value)".utf8), using: indexing)
        return Data(code).prefix(16)
    }
}
