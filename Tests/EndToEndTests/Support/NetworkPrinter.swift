import Foundation
import Glibc
import Synchronization

/// A raw network printer that takes all it is sent and says that it is ready.
final class NetworkPrinter: Sendable {
    /// Where it listens on this machine.
    let port: Int
    private let listener: Int32
    private let count = Mutex(0)

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 4) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isOpen else { throw SocketFailure("listen") }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { [weak self] in
                    Self.serve(connection) { size in self?.count.withLock { $0 += size } }
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// How many bytes came so far: a slip is thousands.
    var received: Int { count.withLock { $0 } }

    private static func serve(_ connection: Int32, _ took: (Int) -> Void) {
        var last: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let size = read(connection, &buffer, buffer.count)
            guard size > 0 else { break }
            took(size)
            let bytes = last + buffer[..<size]
            // DLE EOT n asks how it is; all is well in each of the answers.
            for index in bytes.indices.dropLast(2)
            where bytes[index] == 0x10 && bytes[index + 1] == 0x04 && bytes[index + 2] < 8 {
                var ready: UInt8 = 0x12
                _ = send(connection, &ready, 1, Int32(MSG_NOSIGNAL))
            }
            last = Array(bytes.suffix(2))
        }
        close(connection)
    }
}
