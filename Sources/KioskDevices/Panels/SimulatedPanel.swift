import DeviceWire
package import Kiosk
import QueueCore
import Synchronization

/// A button panel without hardware; its edges go through the same filter as a real one's.
package final class SimulatedPanel: ButtonPanel {
    private static let idleTick = Duration.seconds(3_600)

    package let settings: PanelSettings
    private let feed = PressFeed()
    private let filter: Mutex<PressFilter>
    private let hardware = Mutex((held: Set<Int>(), isPlugged: true))
    private let health: HealthBoard
    private let clock: any WallClock
    private let start = ContinuousClock.now

    package init(_ settings: PanelSettings, health: HealthBoard, clock: any WallClock) {
        self.settings = settings
        self.health = health
        self.clock = clock
        filter = Mutex(PressFilter(settings))
    }

    package var id: DeviceID { settings.id }
    package var presses: AsyncStream<ButtonPress> { feed.stream() }

    package func run() async {
        report()
        while !Task.isCancelled { try? await Task.sleep(for: Self.idleTick) }
        feed.finish()
    }

    /// Presses and releases a button.
    ///
    /// - Returns: false when the panel has no such button; true also for an impatient press that
    ///   gives no further ticket.
    package func press(_ code: Int) -> Bool {
        guard settings.buttons.contains(where: { $0.code == code }) else { return false }
        // A button that is down cannot go down, and nobody hears one without a cable.
        let isHeard = hardware.withLock { $0.isPlugged && !$0.held.contains(code) }
        guard isHeard else { return true }
        let now = (ContinuousClock.now - start) / .microseconds(1)
        let microseconds = Int64(now)
        let isTicket = filter.withLock { filter in
            defer { _ = filter.isTicket(.released, code: code, at: microseconds) }
            return filter.isTicket(.pressed, code: code, at: microseconds)
        }
        if isTicket {
            feed.send(
                ButtonPress(
                    panel: id, code: code, at: clock.now(), eventMicroseconds: microseconds))
        }
        return true
    }

    /// Holds a button down as if it were stuck, or lets it go: health says so at once here.
    ///
    /// - Returns: false when the panel has no such button.
    package func hold(_ code: Int, _ isDown: Bool) -> Bool {
        guard settings.buttons.contains(where: { $0.code == code }) else { return false }
        hardware.withLock { hardware in
            if isDown { hardware.held.insert(code) } else { hardware.held.remove(code) }
        }
        report()
        return true
    }

    /// The buttons that are held down.
    package var stuck: Set<Int> { hardware.withLock { $0.held } }

    private func report() {
        let (held, isPlugged) = hardware.withLock { ($0.held, $0.isPlugged) }
        health.report(id, .panel, .simulated(isPlugged: isPlugged, stuck: held.sorted()))
    }
}

extension SimulatedPanel: Breakable {
    package var breakages: [BenchBreakage] {
        [BenchBreakage(.unplugged, isOn: !hardware.withLock { $0.isPlugged })]
    }

    package func set(_ fault: BenchFault, _ isOn: Bool) -> Bool {
        guard fault == .unplugged else { return false }
        hardware.withLock { $0.isPlugged = !isOn }
        report()
        return true
    }
}
