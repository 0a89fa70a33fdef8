import Glibc
import Synchronization

/// A TCP connection to a raw network printer.
///
/// The kernel's buffer is kept small: a printer that takes nothing shows after a few kilobytes,
/// not after a whole slip that then lies in a dead connection.
final class SocketLine: PrinterLine {
    /// Bytes asked for as the kernel's buffer; it doubles them for its own keeping.
    private static let sendBuffer: Int32 = 8_192
    private static let readSize = 512
    /// Seconds of silence after which the kernel asks whether the other end still is, seconds
    /// between two questions, and how many go unanswered before the connection is over.
    private static let keepAlive: [(option: Int32, value: Int32)] = [
        (TCP_KEEPIDLE, 10), (TCP_KEEPINTVL, 5), (TCP_KEEPCNT, 3),
    ]
    /// Bytes not even sent once; from Linux' sockios.h, a macro too clever to be imported.
    private static let queuedUnsent: UInt = 0x894B

    private let descriptor: Int32
    /// Set by the reader's last breath or by a reset: the descriptor itself closes with its owner.
    private let isOver = Atomic(false)

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var on: Int32 = 1
        let level = Int32(IPPROTO_TCP)
        set(SOL_SOCKET, SO_KEEPALIVE, &on)
        set(level, TCP_NODELAY, &on)
        for (option, value) in Self.keepAlive {
            var value = value
            set(level, option, &value)
        }
    }

    deinit { close(descriptor) }

    /// Connects; the error number when the other end refuses, ETIMEDOUT after `limit`.
    ///
    /// Blocks at most `limit`.
    static func connect(to address: SocketAddress, within limit: Duration)
        -> (line: SocketLine?, error: Int32)
    {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(address.family, type | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return (nil, errno) }
        let line = SocketLine(descriptor)
        // Before the connection: it bounds the window from the start.
        var size = sendBuffer
        line.set(SOL_SOCKET, SO_SNDBUF, &size)
        let code = address.bytes.withUnsafeBytes { bytes -> Int32 in
            guard let start = bytes.baseAddress else { return -1 }
            return Glibc.connect(
                descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        if code == 0 { return (line, 0) }
        guard errno == EINPROGRESS else { return (nil, errno) }
        guard line.wait(for: POLLOUT, within: limit) != 0 else { return (nil, ETIMEDOUT) }
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 else {
            return (nil, errno)
        }
        return error == 0 ? (line, 0) : (nil, error)
    }

    func write(_ bytes: ArraySlice<UInt8>, until deadline: ContinuousClock.Instant) -> LineWrite {
        while !isOver.load(ordering: .acquiring) {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 { return .took(count) }
            if count < 0, errno == EAGAIN {
                let left = deadline - .now
                guard left > .zero else { return .late }
                _ = wait(for: POLLOUT, within: left)
            } else if count == 0 || errno != EINTR {
                return .gone
            }
        }
        return .gone
    }

    func read(within limit: Duration) -> Received {
        let events = wait(for: POLLIN, within: limit)
        guard !isOver.load(ordering: .acquiring) else { return .gone }
        guard events != 0 else { return .nothing }
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.readSize) { buffer, filled in
            count = Glibc.recv(descriptor, buffer.baseAddress, Self.readSize, 0)
            filled = max(count, 0)
        }
        if count > 0 { return .bytes(bytes) }
        // Zero is the printer's farewell; a broken connection is an error.
        if count < 0, errno == EAGAIN || errno == EINTR { return .nothing }
        return .gone
    }

    /// What the printer did not acknowledge.
    var unsentCount: Int { queued(UInt(TIOCOUTQ)) }

    /// Breaks the connection off, which is the only way to unsend anything.
    func discardUnsent() -> Int {
        guard !isOver.exchange(true, ordering: .acquiringAndReleasing) else { return 0 }
        let count = queued(Self.queuedUnsent)
        // Connecting to nowhere resets at once, while a reader may still hold the descriptor.
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        _ = Glibc.connect(descriptor, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
        return count
    }

    func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private func queued(_ question: UInt) -> Int {
        var count: Int32 = 0
        return ioctl(descriptor, question, &count) == 0 ? Int(max(0, count)) : 0
    }

    private func wait(for event: Int32, within limit: Duration) -> Int32 {
        var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        // Rounded up, so that the last part of a millisecond is no busy loop.
        let milliseconds = Int32(clamping: Int64((limit + .microseconds(999)) / .milliseconds(1)))
        return poll(&entry, 1, milliseconds) > 0 ? Int32(entry.revents) : 0
    }

    private func set(_ level: Int32, _ option: Int32, _ value: inout Int32) {
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
