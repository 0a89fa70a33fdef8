import Crypto
import Foundation

/// One-time codes by time (RFC 6238): SHA-1, six digits, a step of 30 seconds, as every
/// authenticator makes them.
enum OneTimeCode {
    static let digits = 6
    static let stepSeconds: Int64 = 30
    /// Steps that a phone's clock may be early or late.
    static let tolerance: Int64 = 1

    /// The step of a moment.
    ///
    /// - Parameter milliseconds: since 1970.
    /// - Returns: steps since 1970.
    static func step(at milliseconds: Int64) -> Int64 { milliseconds / 1_000 / stepSeconds }

    /// The code of a step.
    ///
    /// - Parameters:
    ///   - secret: what both sides know.
    ///   - step: steps since 1970.
    ///   - digits: up to 9.
    /// - Returns: that many digits.
    static func code(
        _ secret: [UInt8], step: Int64, digits: Int = OneTimeCode.digits
    ) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(
                for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 0xF)
        var number = mac[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        var text: [UInt8] = []
        for _ in 0..<digits {
            text.insert(UInt8(48 + number % 10), at: 0)
            number /= 10
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The step whose code was typed; nil when it is none of those that hold now.
    ///
    /// Always compares with all of them: the time it takes tells nothing.
    static func step(of typed: String, _ secret: [UInt8], at now: Int64) -> Int64? {
        var found: Int64?
        for step in now - tolerance...now + tolerance {
            let code = SymmetricKey(data: Array(code(secret, step: step).utf8))
            if code == SymmetricKey(data: Array(typed.utf8)) { found = step }
        }
        return found
    }
}

/// RFC 4648, section 6, without padding: how secrets are typed by hand.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var (text, buffer, bits) = ([UInt8](), 0, 0)
        for byte in bytes {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[buffer >> bits & 31])
            }
            buffer &= 1 << bits - 1
        }
        if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }
}
