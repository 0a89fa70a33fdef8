package import DeviceWire
package import Kiosk

/// The real serial lines of a centre: one owner a port, whoever is on it.
package final class SerialLines {
    private let directions: [String: LineDirection]
    private var buses: [String: SerialBus<TTYTransport>] = [:]

    /// Lines that nobody opened.
    ///
    /// - Parameter ports: those that need more than their devices say.
    package init(_ ports: [PortSettings] = []) {
        directions = Dictionary(
            ports.map { ($0.path, LineDirection($0.direction)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The line at a port; its speed and its characters are those of the first who asks.
    package func bus(
        port: String, baud: Int, characters: LineSettings = LineSettings()
    ) -> SerialBus<TTYTransport> {
        if let bus = buses[port] { return bus }
        let bus = SerialBus(
            label: "motcua.line.\(port)", baud: baud,
            transport: TTYTransport(
                path: port, baud: baud, characters: characters,
                direction: directions[port] ?? .automatic))
        buses[port] = bus
        return bus
    }
}
