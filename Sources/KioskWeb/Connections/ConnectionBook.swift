import Foundation
import Synchronization

/// One connection as the book knows it.
final class OpenConnection: Sendable {
    let client: ClientAddress
    /// Milliseconds of uptime at the last bytes from the other side.
    private let lastHeard: Atomic<Int64>
    /// Whether an answer that never ends runs on it.
    private let kept = Atomic<Bool>(false)
    private let closing: @Sendable () -> Void

    /// A connection that just came in.
    init(from client: ClientAddress, at now: Duration, close: @escaping @Sendable () -> Void) {
        self.client = client
        lastHeard = Atomic(now.wholeMilliseconds)
        closing = close
    }

    var isKept: Bool { kept.load(ordering: .relaxed) }
    var lastHeardMilliseconds: Int64 { lastHeard.load(ordering: .relaxed) }

    func heard(at now: Duration) { lastHeard.store(now.wholeMilliseconds, ordering: .relaxed) }
    func keep() { kept.store(true, ordering: .relaxed) }
    func close() { closing() }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}

/// Bounds connections, for each address and in all.
///
/// Who comes when a bound is reached is let in, and the connection that was silent for longest is
/// closed: so idle connections, however many, keep nobody out. Live views are not idle.
final class ConnectionBook: Sendable {
    /// Connections of one address.
    static let perAddressMax = 64
    /// Connections of this machine: a proxy brings everybody's.
    static let localMax = 2_048
    /// Connections in all, however many files the system would allow.
    static let allMax = 8_192
    /// Files kept for the store, the devices and what else is not a connection.
    static let reservedFiles = 256

    private struct State {
        var all: [ObjectIdentifier: OpenConnection] = [:]
        var byNetwork: [String: Set<ObjectIdentifier>] = [:]
    }

    private let state = Mutex(State())
    private let limit: Int

    /// A book for a program that may open so many files.
    init(filesMax: Int) {
        limit = max(Self.perAddressMax, min(Self.allMax, filesMax - Self.reservedFiles))
    }

    var count: Int { state.withLock { $0.all.count } }

    /// Takes a connection in; another one may be closed for it.
    ///
    /// - Returns: false when there is no room, for every other one is in use.
    func open(_ connection: OpenConnection) -> Bool {
        let (isAdmitted, superfluous) = state.withLock { state in
            let network = connection.client.network
            let most = connection.client.isLocal ? Self.localMax : Self.perAddressMax
            let mates = state.byNetwork[network] ?? []
            var superfluous: OpenConnection?
            if mates.count >= most || state.all.count >= limit {
                let candidates =
                    mates.count >= most
                    ? mates.compactMap { state.all[$0] } : Array(state.all.values)
                superfluous = candidates.filter { !$0.isKept }
                    .min { $0.lastHeardMilliseconds < $1.lastHeardMilliseconds }
                guard let superfluous else { return (false, OpenConnection?.none) }
                Self.remove(superfluous, from: &state)
            }
            state.all[ObjectIdentifier(connection)] = connection
            state.byNetwork[network, default: []].insert(ObjectIdentifier(connection))
            return (true, superfluous)
        }
        superfluous?.close()
        return isAdmitted
    }

    /// Forgets a connection that is closed.
    func closed(_ connection: OpenConnection) {
        state.withLock { Self.remove(connection, from: &$0) }
    }

    private static func remove(_ connection: OpenConnection, from state: inout State) {
        let id = ObjectIdentifier(connection)
        guard state.all.removeValue(forKey: id) != nil else { return }
        let network = connection.client.network
        state.byNetwork[network]?.remove(id)
        if state.byNetwork[network]?.isEmpty ?? false { state.byNetwork[network] = nil }
    }
}
