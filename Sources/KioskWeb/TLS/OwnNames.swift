import Foundation
package import Kiosk

/// What browsers on the hall's network may call this machine.
package enum OwnNames {
    /// More than this no machine has that a hall runs on.
    private static let namesMax = 40

    /// The machine's name, its addresses now, and what the configuration calls it; each once.
    package static func all(_ configuration: Configuration) -> [String] {
        var names = [hostName(), "localhost"]
        let listen = configuration.listen.host
        if !["0.0.0.0", "::"].contains(listen) { names.append(listen) }
        let url = configuration.publicBaseURL.flatMap { URLComponents(string: $0) }
        if let host = url?.host { names.append(host.trimmingCharacters(in: ["[", "]"])) }
        names += addresses()
        var seen: Set<String> = []
        return Array(names.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(namesMax))
    }

    private static func hostName() -> String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost" }
        return String(
            decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Addresses of all interfaces, without those that hold on one cable only.
    private static func addresses() -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return ["127.0.0.1", "::1"] }
        defer { freeifaddrs(first) }
        var found: [String] = []
        var next = first
        while let entry = next {
            next = entry.pointee.ifa_next
            guard let address = entry.pointee.ifa_addr else { continue }
            let family = Int32(address.pointee.sa_family)
            guard family == AF_INET || family == AF_INET6 else { continue }
            let length =
                family == AF_INET
                ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
            var text = [CChar](repeating: 0, count: 64)
            guard
                getnameinfo(
                    address, socklen_t(length), &text, socklen_t(text.count), nil, 0,
                    NI_NUMERICHOST) == 0
            else { continue }
            let name = String(
                decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if !name.contains("%") { found.append(name) }
        }
        return found
    }
}
