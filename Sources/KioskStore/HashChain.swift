import Crypto
import Foundation

/// The chain that ties every event to all before it: a changed, missing or reordered row shows.
enum HashChain {
    /// What the first event follows.
    static let origin = Data(repeating: 0, count: 32)

    /// SHA-256 of the previous link and everything that is kept of the event.
    ///
    /// Lengths stand before the texts, so that no two events have the same bytes.
    static func link(
        after previous: Data, sequence: Int64, at: Int64, actor: String, kind: String, body: String
    ) -> Data {
        var hash = SHA256()
        hash.update(data: previous)
        var head: [UInt8] = []
        for number in [sequence, at, Int64(actor.utf8.count), Int64(kind.utf8.count)] {
            withUnsafeBytes(of: number.bigEndian) { head.append(contentsOf: $0) }
        }
        head.append(contentsOf: actor.utf8)
        head.append(contentsOf: kind.utf8)
        hash.update(data: head)
        hash.update(data: Array(body.utf8))
        return Data(hash.finalize())
    }
}
