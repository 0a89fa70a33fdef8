import DeviceWire
import Dispatch
import Foundation
import Glibc
import Kiosk
import KioskDevices
import KioskSettings
import QueueCore
import Synchronization
import Testing

/// The far end of a line at a path: hears what the driver sends, and speaks.
final class KeypadLine: Sendable {
    private let link: String
    private let terminal: Mutex<PseudoTerminal?>
    private let queue = DispatchQueue(label: "keypad-line")

    /// - Parameters:
    ///   - link: a path that leads to the line from now on.
    ///   - hears: what comes back upon bytes of the driver: pieces, each sent once the one before
    ///     was taken; nil breaks the line.
    /// - Throws: when the machine gives no pseudo-terminal.
    init(
        at link: String, hears: @escaping @Sendable ([UInt8]) -> [[UInt8]]? = { _ in [] }
    ) throws {
        let terminal = try PseudoTerminal()
        self.terminal = Mutex(terminal)
        self.link = link
        unlink(link)
        symlink(terminal.path, link)
        queue.async { [weak self] in
            while let terminal = self?.terminal.withLock({ $0 }) {
                let bytes = terminal.read(milliseconds: 20)
                guard !bytes.isEmpty else { continue }
                guard let pieces = hears(bytes) else {
                    self?.hangUp()
                    return
                }
                Self.say(pieces, terminal)
            }
        }
    }

    deinit { unlink(link) }

    /// Says pieces, each once the driver took the one before it.
    func say(_ pieces: [[UInt8]]) {
        guard let terminal = terminal.withLock({ $0 }) else { return }
        Self.say(pieces, terminal)
    }

    private static func say(_ pieces: [[UInt8]], _ terminal: PseudoTerminal) {
        for piece in pieces {
            terminal.write(piece)
            terminal.awaitTaken()
        }
    }

    /// Breaks the line, as when the adapter is pulled.
    func hangUp() {
        unlink(link)
        terminal.withLock { $0 = nil }
    }
}

/// A keypad with its real driver on a real pseudo-terminal.
struct KeypadRig {
    let health = HealthWatch()
    let bus: SerialBus<TTYTransport>
    let keypad: BusKeypad<TTYTransport>

    /// Looks after the port often.
    static var timing: BusKeypadTiming {
        var timing = BusKeypadTiming()
        timing.check = .milliseconds(20)
        return timing
    }

    init(
        _ node: KeypadNode, keys: [UInt8: FrameKey], port: String,
        timing: BusKeypadTiming = KeypadRig.timing, staleTime: Duration = .seconds(300),
        uptime: @escaping @Sendable () -> Duration = { KeypadDesk.uptime() }
    ) {
        bus = SerialBus(
            label: "test", baud: 19_200,
            transport: TTYTransport(path: port, baud: 19_200),
            staleTime: staleTime)
        keypad = BusKeypad(
            KeypadSettings(
                id: "keypad-6", counter: 6,
                connection: .bus(.init(port: port, address: 1, family: "any"))),
            node: node, keys: keys, slot: 0, bus: bus, health: health.board, clock: StillClock(),
            timing: timing, uptime: uptime)
    }

    /// Runs the keypad; `body` gets its keys and starts once it is known to be `start`.
    func run(
        from start: DeviceCondition.Code = .ready,
        _ body: (inout AsyncStream<KeyEvent>.Iterator) async throws -> Void
    ) async throws {
        var keys = keypad.keys.makeAsyncIterator()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await keypad.run() }
            await health.wait("keypad-6", start)
            try await body(&keys)
            group.cancelAll()
        }
    }

    /// Waits until the keypad knows all that its driver took from the line.
    func settle() async {
        // Whoever is let in by the bus comes after the turn in which bytes were taken.
        await bus.join()
        await bus.leave()
    }

    /// Keys until `last` comes, that one left out.
    static func keys(
        _ keys: inout AsyncStream<KeyEvent>.Iterator, until last: ClerkKey
    ) async -> [ClerkKey] {
        var heard: [ClerkKey] = []
        while let event = await keys.next(isolation: #isolation), event.key != last {
            heard.append(event.key)
        }
        return heard
    }
}

/// The shipped families of keypads.
enum ShippedKeypads {
    static func shelf() throws -> KeypadShelf {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Firmware-Protocols/keypads").path(percentEncoded: false)
        return KeypadShelf(try ProtocolReader.read(folder: folder).map(\.definition))
    }
}
