import DeviceWire
import Kiosk

/// Waits for one scanner's lines on a thread of its own.
actor ScannerReader {
    /// How long it waits before it looks whether it should stop.
    private static let patience = Duration.milliseconds(250)

    private nonisolated let executor: SerialQueueExecutor
    private let connection: ScannerSettings.Connection

    init(_ settings: ScannerSettings) {
        executor = SerialQueueExecutor(label: "motcua.scanner.\(settings.id)")
        connection = settings.connection
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Opens the scanner and reads it until it vanishes or the task is cancelled.
    ///
    /// - Parameters:
    ///   - ready: called with the device's name once it is open.
    ///   - scan: called for each scan, on this thread, at once.
    /// - Throws: `PanelFault` when there is no scanner, or no more.
    func read(
        ready: @Sendable (String) -> Void, scan: @Sendable (ScanLineReader.Scan) -> Void
    ) throws(PanelFault) {
        switch connection {
        case .serial(let path, let baud):
            try follow(SerialScanSource(path: path, baud: baud), ready, scan)
        case .keyboard(let path): try follow(KeyboardScanSource(path: path), ready, scan)
        case .keyboardNamed(let name): try follow(KeyboardScanSource(named: name), ready, scan)
        }
    }

    private func follow<Source: ScanSource & ~Copyable>(
        _ source: consuming Source, _ ready: (String) -> Void,
        _ scan: (ScanLineReader.Scan) -> Void
    ) throws(PanelFault) {
        ready(source.name)
        while !Task.isCancelled {
            for each in try source.read(within: Self.patience) { scan(each) }
        }
    }
}
