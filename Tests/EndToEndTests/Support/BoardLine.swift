import Foundation
import Glibc

/// An RS-485 line at a pseudo-terminal, with devices on it that a test invents.
final class BoardLine: @unchecked Sendable {
    /// What the devices put on the line upon a request for an address, as one burst.
    typealias Boards = @Sendable (_ request: [UInt8], _ baud: speed_t) -> [UInt8]

    /// What `--port` is given.
    let path: String
    private let master: Int32
    /// Kept open so that the pair stays whole between two speeds.
    private let observer: Int32

    init(_ boards: @escaping Boards) throws {
        var (near, far): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard openpty(&near, &far, &name, nil, nil) == 0 else {
            throw SocketFailure("openpty")
        }
        (master, observer, path) = (near, far, String(cString: &name))
        var settings = termios()
        tcgetattr(observer, &settings)
        cfmakeraw(&settings)
        tcsetattr(observer, TCSANOW, &settings)
        DispatchQueue(label: "board-line").async { [weak self, master] in
            while self != nil {
                guard let request = Self.request(from: master) else { continue }
                // A pseudo-terminal carries bytes at any speed, but knows which one was set.
                var settings = termios()
                tcgetattr(master, &settings)
                let said = boards(request, cfgetospeed(&settings))
                _ = said.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            }
            close(master)
        }
    }

    deinit { close(observer) }

    /// One whole write of registers, or one poll of a keypad; nil when nobody asks.
    private static func request(from master: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        while !isWhole(bytes) {
            var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 50) > 0 else { return nil }
            var part = [UInt8](repeating: 0, count: 256)
            let count = read(master, &part, part.count)
            guard count > 0 else { return nil }
            bytes += part.prefix(count)
        }
        return bytes
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        if bytes.count >= 5, bytes[1] == 0x50 { return true }
        return bytes.count >= 9 && bytes.count >= 9 + Int(bytes[6])
    }

    /// A good board's answer to a write of registers: what was written where.
    static func answer(to request: [UInt8]) -> [UInt8] { sealed(Array(request.prefix(6))) }

    /// Bytes and their CRC-16/Modbus, reckoned bit by bit.
    static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var sum: UInt16 = 0xFFFF
        for byte in bytes {
            sum ^= UInt16(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xA001 : sum >> 1 }
        }
        return bytes + [UInt8(sum & 0xFF), UInt8(sum >> 8)]
    }
}
