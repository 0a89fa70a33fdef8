package import DeviceWire
package import Kiosk

/// A real serial port, found and opened again whenever it is asked for.
package final class TTYTransport: SerialTransport {
    private let path: String
    private let baud: Int
    private let characters: LineSettings
    private let direction: LineDirection
    private var place: SerialPlace
    private var port: SerialPort?
    private var ear: ReadWatch?

    /// A port that is not open.
    ///
    /// - Parameters:
    ///   - path: as configured.
    ///   - baud: one of `BaudRate.all`.
    ///   - characters: data bits, parity and stop bits.
    ///   - direction: how the transmitter of a two-wire line is switched.
    ///   - byPath: the folder of the names by socket.
    package init(
        path: String, baud: Int, characters: LineSettings = LineSettings(),
        direction: LineDirection = .automatic,
        byPath: String = SerialInventory.byPath
    ) {
        self.path = path
        self.baud = baud
        self.characters = characters
        self.direction = direction
        place = SerialPlace(path, folder: byPath)
    }

    package func open() throws(SerialFault) {
        guard port == nil else { return }
        port = try SerialPort(
            path: try place.path(), baud: baud, characters: characters, direction: direction)
        place.opened()
    }

    package func close() {
        // The ear's own descriptor lives a moment longer, and must not keep others out.
        if ear != nil { port?.release() }
        ear = nil
        port = nil
    }

    package func isAlive() -> Bool { port?.isAlive() ?? false }

    package func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant)
        throws(SerialFault)
    {
        guard port != nil else { throw .missing("\(path) is not open") }
        try port?.write(bytes, until: deadline)
    }

    package func read(until deadline: ContinuousClock.Instant) throws(SerialFault) -> [UInt8] {
        guard let bytes = try port?.read(until: deadline) else {
            throw .missing("\(path) is not open")
        }
        return bytes
    }

    package func awaitSilence(of gap: Duration, until deadline: ContinuousClock.Instant)
        throws(SerialFault)
    {
        while ContinuousClock.now < deadline {
            let quietAt = min(ContinuousClock.now + gap, deadline)
            if try read(until: quietAt).isEmpty { return }
        }
    }

    package func watch(
        on executor: SerialQueueExecutor, _ heard: @escaping @Sendable () -> Void
    ) {
        guard ear == nil else { return }
        ear = port?.watch(on: executor, heard)
    }
}
