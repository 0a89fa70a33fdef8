import Crypto
import Foundation
package import Kiosk

/// What one-time codes of an account are made of, before it is put away.
package struct CodeSetup: Sendable {
    private static let secretBytes = 20
    private static let recoveryCount = 8
    /// 60 bits each: nobody guesses one.
    private static let recoveryLetters = 12

    package let secret: [UInt8]
    /// To be kept on paper, for the day on which the phone is lost: `ABCD-EFGH-IJKL`.
    package let recoveryCodes: [String]

    /// A fresh secret and fresh recovery codes.
    package init() {
        secret = Self.random(Self.secretBytes)
        recoveryCodes = (0..<Self.recoveryCount).map { _ in
            let letters = Array(Base32.text(Self.random(10)).prefix(Self.recoveryLetters))
            return stride(from: 0, to: letters.count, by: 4)
                .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: "-")
        }
    }

    private static func random(_ count: Int) -> [UInt8] {
        var dice = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
    }

    /// The secret as it is typed into an authenticator.
    package var text: String { Base32.text(secret) }

    /// The step whose code was typed; nil when it is none of those that hold now.
    ///
    /// - Parameters:
    ///   - typed: six digits.
    ///   - now: milliseconds since 1970.
    /// - Returns: steps since 1970.
    package func step(of typed: String, at now: Int64) -> Int64? {
        OneTimeCode.step(of: typed, secret, at: OneTimeCode.step(at: now))
    }

    /// What an authenticator reads from a QR code.
    package func uri(user: String, centre: String) -> String {
        func escaped(_ text: String) -> String {
            let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-."))
            return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
        }
        let label = "\(escaped("motcua \(centre)")):\(escaped(user))"
        return "otpauth://totp/\(label)?secret=\(text)&issuer=\(escaped("motcua \(centre)"))"
    }
}

/// Opens and closes the secrets of one-time codes; whoever has the store alone cannot.
package struct CodeBook: Sendable {
    /// Under this name its key is made of the centre's.
    package static let purpose = "one-time-codes"

    private let key: SymmetricKey

    /// A book under the centre's key.
    ///
    /// - Parameter key: 32 bytes that nobody else knows.
    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    /// What the store keeps of codes that were set up.
    ///
    /// - Parameters:
    ///   - setup: the fresh secret and recovery codes.
    ///   - user: the account that they are for; they fit no other.
    ///   - usedStep: the code of this step and those before are used up.
    /// - Returns: secret under the key, recovery codes hashed.
    /// - Throws: when there is no memory for it.
    package func sealed(
        _ setup: CodeSetup, for user: String, usedStep: Int64 = 0
    ) throws -> KeptCodes {
        let box = try AES.GCM.seal(
            Data(setup.secret), using: key, authenticating: Data(user.utf8))
        return KeptCodes(
            sealedSecret: Array(box.combined ?? Data()), lastStep: usedStep,
            recoveryHashes: Set(setup.recoveryCodes.map(Self.recoveryHash)))
    }

    /// The secret; nil when it was sealed under another key or for another account.
    func secret(_ codes: KeptCodes, of user: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: codes.sealedSecret),
            let secret = try? AES.GCM.open(box, using: key, authenticating: Data(user.utf8))
        else { return nil }
        return Array(secret)
    }

    /// The hash of a recovery code as it was typed, with or without dashes.
    static func recoveryHash(_ typed: String) -> String {
        let letters = typed.uppercased().filter { $0.isLetter || $0.isNumber }
        return SHA256.hash(data: Data(letters.utf8)).hexadecimalText
    }
}
