import Foundation
import QueueCore

/// A request of the hand-off protocol: who asks what, under a signature.
struct SignedRequest: Sendable {
    /// Names of the header fields that carry it.
    enum Field {
        static let centre = "Motcua-Centre"
        static let time = "Motcua-Time"
        static let nonce = "Motcua-Nonce"
        static let key = "Idempotency-Key"
        static let signature = "Motcua-Signature"
    }

    var method = "POST"
    /// Below the base, such as `/receptions/A/steps/1`: a proxy may stand it elsewhere.
    let path: String
    let centre: String
    /// Seconds since 1970 when it was sent, in decimal digits.
    let time: String
    /// Never used before by this centre: 16 to 64 letters and digits.
    let nonce: String
    /// Of a step; empty for a question.
    let key: String
    let body: Data

    /// The text that is signed.
    var text: String {
        [
            "motcua-hand-off-1", method, path, centre, time, nonce, key,
            Hexadecimal.digest(of: body),
        ].joined(separator: "\n")
    }

    func signature(by secret: HandOffKey) -> String { secret.signature(of: text) }

    /// The text of an answer to the request with this signature: an answer fits one request alone.
    static func answerText(to signature: String, status: Int, body: Data) -> String {
        ["motcua-answer-1", String(status), signature, Hexadecimal.digest(of: body)]
            .joined(separator: "\n")
    }
}

/// The protocol's bounds.
package enum HandOffBounds {
    /// Bytes of a body, either way.
    package static let bodyBytesMax = 64 * 1_024
    /// How far the clocks of a centre and its core may be apart.
    package static let skew = Duration.seconds(300)
    /// Time for a whole request and its answer; less than a step has.
    package static let answerTime = Duration.seconds(15)
    /// Steps of one ticket.
    static let steps = 1...9_999
    static let wordBytesMax = 64

    /// Whether a text may stand in a path or a file's name: letters, digits, `-`, `_` and `.`, the
    /// last not at its beginning.
    static func isWord(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isPlain && (1...wordBytesMax).contains(text.utf8.count) && !text.hasPrefix(".")
    }
}
