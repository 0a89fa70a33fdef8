import Synchronization

/// Where askers wait for a writer that works in batches (group commit).
///
/// Bounded: who comes when it is full is turned away at once.
package final class Inbox<Request: Sendable, Reply: Sendable>: Sendable {
    /// One asker and the request.
    package struct Waiting: Sendable {
        package let request: Request
        package let reply: Answering
    }

    /// Where a reply goes: to the asker, or to one who waits for several.
    package enum Answering: Sendable {
        case one(CheckedContinuation<Reply?, Never>)
        case part(Together, Int)

        /// Hands over the reply; the writer does so once for each request.
        package func resume(returning reply: Reply?) {
            switch self {
            case .one(let continuation): continuation.resume(returning: reply)
            case .part(let together, let place): together.take(reply, at: place)
            }
        }
    }

    /// Several requests with one asker, who is woken once, by the last reply.
    package final class Together: Sendable {
        private let continuation: CheckedContinuation<[Reply?], Never>
        private let replies: Mutex<(known: [Reply?], missing: Int)>

        fileprivate init(_ count: Int, _ continuation: CheckedContinuation<[Reply?], Never>) {
            self.continuation = continuation
            replies = Mutex((Array(repeating: nil, count: count), count))
        }

        fileprivate func take(_ reply: Reply?, at place: Int) {
            let whole = replies.withLock { replies -> [Reply?]? in
                replies.known[place] = reply
                replies.missing -= 1
                return replies.missing == 0 ? replies.known : nil
            }
            if let whole { continuation.resume(returning: whole) }
        }
    }

    private struct State {
        var waiting: [Waiting] = []
        var isDraining = false
    }

    private let limit: Int
    private let state = Mutex(State())

    /// An empty inbox for at most `limit` askers.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Waits in the inbox for the writer's reply.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - wake: starts the writer; called when it is idle.
    /// - Returns: the reply; nil when the inbox is full.
    package func submit(_ request: Request, wake: @Sendable () -> Void) async -> Reply? {
        await withCheckedContinuation { continuation in
            enter([Waiting(request: request, reply: .one(continuation))], wake)
        }
    }

    /// Waits for the replies to several requests that stand side by side in the inbox.
    ///
    /// - Parameters:
    ///   - requests: what is asked.
    ///   - wake: starts the writer; called when it is idle.
    /// - Returns: a reply for each, in their order; nil for those that came when it was full.
    package func submit(_ requests: [Request], wake: @Sendable () -> Void) async -> [Reply?] {
        guard !requests.isEmpty else { return [] }
        return await withCheckedContinuation { continuation in
            let together = Together(requests.count, continuation)
            enter(
                requests.enumerated().map { place, request in
                    Waiting(request: request, reply: .part(together, place))
                }, wake)
        }
    }

    private func enter(_ askers: [Waiting], _ wake: () -> Void) {
        let (admitted, mustWake) = state.withLock { state -> (Int, Bool) in
            let admitted = min(askers.count, limit - state.waiting.count)
            guard admitted > 0 else { return (0, false) }
            state.waiting += askers.prefix(admitted)
            defer { state.isDraining = true }
            return (admitted, !state.isDraining)
        }
        for asker in askers.dropFirst(admitted) { asker.reply.resume(returning: nil) }
        if mustWake { wake() }
    }

    /// Takes the oldest askers out, at most `count`; the writer owes each a reply.
    package func take(_ count: Int) -> [Waiting] {
        state.withLock { state in
            let taken = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(taken.count)
            return taken
        }
    }

    /// Whether the writer must go on; when not, the next asker wakes it.
    package func mustGoOn() -> Bool {
        state.withLock { state in
            state.isDraining = !state.waiting.isEmpty
            return state.isDraining
        }
    }
}
