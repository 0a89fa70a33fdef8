import Foundation

/// A free port, held until the server listens on it.
///
/// A demonstration prints its own address on slips, so it must know the port before anything runs.
/// Nobody else gets the port meanwhile: the socket stays bound, but does not listen, and Linux lets
/// a second socket of `SO_REUSEADDR` bind beside such a one.
final class PortReservation: Sendable {
    let port: Int
    private let descriptor: Int32

    /// Reserves a port of the loopback address; nil when the system has none to give.
    init?() {
        let descriptor = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        var yes: Int32 = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isBound else { return nil }
    }

    deinit { close(descriptor) }
}
