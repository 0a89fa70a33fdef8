import DeviceWire
import Kiosk
import KioskDevices
import QueueCore

/// A clock that stands still.
struct StillClock: WallClock {
    func now() -> Instant { Instant(millisecondsSinceEpoch: 1_795_600_000_000) }
}

/// Health as a stream of what changed.
struct HealthWatch: Sendable {
    let board = HealthBoard(clock: StillClock())
    private let changes: AsyncStream<Void>

    init() {
        let (changes, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.changes = changes
        board.onChange { continuation.yield() }
    }

    /// Returns once the device is so; at once when it already is.
    func wait(_ id: DeviceID, _ code: DeviceCondition.Code) async {
        if board.health(of: id)?.condition.code == code { return }
        for await _ in changes where board.health(of: id)?.condition.code == code { return }
    }
}

/// Boards on one real port, running while a test's body runs.
struct BoardBench {
    let health = HealthWatch()
    let boards: [SerialBoard<TTYTransport>]

    static func settings(
        _ id: DeviceID, port: String, wire: BoardSettings.Wire? = nil, unit: Int = 1,
        digits: Int = 4
    ) -> BoardSettings {
        BoardSettings(
            id: id, view: .counter(6), port: port, baud: 9_600,
            wire: wire ?? .modbusRTU(address: unit, register: 0, encoding: .bcd), digits: digits,
            answers: true)
    }

    /// Timing for tests: looks after the port often, and is patient with a busy machine.
    static var timing: BoardTiming {
        var timing = BoardTiming()
        timing.beat = .milliseconds(20)
        timing.beatsPerCheck = 1
        timing.patience = .milliseconds(500)
        timing.doubtfulPatience = .milliseconds(500)
        timing.longestShow = .seconds(10)
        return timing
    }

    init(
        _ settings: [BoardSettings], shelf: BoardShelf = BoardShelf(),
        characters: LineSettings = LineSettings(), timing: BoardTiming = BoardBench.timing
    ) {
        let bus = SerialBus(
            label: "test", baud: settings[0].baud,
            transport: TTYTransport(
                path: settings[0].port, baud: settings[0].baud, characters: characters))
        let health = health.board
        boards = settings.map {
            SerialBoard(
                $0, shelf: shelf, bus: bus, health: health, timing: timing)
        }
    }

    /// Runs the boards; `body` starts when the first is known to be `start`.
    func run(
        from start: DeviceCondition.Code = .ready,
        _ body: (SerialBoard<TTYTransport>) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for board in boards { group.addTask { await board.run() } }
            await health.wait(boards[0].id, start)
            try await body(boards[0])
            group.cancelAll()
        }
    }
}
