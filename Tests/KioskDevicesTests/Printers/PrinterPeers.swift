import Dispatch
import Glibc
import KioskDevices
import Synchronization

/// The printer's end of a TCP connection, on a real socket of this machine.
///
/// Carries to and from a simulated printer as fast as that takes; what it does not take stays in
/// the network.
final class NetworkPeer: Sendable {
    struct Failure: Error {}

    /// How it treats those who connect.
    enum Manner: Equatable {
        case prints
        /// Takes the connection and never reads.
        case deaf
        /// Resets the connection after so many bytes.
        case breaks(after: Int)
    }

    let port: Int
    private let listener: Int32
    private let printer: SimulatedPrinter
    private let manner: Mutex<Manner>
    private let connection = Mutex<Int32>(-1)
    private let room = DispatchSemaphore(value: 0)
    private let isOver = Atomic(false)
    private let queue = DispatchQueue(label: "test.network-peer")
    private let running = DispatchGroup()

    init(_ printer: SimulatedPrinter, manner: Manner = .prints) throws {
        self.printer = printer
        self.manner = Mutex(manner)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var size: Int32 = 2_048
        // Small, so that a printer that takes nothing is felt at once.
        setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> Int32 in
                guard bind(listener, pointer, length) == 0, listen(listener, 4) == 0 else {
                    return -1
                }
                return getsockname(listener, pointer, &length)
            }
        }
        guard listener >= 0, code == 0 else { throw Failure() }
        port = Int(UInt16(bigEndian: address.sin_port))
        queue.async(group: running) { [self] in serve() }
    }

    deinit { close(listener) }

    /// The printer takes data again.
    func resume() { room.signal() }

    func behave(_ manner: Manner) { self.manner.withLock { $0 = manner } }

    /// Says farewell to whoever is connected, and waits for the next.
    func hangUp() {
        connection.withLock { if $0 >= 0 { shutdown($0, Int32(SHUT_RDWR)) } }
        room.signal()
    }

    /// Ends the peer; nobody is taken any more.
    func stop() {
        isOver.store(true, ordering: .releasing)
        shutdown(listener, Int32(SHUT_RDWR))
        hangUp()
        running.wait()
    }

    private func serve() {
        while !isOver.load(ordering: .acquiring) {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { return }
            connection.withLock { $0 = descriptor }
            printer.connect { bytes in
                _ = bytes.withUnsafeBytes {
                    send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
            }
            carry(descriptor)
            connection.withLock { $0 = -1 }
            printer.connect { _ in }
            close(descriptor)
        }
    }

    private func carry(_ descriptor: Int32) {
        let manner = manner.withLock { $0 }
        guard manner != .deaf else { return room.wait() }
        var buffer = [UInt8](repeating: 0, count: 1_024)
        var total = 0
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            var rest = buffer[..<count]
            while !rest.isEmpty {
                let taken = printer.take(rest)
                rest = rest.dropFirst(taken)
                guard !isOver.load(ordering: .acquiring) else { return }
                if !rest.isEmpty { room.wait() }
            }
            total += count
            if case .breaks(let limit) = manner, total >= limit { return reset(descriptor) }
        }
    }

    private func reset(_ descriptor: Int32) {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    }
}

/// Pseudo-terminals that stay open.
///
/// One that is closed gives its name to the next one opened, and a test of the boards cuts a line
/// and counts on its name leading nowhere.
enum PseudoTerminalPool {
    private static let size = 24
    private static let free = Mutex<[PseudoTerminal]>(
        (0..<size).compactMap { _ in try? PseudoTerminal() })

    struct Exhausted: Error {}

    static func take() throws -> PseudoTerminal {
        guard let terminal = free.withLock({ $0.popLast() }) else { throw Exhausted() }
        // What another test left behind.
        while !terminal.read(milliseconds: 0).isEmpty {}
        return terminal
    }

    static func giveBack(_ terminal: PseudoTerminal) { free.withLock { $0.append(terminal) } }
}

/// The printer's end of a serial line, on a real pseudo-terminal.
final class SerialPeer: Sendable {
    let path: String
    private let terminal: PseudoTerminal
    private let printer: SimulatedPrinter
    private let isOver = Atomic(false)
    private let running = DispatchGroup()

    init(_ printer: SimulatedPrinter) throws {
        self.printer = printer
        let terminal = try PseudoTerminalPool.take()
        self.terminal = terminal
        path = terminal.path
        printer.connect { terminal.write($0) }
        DispatchQueue(label: "test.serial-peer").async(group: running) { [self] in carry() }
    }

    func stop() {
        isOver.store(true, ordering: .releasing)
        running.wait()
        printer.connect { _ in }
        PseudoTerminalPool.giveBack(terminal)
    }

    private func carry() {
        while !isOver.load(ordering: .acquiring) {
            var rest = terminal.read(milliseconds: 50)[...]
            while !rest.isEmpty, !isOver.load(ordering: .acquiring) {
                rest = rest.dropFirst(printer.take(rest))
                if !rest.isEmpty { sched_yield() }
            }
        }
    }
}
