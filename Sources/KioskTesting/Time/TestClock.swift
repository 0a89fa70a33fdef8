import Kiosk
package import QueueCore
import Synchronization

/// A wall clock that stands still until a test moves it.
package final class TestClock: WallClock {
    private let moment: Mutex<Instant>

    /// A clock that shows `text`, RFC 3339; one that cannot be read is 1970.
    package convenience init(_ text: String) {
        self.init(Instant(rfc3339: text) ?? Instant(millisecondsSinceEpoch: 0))
    }

    package init(_ moment: Instant) {
        self.moment = Mutex(moment)
    }

    package func now() -> Instant { moment.withLock { $0 } }

    /// Sets the clock, forwards or back.
    package func set(_ moment: Instant) { self.moment.withLock { $0 = moment } }

    /// Moves the clock; back when `length` is negative.
    package func advance(by length: Duration) { moment.withLock { $0 = $0 + length } }
}
