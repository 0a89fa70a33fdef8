import DeviceWire
import Glibc
import Kiosk

/// Connects to a raw network printer, port 9100 nearly always.
package struct TCPConnector: PrinterConnector {
    /// A printer of the same house answers in milliseconds; a slip waits for this.
    package static let connectLimit = Duration.seconds(1)
    private static let lookupLimit = Duration.seconds(1)

    private let place: String
    private let lookup: HostLookup

    /// - Parameters:
    ///   - host: an address, or a name that the resolver knows.
    ///   - port: where it takes raw bytes.
    package init(host: String, port: Int) {
        place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        lookup = HostLookup(host: host, port: port)
    }

    package func connect(choosing chooser: PrinterChooser, onLoss: @escaping @Sendable () -> Void)
        async -> PrinterConnection<LineTransport>
    {
        let addresses = await lookup.addresses(within: Self.lookupLimit)
        guard !addresses.isEmpty else {
            return .absent(DeviceCondition(.missing, detail: "nobody knows the host of \(place)"))
        }
        let choice = chooser.choose(for: nil)
        let deadline = ContinuousClock.now + Self.connectLimit
        var trouble: Int32 = ETIMEDOUT
        for address in addresses {
            let left = max(.zero, deadline - .now)
            let (line, error) = SocketLine.connect(to: address, within: left)
            guard let line else {
                trouble = error
                continue
            }
            let transport = LineTransport(
                line, detail: place, canReceive: !choice.profile.quirks.contains(.oneWay),
                showsPresence: true, onLoss: onLoss)
            return .open(transport, choice)
        }
        return .absent(Self.condition(of: trouble, at: place))
    }

    private static func condition(of error: Int32, at place: String) -> DeviceCondition {
        switch error {
        case ECONNREFUSED:
            DeviceCondition(
                .offline, detail: "\(place) refuses: another computer prints, or the port is wrong")
        case ETIMEDOUT, EHOSTUNREACH, ENETUNREACH:
            DeviceCondition(
                .missing, detail: "no answer from \(place): is it on, and its cable in?")
        default:
            DeviceCondition(.missing, detail: "\(place): \(String(cString: strerror(error)))")
        }
    }
}
