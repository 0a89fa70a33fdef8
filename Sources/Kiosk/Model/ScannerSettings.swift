package import QueueCore

/// A barcode scanner as configured.
package struct ScannerSettings: Hashable, Sendable {
    /// How the scanner is reached.
    package enum Connection: Hashable, Sendable {
        /// A serial port, also one that USB pretends: its path and speed.
        case serial(path: String, baud: Int)
        /// A keyboard by its path under `/dev/input`.
        case keyboard(path: String)
        /// A keyboard by the name that the kernel reports, or a beginning of it.
        case keyboardNamed(String)
    }

    /// Who stands before it.
    package enum Position: Hashable, Sendable {
        /// Citizens; the line of those whose results are ready, nil where none is given numbers by
        /// a scan.
        case kiosk(KioskID, results: LineID?)
        /// A clerk.
        case counter(CounterNumber)
    }

    /// The speed of serial scanners that were never told another.
    package static let defaultBaud = 9_600

    package var id: DeviceID
    package var connection: Connection
    package var position: Position

    package init(id: DeviceID, connection: Connection, position: Position) {
        self.id = id
        self.connection = connection
        self.position = position
    }
}
