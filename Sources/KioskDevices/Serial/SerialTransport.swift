package import Kiosk

/// One serial line, as the bus that owns it uses it: a real port, or a simulated one.
///
/// Every call may block up to its deadline; only the bus calls, on its own executor.
package protocol SerialTransport: AnyObject, SendableMetatype {
    /// Opens the line; nothing when it is open.
    ///
    /// - Throws: `SerialFault.missing` or `.refused`.
    func open() throws(SerialFault)
    /// Closes the line; nothing when it is closed.
    func close()
    /// Whether the line is open and the device behind it is still there.
    func isAlive() -> Bool
    /// Sends all bytes; returns when they left.
    ///
    /// - Throws: `SerialFault.late` when they did not leave in time, `.missing` when the line broke.
    func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) throws(SerialFault)
    /// Some bytes, as soon as there are any; none at the deadline.
    ///
    /// - Throws: `SerialFault.missing` when the line broke.
    func read(until deadline: ContinuousClock.Instant) throws(SerialFault) -> [UInt8]
    /// Throws away what comes in until the line was silent for `gap`, or the deadline passed.
    ///
    /// - Throws: `SerialFault.missing` when the line broke.
    func awaitSilence(of gap: Duration, until deadline: ContinuousClock.Instant)
        throws(SerialFault)
    /// Calls `heard` on the executor whenever bytes wait or the line broke, until it is closed.
    /// Once more changes nothing; neither does it when the line is closed.
    func watch(on executor: SerialQueueExecutor, _ heard: @escaping @Sendable () -> Void)
}

extension SerialTransport {
    /// Nothing: a line on which nobody speaks unasked.
    package func watch(
        on executor: SerialQueueExecutor, _ heard: @escaping @Sendable () -> Void
    ) {}
}
