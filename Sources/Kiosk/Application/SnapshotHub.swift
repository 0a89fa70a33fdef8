import Synchronization

/// Tells every view the newest snapshot; one that a view was too slow for is replaced, not queued.
package final class SnapshotHub: Sendable {
    private struct State {
        var latest: Snapshot?
        /// Makes the snapshot that replaces `latest` unless it looks the same.
        var prepared: (@Sendable (Snapshot?) -> Snapshot)?
        /// `latest` changed since the views were woken.
        var isUnseen = false
        var readers: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var nextReader: UInt64 = 0

        mutating func look() -> Snapshot? {
            guard let make = prepared else { return latest }
            prepared = nil
            let fresh = make(latest)
            if let latest, latest.looksLike(fresh) { return latest }
            latest = fresh
            isUnseen = true
            return fresh
        }
    }

    /// Views that may listen at once; one more is refused.
    package static let readersMax = 4_096

    private let state = Mutex(State())

    package init() {}

    /// The newest snapshot; nil before the first.
    package var latest: Snapshot? { state.withLock { $0.look() } }

    /// Says how the next snapshot is made.
    ///
    /// Whoever asks from now on sees it, and who asks first has it made. Follow with `show`.
    ///
    /// - Parameter make: called at most once, with the snapshot before; must not block.
    package func prepare(_ make: @escaping @Sendable (Snapshot?) -> Snapshot) {
        state.withLock { $0.prepared = make }
    }

    /// Wakes every view if what was prepared looks different.
    package func show() {
        let isUnseen = state.withLock { state in
            _ = state.look()
            return state.isUnseen
        }
        if isUnseen { beat() }
    }

    /// Wakes every view although nothing changed, so that those with a line to keep alive do.
    package func beat() {
        let readers = state.withLock { state in
            state.isUnseen = false
            return Array(state.readers.values)
        }
        for reader in readers { reader.yield() }
    }

    /// Ends every view's stream; the program is stopping.
    package func finish() {
        let readers = state.withLock { state in
            defer { state.readers = [:] }
            return Array(state.readers.values)
        }
        for reader in readers { reader.finish() }
    }

    /// A signal now and after each change; the reader then looks at `latest`.
    ///
    /// Signals that a reader was too slow for become one.
    ///
    /// - Returns: nil when `readersMax` views listen already.
    package func changes() -> AsyncStream<Void>? {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let admitted = state.withLock { state -> UInt64? in
            guard state.readers.count < Self.readersMax else { return nil }
            state.nextReader += 1
            state.readers[state.nextReader] = continuation
            return state.nextReader
        }
        guard let id = admitted else { return nil }
        continuation.yield()
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.readers.removeValue(forKey: id) }
        }
        return stream
    }
}
