package import QueueCore
import Synchronization

/// The number of the last scan at each kiosk: a screen that sees another one asks what it led to.
package final class ScanMarks: Sendable {
    private let marks = Mutex<[KioskID: Int]>([:])

    package init() {}

    /// The number of the last scan at the kiosk; 0 before the first since the start.
    package subscript(kiosk: KioskID) -> Int {
        get { marks.withLock { $0[kiosk] ?? 0 } }
        set { marks.withLock { $0[kiosk] = newValue } }
    }
}
