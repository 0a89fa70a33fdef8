import NIOCore

/// Who a connection comes from, as far as bounds are concerned.
struct ClientAddress: Hashable, Sendable {
    /// The address; of IPv6 the first 64 bits, for one machine has all the addresses behind them.
    let network: String
    /// Whether it is this machine.
    let isLocal: Bool
    /// The whole address, 4 or 16 bytes; nil for this machine.
    let bytes: [UInt8]?

    static func == (one: ClientAddress, other: ClientAddress) -> Bool {
        one.network == other.network && one.isLocal == other.isLocal
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(network)
        hasher.combine(isLocal)
    }

    /// The other end of a connection; a socket without an address is this machine's.
    init(_ address: SocketAddress?) {
        // Of a `sockaddr_in` bytes 4 to 7 are the address, of a `sockaddr_in6` bytes 8 to 23.
        let raw = address?.withSockAddr { start, count in
            Array(UnsafeRawBufferPointer(start: start, count: count))
        }
        switch (address, raw) {
        case (.v4, let raw?) where raw.count >= 8: self.init(v4: Array(raw[4..<8]))
        case (.v6, let raw?) where raw.count >= 24: self.init(v6: Array(raw[8..<24]))
        default: self.init(network: "local", isLocal: true)
        }
    }

    private init(network: String, isLocal: Bool, bytes: [UInt8]? = nil) {
        self.network = network
        self.isLocal = isLocal
        self.bytes = isLocal ? nil : bytes
    }

    /// Wherever an account is asked for: what counts for it counts everywhere.
    static func account(_ user: String) -> ClientAddress {
        ClientAddress(network: "account:\(user)", isLocal: false)
    }

    private init(v4 bytes: [UInt8]) {
        self.init(
            network: bytes.map(String.init).joined(separator: "."), isLocal: bytes[0] == 127,
            bytes: bytes)
    }

    private init(v6 bytes: [UInt8]) {
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10...11] == [0xFF, 0xFF]
        if isMapped {
            self.init(v4: Array(bytes[12...]))
        } else {
            let isLoopback = bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
            self.init(
                network: isLoopback ? "::1" : bytes[..<8].hexadecimal.joined(),
                isLocal: isLoopback, bytes: bytes)
        }
    }
}
