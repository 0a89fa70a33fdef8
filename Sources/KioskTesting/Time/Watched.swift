import Synchronization

/// A value that a test can wait on: no sleeping, no polling.
package final class Watched<Value: Sendable>: Sendable {
    private struct Waiter {
        let id: Int
        let isMet: @Sendable (Value) -> Bool
        let continuation: CheckedContinuation<Value, Never>
    }

    private struct State {
        var value: Value
        var waiters: [Waiter] = []
        var lastID = 0
    }

    private let state: Mutex<State>

    package init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    package var value: Value { state.withLock { $0.value } }

    /// Changes the value and wakes whoever waited for what it became.
    @discardableResult
    package func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        let (result, value, met) = state.withLock { state -> (Result, Value, [Waiter]) in
            let result = body(&state.value)
            let value = state.value
            let met = state.waiters.filter { $0.isMet(value) }
            state.waiters.removeAll { waiter in met.contains { $0.id == waiter.id } }
            return (result, value, met)
        }
        for waiter in met { waiter.continuation.resume(returning: value) }
        return result
    }

    /// Waits until the condition holds and returns the value that met it.
    ///
    /// When the waiting task is cancelled (a test's time limit) the present value is returned.
    @discardableResult
    package func until(_ isMet: @escaping @Sendable (Value) -> Bool) async -> Value {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state -> Value? in
                    if Task.isCancelled || isMet(state.value) { return state.value }
                    state.waiters.append(
                        Waiter(id: id, isMet: isMet, continuation: continuation))
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            let (waiter, value) = state.withLock { state -> (Waiter?, Value) in
                let place = state.waiters.firstIndex { $0.id == id }
                return (place.map { state.waiters.remove(at: $0) }, state.value)
            }
            waiter?.continuation.resume(returning: value)
        }
    }
}
