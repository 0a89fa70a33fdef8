import Synchronization

/// Bytes on their way from a printer's reader to its driver.
///
/// Bounded: a driver that does not listen loses the oldest.
package final class ByteInbox: Sendable {
    /// Bytes that are kept: a thousand automatic statuses.
    package static let capacity = 4_096

    private struct State {
        var bytes: [UInt8] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let signal = WakeSignal()

    package init() {}

    package func push(_ bytes: some Collection<UInt8>) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.bytes += bytes
            state.bytes.removeFirst(max(0, state.bytes.count - Self.capacity))
        }
        signal.raise()
    }

    /// Nothing more will come: the printer is gone.
    package func close() {
        state.withLock { $0.isClosed = true }
        signal.raise()
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Makes a pending `next` return with nothing.
    func interrupt() { signal.raise() }

    /// What came, waiting for it at most `limit`; less when interrupted.
    package func next(within limit: Duration) async -> Received {
        if let received = take() { return received }
        guard limit > .zero else { return .nothing }
        await signal.wait(atMost: limit)
        return take() ?? .nothing
    }

    private func take() -> Received? {
        state.withLock { state in
            if state.bytes.isEmpty { return state.isClosed ? .gone : nil }
            defer { state.bytes = [] }
            return .bytes(state.bytes)
        }
    }
}
