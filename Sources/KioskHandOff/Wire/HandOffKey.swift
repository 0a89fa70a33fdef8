import Crypto
import Foundation

/// The secret that a centre and its core share, 32 bytes; never written into a configuration.
package struct HandOffKey: Sendable {
    /// Bytes of a key.
    package static let byteCount = 32
    /// Bytes of a key's file at most: 64 hexadecimal digits and a line's end.
    private static let fileBytesMax = 80

    private let key: SymmetricKey

    /// A key of these bytes.
    ///
    /// - Parameter bytes: 32, which nobody else knows.
    package init(bytes: [UInt8]) {
        key = SymmetricKey(data: bytes)
    }

    /// Reads a key from its file: 64 hexadecimal digits, readable by its owner alone.
    ///
    /// Blocks while the file is read.
    ///
    /// - Throws: `HandOffKeyFault` with words for whoever runs the machine.
    package init(file path: String) throws(HandOffKeyFault) {
        let file: BoundedFile
        do throws(BoundedFile.Fault) {
            file = try BoundedFile(path: path, limit: Self.fileBytesMax)
        } catch {
            throw HandOffKeyFault(path: path, cause: error.description)
        }
        guard file.mode & 0o077 == 0 else {
            throw HandOffKeyFault(
                path: path, cause: "others may read it; chmod 600 takes that away")
        }
        let text = String(decoding: file.bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Hexadecimal.bytes(text), bytes.count == Self.byteCount else {
            throw HandOffKeyFault(
                path: path, cause: "it is no key: 64 hexadecimal digits (openssl rand -hex 32)")
        }
        self.init(bytes: bytes)
    }

    /// The signature of a text: HMAC-SHA256, 64 lower-case hexadecimal digits.
    func signature(of text: String) -> String {
        Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
    }

    /// Whether `signature` is that of `text`; takes the same time whatever is wrong with it.
    func signed(_ text: String, as signature: String) -> Bool {
        guard let bytes = Hexadecimal.bytes(signature) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            bytes, authenticating: Data(text.utf8), using: key)
    }
}

/// Why a key cannot be used.
package struct HandOffKeyFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    package let cause: String

    package var description: String { "the key \(path) cannot be used: \(cause)" }
}

/// Bytes as hexadecimal digits.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// Nil for anything but pairs of digits.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2), digits.count <= 256 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// The digits of the bytes' SHA-256.
    static func digest(of bytes: Data) -> String { text(SHA256.hash(data: bytes)) }
}
