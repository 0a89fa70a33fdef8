import DeviceWire
import Kiosk
import QueueCore

/// An hour of a busy hall on one RS-485 line, in simulated time: real frames, real parsers, real
/// turns; only the wire and the people are dice, which fall the same way for the same seed.
package struct BusHour {
    /// The hall and its wire.
    package struct Scene: Sendable {
        package var baud = 19_200
        /// Boards, and as many keypads beside them.
        package var counters = 16
        package var length = Duration.seconds(3_600)
        /// One frame in so many is lost, corrupted, late or doubled; 0 for a clean wire.
        package var oneFaultIn = 100
        /// Each counter's board and keypad lose their power about so often; nil for never.
        package var powerCutEvery: Duration?
        package var seed: UInt64 = 1

        package init() {}
    }

    /// What came of it.
    package struct Report: Sendable {
        package internal(set) var keys = BusSamples()
        /// From a call to its first byte, whoever had the line.
        package internal(set) var firstBytes = BusSamples()
        /// The same, of calls that found the line idle.
        package internal(set) var idleFirstBytes = BusSamples()
        package internal(set) var pressed = 0
        package internal(set) var delivered = 0
        /// Keys that came in another order than they were pressed, doubled or invented.
        package internal(set) var wrongKeys = 0
        /// Boards that did not show the truth at the end.
        package internal(set) var wrongBoards = 0
        package internal(set) var faults = 0
        /// Times that a counter's board and keypad were without power.
        package internal(set) var powerCuts = 0
        /// From a loss of power to the moment when the board, or the keypad, is known to be dead.
        package internal(set) var alarms = BusSamples()
        /// Keys that a keypad held when it lost its power.
        package internal(set) var keysLostWithPower = 0
        package internal(set) var turns = 0
    }

    struct Counter {
        var board: SimulatedBoard
        let codec: BoardCodec
        let keypad: LatchedKeypad
        var device: LatchedKeypadDevice
        var latch = KeyLatch()
        /// Keys that were pressed and not delivered, with their times.
        var waiting: [(key: UInt8, at: Duration)] = []
        var nextPress = Duration.zero
        var nextCall = Duration.zero
        var number = "1000"
        var calledAt: Duration?
        var isCalledIdle = false
        var blinksUntil = Duration.zero
        var isDark = false
        /// When it must be told again, also without a change.
        var tellAt = Duration.zero
        var power = Power()
    }

    /// The board thinks, or the keypad: from a request's last byte to the answer's first.
    static let thinking = 1_000...5_000
    /// What the machine and a USB adapter with a short latency take, each way.
    static let adapter = Duration.microseconds(500)
    static let recovery = Duration.milliseconds(20)
    static let blinkHalf = Duration.milliseconds(500)
    static let heal = Duration.seconds(4)
    /// People rest this long before the end, so that all that was said can arrive.
    static let settling = Duration.seconds(20)

    let scene: Scene
    var dice: BusDice
    var counters: [Counter] = []
    var scheduler = BusScheduler()
    var now = Duration.zero
    var quietSince = Duration.zero
    /// An answer that comes when nobody waits for it any more.
    var stray: (bytes: [UInt8], at: Duration)?
    var report = Report()
    private let epoch = ContinuousClock.now

    /// The hall at rest; nil when the scene has more counters than the line has addresses.
    package init?(_ scene: Scene) {
        self.scene = scene
        dice = BusDice(seed: scene.seed)
        for index in 0..<scene.counters {
            // Keypads follow the boards' addresses.
            guard let keypad = LatchedKeypad(address: index + 1 + scene.counters) else {
                return nil
            }
            let settings = BoardSettings(
                id: DeviceID("board-\(index + 1)"), view: .counter(index + 1),
                port: "line", baud: scene.baud,
                wire: .modbusRTU(address: index + 1, register: 0, encoding: .bcd), digits: 4,
                answers: true)
            var counter = Counter(
                board: SimulatedBoard(settings), codec: BoardCodec(settings), keypad: keypad,
                device: LatchedKeypadDevice(keypad))
            counter.nextPress = .seconds(10) + dice.pause(averaging: 60)
            counter.nextCall = .seconds(10) + dice.pause(averaging: 180)
            counter.power.cutAt = nextCut(after: .zero)
            counters.append(counter)
            scheduler.add(keypad: index, at: .zero)
        }
    }

    /// Plays the hour.
    package consuming func run() -> Report {
        while now < scene.length {
            live()
            switch scheduler.next(at: now) {
            case .board(let index): tell(index)
            case .keypad(let index): ask(index)
            case .rest(let until): now = min(until ?? nextEvent, nextEvent, scene.length)
            }
        }
        for counter in counters {
            report.wrongBoards += counter.board.text == counter.number ? 0 : 1
            report.wrongKeys += counter.waiting.count
        }
        return report
    }

    func instant(_ time: Duration) -> ContinuousClock.Instant { epoch + time }

    // MARK: People and clocks

    /// The next moment at which anything happens by itself.
    private var nextEvent: Duration {
        counters.map { min($0.nextPress, $0.nextCall, $0.tellAt, $0.power.nextChange) }.min()
            ?? scene.length
    }

    /// Lets happen what is due by now.
    private mutating func live() {
        let end = scene.length - Self.settling
        for index in counters.indices {
            changePower(index)
            while counters[index].nextPress <= now {
                let at = counters[index].nextPress
                counters[index].nextPress =
                    at < end ? at + dice.pause(averaging: 60) : scene.length + .seconds(1)
                guard at < end else { continue }
                press(index, at)
            }
            while counters[index].nextCall <= now {
                let at = counters[index].nextCall
                counters[index].nextCall =
                    at < end ? at + dice.pause(averaging: 180) : scene.length + .seconds(1)
                guard at < end else { continue }
                call(index, at)
            }
            guard counters[index].tellAt <= now else { continue }
            counters[index].isDark =
                counters[index].blinksUntil > now && !counters[index].isDark
            counters[index].tellAt =
                now + (counters[index].blinksUntil > now ? Self.blinkHalf : Self.heal)
            scheduler.ask(board: index)
        }
    }

    private mutating func press(_ index: Int, _ at: Duration) {
        let key = UInt8(truncatingIfNeeded: dice.next() % 20 + 1)
        guard !counters[index].power.isOff, counters[index].device.press(key) else { return }
        report.pressed += 1
        counters[index].waiting.append((key, at))
    }

    /// The counter calls its next number; the board blinks for ten seconds.
    mutating func call(_ index: Int, _ at: Duration) {
        let next = 1_000 + ((Int(counters[index].number) ?? 1_000) - 999) % 9_000
        counters[index].number = "\(next)"
        counters[index].calledAt = counters[index].calledAt ?? at
        // Whoever comes while nobody has the line is what `live` finds due at this very moment.
        counters[index].isCalledIdle = at == now
        counters[index].isDark = false
        counters[index].blinksUntil = at + .seconds(10)
        counters[index].tellAt = now + Self.blinkHalf
        scheduler.ask(board: index)
    }
}
