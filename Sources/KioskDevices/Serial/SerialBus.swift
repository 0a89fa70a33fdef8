package import DeviceWire
import Kiosk

/// The one owner of a serial port: boards on the same line take turns.
///
/// A turn runs whole on the bus' own executor, so that no two requests are ever on the wire
/// together, and nobody else waits for the port.
package actor SerialBus<Transport: SerialTransport> {
    /// What one turn sends and waits for.
    package struct Request: Sendable {
        package let bytes: [UInt8]
        /// Reads the answer; nil where the board cannot answer.
        package let answer: ModbusAnswerParser?

        package init(bytes: [UInt8], answer: ModbusAnswerParser?) {
            self.bytes = bytes
            self.answer = answer
        }
    }

    /// Silence before each request: more than Modbus' 3.5 characters at 9600 baud (4.01 ms).
    package static var gap: Duration { .milliseconds(5) }
    /// Silence that ends whatever was answered wrongly.
    package static var recoveryGap: Duration { .milliseconds(20) }

    private nonisolated let executor: SerialQueueExecutor
    private let transport: Transport
    private let baud: Int
    private var users = 0
    private var openings = 0

    /// - Parameters:
    ///   - label: the executor's name in a debugger.
    ///   - baud: the line's speed, for the time that bytes are under way.
    ///   - transport: the line; the bus is its only user from now on.
    package init(label: String, baud: Int, transport: sending Transport) {
        executor = SerialQueueExecutor(label: label)
        self.baud = baud
        self.transport = transport
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Counts a board in; the port closes when the last one left.
    package func join() { users += 1 }

    /// Counts a board out.
    package func leave() {
        users -= 1
        if users <= 0 { transport.close() }
    }

    /// Finds out whether the line is there, and opens it when it can be opened.
    ///
    /// - Returns: how often it has been opened, so that every board on it sees that it was new.
    /// - Throws: `SerialFault` when there is no line.
    package func reopen() throws(SerialFault) -> Int {
        guard !transport.isAlive() else { return openings }
        transport.close()
        try transport.open()
        openings += 1
        return openings
    }

    /// Sends a request and waits for its answer, again up to `attempts` times.
    ///
    /// - Parameters:
    ///   - deadline: when the caller stops waiting; a turn that begins later fails at once.
    ///   - attempts: how often it is sent at most.
    ///   - patience: how long a board may think before it answers.
    ///   - request: made when the turn begins, so that the newest truth is sent.
    /// - Throws: `SerialFault` of the last attempt.
    package func exchange(
        until deadline: ContinuousClock.Instant, attempts: Int, patience: Duration,
        _ request: @Sendable () -> Request
    ) throws(SerialFault) {
        guard ContinuousClock.now < deadline else { throw .late("the line was busy") }
        // A board may be told its face before anyone looked at its port.
        _ = try reopen()
        let request = request()
        var fault = SerialFault.late("never sent")
        for _ in 0..<attempts where ContinuousClock.now < deadline {
            do throws(SerialFault) {
                return try send(request, patience, deadline)
            } catch .late(let cause) {
                fault = .late(cause)
            } catch .missing(let cause) {
                transport.close()
                throw .missing(cause)
            }
        }
        throw fault
    }

    private func send(
        _ request: Request, _ patience: Duration, _ deadline: ContinuousClock.Instant
    ) throws(SerialFault) {
        try transport.awaitSilence(of: Self.gap, until: deadline)
        try transport.write(request.bytes, until: deadline)
        guard var parser = request.answer else { return }
        // A USB adapter says that bytes left when it took them: their time on the wire comes on top.
        let wire = BaudRate.duration(ofBytes: request.bytes.count * 2, at: baud)
        let answerBy = min(ContinuousClock.now + wire + patience, deadline)
        while true {
            let bytes = try transport.read(until: answerBy)
            guard !bytes.isEmpty else { throw .late("no answer") }
            switch parser.feed(bytes) {
            case .incomplete: continue
            case .accepted: return
            case .exception(let code): throw .exception(code)
            case .refused(let reason):
                try transport.awaitSilence(of: Self.recoveryGap, until: deadline)
                throw .late(reason.rawValue)
            }
        }
    }
}
