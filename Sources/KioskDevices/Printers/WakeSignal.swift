import Dispatch
import Synchronization

/// A flag that one waiter awaits, with a deadline.
///
/// Waiting holds no thread. A flag raised while nobody waits is kept for the next wait.
final class WakeSignal: Sendable {
    private struct State {
        var isRaised = false
        var waiter: CheckedContinuation<Void, Never>?
        var round = 0
    }

    private let state = Mutex(State())

    /// Wakes the waiter, or the next one.
    func raise() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let waiter = state.waiter else {
                state.isRaised = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns when the flag is raised or after `limit`, also in a task that is cancelled: a slip
    /// on its way is still followed to its end.
    func wait(atMost limit: Duration) async {
        await withCheckedContinuation { begin($0, limit) }
    }

    /// The same, but returns at once when the task is cancelled.
    func waitUnlessCancelled(atMost limit: Duration) async {
        await withTaskCancellationHandler {
            await wait(atMost: limit)
        } onCancel: {
            raise()
        }
    }

    private func begin(_ continuation: CheckedContinuation<Void, Never>, _ limit: Duration) {
        let round = state.withLock { state -> Int? in
            guard !state.isRaised, limit > .zero, state.waiter == nil else {
                state.isRaised = false
                return nil
            }
            state.round += 1
            state.waiter = continuation
            return state.round
        }
        guard let round else { return continuation.resume() }
        DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(limit.microseconds)) {
            self.expire(round)
        }
    }

    private func expire(_ round: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.round == round else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}

extension Duration {
    /// Whole microseconds, never negative, at most an hour: enough for any wait on a device.
    fileprivate var microseconds: Int {
        let parts = self.components
        guard parts.seconds < 3_600 else { return 3_600_000_000 }
        return max(0, Int(parts.seconds) * 1_000_000 + Int(parts.attoseconds / 1_000_000_000_000))
    }
}
