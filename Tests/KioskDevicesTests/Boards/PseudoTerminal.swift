import Glibc

/// A pair of pseudo-terminals: the test holds the board's end, the driver opens the other by path.
final class PseudoTerminal: @unchecked Sendable {
    let master: Int32
    /// What the driver opens.
    let path: String
    /// Kept open so that the pair stays whole while the driver is away.
    private let observer: Int32

    struct Failure: Error {}

    /// TIOCSPTLCK and TIOCGPTN: macros too clever to be imported.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    init() throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var unlocked: Int32 = 0
        var number: UInt32 = 0
        guard master >= 0, ioctl(master, Self.setLock, &unlocked) == 0,
            ioctl(master, Self.getNumber, &number) == 0
        else { throw Failure() }
        path = "/dev/pts/\(number)"
        observer = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        var settings = termios()
        tcgetattr(observer, &settings)
        cfmakeraw(&settings)
        tcsetattr(observer, TCSANOW, &settings)
    }

    deinit {
        close(observer)
        close(master)
    }

    /// Bytes from the driver; none when it takes longer than `milliseconds`.
    func read(milliseconds: Int32) -> [UInt8] {
        var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0, Int32(entry.revents) & POLLIN != 0 else {
            return []
        }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = Glibc.read(master, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }

    func write(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
    }

    /// Returns when the driver took everything that was written, so that what follows comes apart.
    func awaitTaken() {
        // Unlike FIONREAD, poll also sees what the kernel has not yet handed over.
        var entry = pollfd(fd: observer, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, 0) > 0, entry.revents & Int16(POLLIN) != 0 { sched_yield() }
    }
}
