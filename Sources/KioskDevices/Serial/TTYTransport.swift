/// A real serial port, opened again by its path whenever it is asked for.
package final class TTYTransport: SerialTransport {
    private let path: String
    private let baud: Int
    private let direction: LineDirection
    private var port: SerialPort?

    package init(path: String, baud: Int, direction: LineDirection = .automatic) {
        self.path = path
        self.baud = baud
        self.direction = direction
    }

    package func open() throws(SerialFault) {
        guard port == nil else { return }
        port = try SerialPort(path: path, baud: baud, direction: direction)
    }

    package func close() { port = nil }

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
}
