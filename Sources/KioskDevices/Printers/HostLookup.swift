import Dispatch
import Glibc
import Synchronization

/// An address as `connect` wants it.
struct SocketAddress: Hashable, Sendable {
    let family: Int32
    /// A `sockaddr` of the family.
    let bytes: [UInt8]
}

/// The addresses of one host.
///
/// A number is one at once. A name is asked for on a thread of its own, since a resolver may take
/// half a minute; what it said last holds until it says something else.
final class HostLookup: Sendable {
    /// Addresses that are tried at most.
    static let maximumAddresses = 4

    private struct State {
        var isLooking = false
        var known: [SocketAddress] = []
    }

    private let host: String
    private let port: Int
    private let state = Mutex(State())
    private let signal = WakeSignal()

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The host's addresses, waiting at most `limit` for a resolver; none when it has none.
    func addresses(within limit: Duration) async -> [SocketAddress] {
        let numeric = Self.look(host, port, flags: AI_NUMERICHOST)
        guard numeric.isEmpty else { return numeric }
        let mayStart = state.withLock { state in
            defer { state.isLooking = true }
            return !state.isLooking
        }
        if mayStart {
            DispatchQueue.global().async { [self] in
                let found = Self.look(host, port, flags: 0)
                state.withLock { state in
                    state.isLooking = false
                    if !found.isEmpty { state.known = found }
                }
                signal.raise()
            }
        }
        await signal.wait(atMost: limit)
        return state.withLock { $0.known }
    }

    private static func look(_ host: String, _ port: Int, flags: Int32) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = flags | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee, addresses.count < maximumAddresses {
            if let address = entry.ai_addr {
                let bytes = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
                addresses.append(SocketAddress(family: entry.ai_family, bytes: Array(bytes)))
            }
            next = entry.ai_next
        }
        return addresses
    }
}
