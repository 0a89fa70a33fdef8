import DeviceWire
import Glibc
import Kiosk
import QueueCore

/// Waits for one keypad's keys on a thread of its own.
actor KeypadReader {
    /// Events taken before it looks whether it should stop.
    private static let burst = 256

    private nonisolated let executor: SerialQueueExecutor
    private let place: PanelSettings
    private let keys: [Int: ClerkKey]
    // Bounces only: a clerk types 11 within two seconds. Kept while the keypad is away.
    private var filter: PressFilter
    private var held: HeldButtons

    /// A reader.
    ///
    /// - Parameters:
    ///   - id: names its thread.
    ///   - path: of the device; nil finds it by `name`.
    ///   - name: a beginning of the device's name.
    ///   - keys: what each code means.
    init(id: DeviceID, path: String?, name: String?, keys: [Int: ClerkKey]) {
        executor = SerialQueueExecutor(label: "motcua.keypad.\(id)")
        // Found as a button panel is, by its keys; the line and the kiosk are nobody's.
        place = PanelSettings(
            id: id, kiosk: "", path: path, name: name,
            buttons: keys.keys.sorted().map { ButtonSettings(code: $0, line: "") })
        self.keys = keys
        filter = PressFilter(codes: keys.keys, impatienceMicroseconds: 0)
        held = StuckWatch.buttons(place)
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Opens and grabs the keypad and reads it until it vanishes or `wake` is readable.
    ///
    /// - Parameters:
    ///   - wake: ends the reading.
    ///   - ready: called with the device's name, and the stuck keys, whenever either changes.
    ///   - press: called for each key, on this thread, at once.
    /// - Throws: `PanelFault` when there is no keypad, or no more.
    func read(
        until wake: WakeDescriptor, ready: @Sendable (String, _ stuck: [Int]) -> Void,
        press: @Sendable (ClerkKey) -> Void
    ) throws(PanelFault) {
        var device = try PanelFinder.open(place)
        try device.grab()
        held = StuckWatch.buttons(place)
        var stuck: [Int] = []
        ready(device.name, stuck)
        while true {
            var entries = [
                pollfd(fd: device.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&entries, 2, device.hasWaiting ? 0 : StuckWatch.timeout(held))
            guard entries[1].revents == 0 else { return }
            let isIdle = try drain(&device, press)
            let now = held.stuck(at: StuckWatch.now())
            if now != stuck {
                stuck = now
                ready(device.name, stuck)
            }
            let broken = Int32(entries[0].revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
            if isIdle, broken { throw .missing("unplugged") }
        }
    }

    /// Takes what is waiting; whether nothing is left.
    private func drain(
        _ device: inout EvdevDevice, _ press: (ClerkKey) -> Void
    ) throws(PanelFault) -> Bool {
        for _ in 0..<Self.burst {
            switch device.next() {
            case .key(let code, let edge, let at):
                held.note(edge, code: code, at: StuckWatch.now())
                if filter.isTicket(edge, code: code, at: at), let key = keys[code] { press(key) }
            case .other: continue
            case .idle: return true
            case .gone(let cause): throw .missing("unplugged: \(cause)")
            }
        }
        return false
    }
}
