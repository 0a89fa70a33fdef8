import Crypto
package import Foundation
package import QueueCore

/// Where a day's part of the chain ends, to be kept outside the centre.
///
/// Whoever rewrites or shortens the chain afterwards cannot make it agree with a head that lies
/// elsewhere; the mark, made with the centre's key, shows that the head itself is the centre's.
package struct AuditHead: Hashable, Sendable {
    /// The first word of a head's text.
    private static let word = "motcua-head"
    /// Characters of a centre's code that a head may have.
    private static let centreMax = 100

    package let centre: String
    package let day: ServiceDay
    /// The day's last event so far.
    package let sequence: Int64
    /// How many events the day has up to there.
    package let count: Int64
    /// The chain's link there.
    package let hash: Data
    /// The HMAC over all the rest; nil without a key.
    package private(set) var mark: Data?

    package init(centre: String, day: ServiceDay, sequence: Int64, count: Int64, hash: Data) {
        // The text is cut into words at spaces.
        self.centre = centre.split(separator: " ").joined(separator: "-")
        self.day = day
        self.sequence = sequence
        self.count = count
        self.hash = hash
    }

    /// Reads a head's text; line breaks and spaces that a letter added do no harm.
    package init?(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 7, words[0] == Self.word, words[1].count <= Self.centreMax,
            let day = ServiceDay(words[2]), let sequence = Int64(words[3]), sequence > 0,
            let count = Int64(words[4]), count > 0, count <= sequence,
            let hash = Data(hexadecimal: words[5]), hash.count == HashChain.origin.count
        else { return nil }
        self.init(centre: words[1], day: day, sequence: sequence, count: count, hash: hash)
        if words[6] == "-" { return }
        guard let mark = Data(hexadecimal: words[6]), mark.count == SHA256.byteCount else {
            return nil
        }
        self.mark = mark
    }

    /// One line, fit for a letter.
    package var text: String {
        "\(content) \(mark?.hexadecimal ?? "-")"
    }

    private var content: String {
        "\(Self.word) \(centre) \(day) \(sequence) \(count) \(hash.hexadecimal)"
    }

    /// The same head with the centre's mark.
    package func marked(with key: AuditKey) -> AuditHead {
        var head = self
        head.mark = Data(
            HMAC<SHA256>.authenticationCode(for: Data(content.utf8), using: key.symmetric))
        return head
    }

    /// Whether its mark was made with this key for this content.
    package func isMarked(with key: AuditKey) -> Bool {
        guard let mark else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            mark, authenticating: Data(content.utf8), using: key.symmetric)
    }
}

extension Data {
    /// Two lower-case digits a byte.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Reads pairs of digits; nil when there is anything else.
    package init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        self.init(capacity: digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
            guard pair.first != "+", let byte = UInt8(pair, radix: 16) else { return nil }
            append(byte)
        }
    }
}
