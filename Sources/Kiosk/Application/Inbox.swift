import Synchronization

/// Where askers wait for a writer that works in batches (group commit).
///
/// Bounded: who comes when it is full is turned away at once.
package final class Inbox<Request: Sendable, Reply: Sendable>: Sendable {
    /// One asker and the request.
    package struct Waiting: Sendable {
        package let request: Request
        package let reply: CheckedContinuation<Reply?, Never>
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
            let (isFull, mustWake) = state.withLock { state -> (Bool, Bool) in
                guard state.waiting.count < limit else { return (true, false) }
                state.waiting.append(Waiting(request: request, reply: continuation))
                defer { state.isDraining = true }
                return (false, !state.isDraining)
            }
            if isFull { continuation.resume(returning: nil) }
            if mustWake { wake() }
        }
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
