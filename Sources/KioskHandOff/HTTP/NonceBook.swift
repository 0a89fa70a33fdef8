import QueueCore
import Synchronization

/// Remembers what was used, for as long as a request may be repeated by somebody who overheard it.
final class NonceBook: Sendable {
    /// What a centre may have in the book: more than a hundred requests a second.
    static let limit = 60_000

    private struct Page {
        var used: Set<String> = []
        /// In the order of their coming; none before `first` is remembered.
        var order: [(nonce: String, until: Instant)] = []
        var first = 0
    }

    private let page = Mutex(Page())

    /// What became of a nonce.
    enum Entry { case fresh, used, full }

    /// Enters a nonce, once.
    ///
    /// - Parameters:
    ///   - nonce: bounded.
    ///   - now: the present.
    ///   - until: when a request that bears it is too old anyway.
    /// - Returns: whether it was there before, or has no room.
    func enter(_ nonce: String, at now: Instant, until: Instant) -> Entry {
        page.withLock { page in
            while page.first < page.order.count, page.order[page.first].until < now {
                page.used.remove(page.order[page.first].nonce)
                page.first += 1
            }
            if page.first > 1_024, page.first * 2 > page.order.count {
                page.order.removeFirst(page.first)
                page.first = 0
            }
            guard !page.used.contains(nonce) else { return .used }
            guard page.used.count < Self.limit else { return .full }
            page.used.insert(nonce)
            page.order.append((nonce, until))
            return .fresh
        }
    }
}
