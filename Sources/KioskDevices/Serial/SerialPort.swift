package import DeviceWire
import Glibc
import Kiosk
import QueueCore

/// An open serial port, raw, held by this program alone; closed once, when its owner drops it.
///
/// Needs no settle time and never waits for modem lines: boards have none.
package struct SerialPort: ~Copyable, Sendable {
    /// Bytes taken in one read.
    static let readSize = 256

    private let descriptor: Int32
    private let direction: LineDirection

    /// Opens and sets up the port at `path`.
    ///
    /// - Parameters:
    ///   - path: of the device node.
    ///   - baud: one of `BaudRate.all`.
    ///   - characters: data bits, parity and stop bits; its speed means nothing here.
    ///   - usesRTSCTS: whether the other end holds bytes back with its modem lines; boards do not,
    ///     printers may.
    ///   - direction: how the transmitter of a two-wire line is switched; nil for a line that has
    ///     both directions at once.
    /// - Throws: `SerialFault.missing` where there is no such port, `.refused` where it may not be
    ///   opened or another program has it.
    package init(
        path: String, baud: Int, characters: LineSettings = LineSettings(),
        usesRTSCTS: Bool = false, direction: LineDirection? = nil
    ) throws(SerialFault) {
        guard let speed = BaudRate.code(baud) else {
            throw .refused("\(path): \(baud) baud is no speed of a port")
        }
        descriptor = try Self.opened(path, speed, characters, usesRTSCTS, direction)
        self.direction = direction ?? .automatic
    }

    deinit { close(descriptor) }

    /// Whether the device is still there: a vanished one reports a hang-up.
    package func isAlive() -> Bool {
        let events = Self.poll(descriptor, 0, .zero)
        return events & (POLLHUP | POLLERR | POLLNVAL) == 0
    }

    /// Writes all of `bytes` and waits until the kernel handed them to the device.
    package func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant)
        throws(SerialFault)
    {
        guard case .rts(let sendsHigh) = direction else {
            try writeAll(bytes, until: deadline)
            return
        }
        RS485.setRTS(descriptor, sendsHigh)
        defer { RS485.setRTS(descriptor, !sendsHigh) }
        try writeAll(bytes, until: deadline)
        // The last byte must be out of the chip before others may speak; the kernel's queue is
        // empty a little earlier.
        tcdrain(descriptor)
    }

    private func writeAll(_ bytes: [UInt8], until deadline: ContinuousClock.Instant)
        throws(SerialFault)
    {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                try waitFor(POLLOUT, until: deadline, "\(sent) of \(bytes.count) bytes left")
            } else if errno != EINTR {
                throw Self.broken(errno)
            }
        }
        try drain(until: deadline)
    }

    /// Writes what the kernel takes of `bytes` now, waiting for room at most until the deadline.
    ///
    /// - Returns: how many bytes it took; none at the deadline.
    /// - Throws: `SerialFault.missing` when the line broke.
    func writeSome(_ bytes: ArraySlice<UInt8>, until deadline: ContinuousClock.Instant)
        throws(SerialFault) -> Int
    {
        while true {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 { return count }
            guard count < 0 else { return 0 }
            if errno == EAGAIN {
                do throws(SerialFault) {
                    try waitFor(POLLOUT, until: deadline, "")
                } catch .late {
                    return 0
                }
            } else if errno != EINTR {
                throw Self.broken(errno)
            }
        }
    }

    /// Bytes that the kernel still holds.
    var unsentCount: Int {
        var queued: Int32 = 0
        return ioctl(descriptor, UInt(TIOCOUTQ), &queued) == 0 ? Int(max(0, queued)) : 0
    }

    /// Calls `heard` on the executor whenever bytes wait or the port hung up, as long as the watch
    /// lives; nil when the kernel has no descriptor left.
    func watch(
        on executor: SerialQueueExecutor, _ heard: @escaping @Sendable () -> Void
    ) -> ReadWatch? {
        // A descriptor of its own, which is closed when nobody waits for it any more.
        let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard own >= 0 else { return nil }
        return ReadWatch(owning: own, on: executor, heard)
    }

    /// Lets others open the port from now on, before its last user dropped it.
    func release() {
        flock(descriptor, LOCK_UN)
        _ = ioctl(descriptor, UInt(TIOCNXCL))
    }

    /// Throws away what the kernel still holds.
    func discardUnsent() { tcflush(descriptor, TCOFLUSH) }

    /// Some bytes, or none at the deadline.
    package func read(until deadline: ContinuousClock.Instant) throws(SerialFault) -> [UInt8] {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            let events = Self.poll(descriptor, POLLIN, max(left, .zero))
            if events & POLLIN != 0 {
                if let bytes = try readNow() { return bytes }
            } else if events & (POLLHUP | POLLERR | POLLNVAL) != 0 {
                throw .missing("the port hung up")
            } else if ContinuousClock.now >= deadline {
                return []
            }
        }
    }
}

// MARK: - Setting up

