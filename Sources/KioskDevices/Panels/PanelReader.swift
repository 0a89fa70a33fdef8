import DeviceWire
import Glibc
import Kiosk

/// Waits for one panel's buttons on a thread of its own, so that a press is seen at once and
/// nothing else is held up.
actor PanelReader {
    /// Events taken before it looks whether it should stop.
    private static let burst = 256

    private nonisolated let executor: SerialQueueExecutor
    private let settings: PanelSettings
    /// Kept while the panel is away: a loose plug gives nobody a second ticket.
    private var filter: PressFilter
    private var held: HeldButtons

    init(_ settings: PanelSettings) {
        executor = SerialQueueExecutor(label: "motcua.panel.\(settings.id)")
        self.settings = settings
        filter = PressFilter(settings)
        held = StuckWatch.buttons(settings)
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Opens and grabs the panel and reads it until it vanishes or `wake` is readable.
    ///
    /// - Parameters:
    ///   - wake: ends the reading.
    ///   - ready: called with the device's name once it is grabbed, and again whenever other
    ///     buttons are stuck.
    ///   - press: called for each press, on this thread, at once.
    /// - Throws: `PanelFault` when there is no panel, or no more.
    func read(
        until wake: WakeDescriptor, ready: @Sendable (String, _ stuck: [Int]) -> Void,
        press: @Sendable (_ code: Int, _ microseconds: Int64) -> Void
    ) throws(PanelFault) {
        var device = try PanelFinder.open(settings)
        try device.grab()
        held = StuckWatch.buttons(settings)
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
        _ device: inout EvdevDevice, _ press: (Int, Int64) -> Void
    ) throws(PanelFault) -> Bool {
        for _ in 0..<Self.burst {
            switch device.next() {
            case .key(let code, let edge, let at):
                held.note(edge, code: code, at: StuckWatch.now())
                if filter.isTicket(edge, code: code, at: at) { press(code, at) }
            case .other: continue
            case .idle: return true
            case .gone(let cause): throw .missing("unplugged: \(cause)")
            }
        }
        return false
    }
}

extension PressFilter {
    /// The filter of a panel as configured.
    init(_ settings: PanelSettings) {
        self.init(
            codes: settings.buttons.map(\.code),
            impatienceMicroseconds: Int64(max(0, settings.repeatSeconds)) &* 1_000_000)
    }
}
