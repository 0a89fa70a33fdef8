import Kiosk
import Synchronization

/// Carries keys from a keypad to the one who reads them; never waits.
final class KeyFeed: Sendable {
    /// Keys kept for a reader who is slow.
    static let capacity = 64

    private let reader = Mutex<AsyncStream<KeyEvent>.Continuation?>(nil)

    /// Keys from now on; a reader from before is finished.
    func stream() -> AsyncStream<KeyEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: KeyEvent.self, bufferingPolicy: .bufferingNewest(Self.capacity))
        let former = reader.withLock { reader in
            defer { reader = continuation }
            return reader
        }
        former?.finish()
        return stream
    }

    /// Hands a key on; lost when nobody reads.
    func send(_ event: KeyEvent) {
        _ = reader.withLock { $0 }?.yield(event)
    }

    /// No more keys will come.
    func finish() {
        reader.withLock { reader in
            defer { reader = nil }
            return reader
        }?.finish()
    }
}
