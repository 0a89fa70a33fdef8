package import DeviceWire
package import Kiosk
package import Logging
import QueueCore

/// Makes the boards of a configuration, those of one port with one owner.
package enum BoardFactory {
    /// The boards, and what stands in their places with `--simulate`.
    package struct Boards: Sendable {
        /// In the order of the configuration.
        package let boards: [(settings: BoardSettings, board: any Board)]
        /// Empty when the boards are real.
        package let simulators: [SimulatedBoard]
    }

    /// Boards that do nothing until they run.
    ///
    /// Two boards share a line when their `port` is the same text; its speed and its characters are
    /// the first one's. Keypads on real lines are made with the same `lines`; families that files
    /// describe are on the shelf.
    package static func make(
        _ settings: [BoardSettings], shelf: BoardShelf = BoardShelf(), health: HealthBoard,
        logger: Logger = Logger(label: "motcua.boards"), simulated: Bool,
        lines: SerialLines = SerialLines()
    ) -> Boards {
        var boards: [(settings: BoardSettings, board: any Board)] = []
        var simulators: [SimulatedBoard] = []
        for sharing in groups(of: settings) {
            let (port, baud) = (sharing[0].port, sharing[0].baud)
            let made: [any Board]
            if simulated {
                let cable = SimulatedCable()
                let devices = sharing.map { SimulatedBoard($0, shelf: shelf, cable: cable) }
                simulators += devices
                let bus = SerialBus(
                    label: "motcua.line.\(port)", baud: baud,
                    transport: SimulatedLine(boards: devices, cable: cable))
                made = sharing.map {
                    SerialBoard($0, shelf: shelf, bus: bus, health: health, logger: logger)
                }
            } else {
                let characters = BoardCodec(sharing[0], shelf: shelf).characters
                let bus = lines.bus(port: port, baud: baud, characters: characters)
                made = sharing.map {
                    SerialBoard($0, shelf: shelf, bus: bus, health: health, logger: logger)
                }
            }
            boards += zip(sharing, made).map { ($0, $1) }
        }
        let order = Dictionary(
            settings.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        boards.sort { order[$0.settings.id, default: 0] < order[$1.settings.id, default: 0] }
        simulators.sort { order[$0.settings.id, default: 0] < order[$1.settings.id, default: 0] }
        return Boards(boards: boards, simulators: simulators)
    }

    /// The settings grouped by port, each group with one board at least.
    private static func groups(of settings: [BoardSettings]) -> [[BoardSettings]] {
        var ports: [String] = []
        for board in settings where !ports.contains(board.port) { ports.append(board.port) }
        return ports.map { port in settings.filter { $0.port == port } }
    }
}