extension SerialPort {
    /// The descriptor, ready; closed again when something refuses.
    private static func opened(
        _ path: String, _ speed: speed_t, _ characters: LineSettings, _ usesRTSCTS: Bool,
        _ direction: LineDirection?
    ) throws(SerialFault) -> Int32 {
        let descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw openFault(path, errno) }
        do throws(SerialFault) {
            try claim(descriptor, path)
            try makeRaw(descriptor, speed, characters, usesRTSCTS)
            if let direction { try turn(descriptor, direction, path) }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Has somebody switch the direction of a two-wire line, or nobody.
    private static func turn(
        _ descriptor: Int32, _ direction: LineDirection, _ path: String
    ) throws(SerialFault) {
        LowLatency.ask(descriptor)
        switch direction {
        case .automatic: _ = RS485.enable(descriptor)
        case .kernel:
            guard RS485.enable(descriptor) else {
                throw .refused(
                    "\(path): the kernel cannot switch this port's direction; choose automatic, "
                        + "rts or none")
            }
        case .rts(let sendsHigh): RS485.setRTS(descriptor, !sendsHigh)
        case .byItself: break
        }
    }

    private static func openFault(_ path: String, _ code: Int32) -> SerialFault {
        let cause = "\(path): \(errorName(code))"
        return code == EACCES || code == EPERM || code == EBUSY ? .refused(cause) : .missing(cause)
    }

    /// Keeps other programs away: `flock` stops those that ask, TIOCEXCL those that do not.
    private static func claim(_ descriptor: Int32, _ path: String) throws(SerialFault) {
        guard isatty(descriptor) == 1 else { throw .refused("\(path) is no serial port") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .refused("\(path) is used by another program or another device of this one")
        }
        _ = ioctl(descriptor, UInt(TIOCEXCL))
    }

    private static func makeRaw(
        _ descriptor: Int32, _ speed: speed_t, _ characters: LineSettings, _ usesRTSCTS: Bool
    ) throws(SerialFault) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { throw broken(errno) }
        cfmakeraw(&settings)
        settings.c_cflag &= ~(tcflag_t(CSIZE | CSTOPB | PARENB | PARODD) | tcflag_t(CRTSCTS))
        settings.c_cflag |= tcflag_t(CREAD | CLOCAL)
        // A pseudo-terminal has bytes and no bits: it takes nothing else, and glibc says so.
        settings.c_cflag |= isPseudo(descriptor) ? tcflag_t(CS8) : characters.flags
        if usesRTSCTS { settings.c_cflag |= tcflag_t(CRTSCTS) }
        cfsetispeed(&settings, speed)
        cfsetospeed(&settings, speed)
        guard tcsetattr(descriptor, TCSANOW, &settings) == 0 else { throw broken(errno) }
        tcflush(descriptor, TCIOFLUSH)
    }

    /// Major numbers of pseudo-terminals (`Documentation/admin-guide/devices.txt`).
    private static let pseudoMajors: ClosedRange<dev_t> = 136...143

    private static func isPseudo(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        // The low bits of a major number, as makedev(3) lays them.
        return pseudoMajors.contains(status.st_rdev >> 8 & 0xFFF)
    }

    static func errorName(_ code: Int32) -> String { String(cString: strerror(code)) }

    static func broken(_ code: Int32) -> SerialFault {
        .missing("the port broke: \(errorName(code))")
    }
}

// MARK: - Waiting

extension SerialPort {
    private static let drainPoll = Duration.milliseconds(1)

    /// `poll` for one descriptor; the events, 0 when the time passed first.
    private static func poll(_ descriptor: Int32, _ events: Int32, _ length: Duration) -> Int32 {
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        // Rounded up, so that the last part of a millisecond is no busy loop.
        let milliseconds = Int32(clamping: (length + .microseconds(999)).milliseconds)
        return Glibc.poll(&entry, 1, milliseconds) > 0 ? Int32(entry.revents) : 0
    }

    private func waitFor(
        _ event: Int32, until deadline: ContinuousClock.Instant, _ progress: String
    ) throws(SerialFault) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw .late(progress) }
        let events = Self.poll(descriptor, event, left)
        if events & (POLLHUP | POLLERR | POLLNVAL) != 0 { throw .missing("the port hung up") }
    }

    /// Waits for the kernel's queue to empty; `tcdrain` knows no deadline.
    private func drain(until deadline: ContinuousClock.Instant) throws(SerialFault) {
        var queued: Int32 = 0
        while ioctl(descriptor, UInt(TIOCOUTQ), &queued) == 0, queued > 0 {
            guard ContinuousClock.now < deadline else {
                throw .late("\(queued) bytes did not leave")
            }
            if Self.poll(descriptor, 0, Self.drainPoll) != 0 { throw .missing("the port hung up") }
        }
    }

    /// What is there now; nil when it was a false alarm.
    private func readNow() throws(SerialFault) -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.readSize) { buffer, filled in
            count = Glibc.read(descriptor, buffer.baseAddress, Self.readSize)
            filled = max(count, 0)
        }
        if count > 0 { return bytes }
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        throw count == 0 ? .missing("the port hung up") : Self.broken(errno)
    }
}

extension LineSettings {
    /// The characters as the kernel is told them.
    fileprivate var flags: tcflag_t {
        var flags = tcflag_t(dataBits == 7 ? CS7 : CS8)
        if stopBits == 2 { flags |= tcflag_t(CSTOPB) }
        switch parity {
        case .none: break
        case .even: flags |= tcflag_t(PARENB)
        case .odd: flags |= tcflag_t(PARENB | PARODD)
        }
        return flags
    }
}
