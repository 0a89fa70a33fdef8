package import Kiosk
package import QueueCore
import Synchronization

/// A clerk's keypad without hardware.
package final class SimulatedKeypad: Keypad {
    private struct State {
        var sequence = 0
        var feedback: KeypadFeedback?
        var held: Set<ClerkKey> = []
        var isPlugged = true
    }

    private static let idleTick = Duration.seconds(3_600)

    package let settings: KeypadSettings
    /// The keys that it has: those configured; on a line, whose families are files, every one.
    package let keySet: Set<ClerkKey>
    private let feed = KeyFeed()
    private let health: HealthBoard
    private let clock: any WallClock
    private let state = Mutex(State())

    package init(_ settings: KeypadSettings, health: HealthBoard, clock: any WallClock) {
        self.settings = settings
        keySet =
            switch settings.connection {
            case .input: Set(settings.keys.values)
            case .bus: Set(ClerkKey.allCases)
            }
        self.health = health
        self.clock = clock
    }

    package var id: DeviceID { settings.id }
    package var counter: CounterNumber { settings.counter }
    package var keys: AsyncStream<KeyEvent> { feed.stream() }
    /// What it told the clerk last.
    package var feedback: KeypadFeedback? { state.withLock { $0.feedback } }
    /// The keys that are held down.
    package var stuck: Set<ClerkKey> { state.withLock { $0.held } }

    package func show(_ feedback: KeypadFeedback) async {
        state.withLock { $0.feedback = feedback }
    }

    package func run() async {
        report()
        while !Task.isCancelled { try? await Task.sleep(for: Self.idleTick) }
        feed.finish()
    }

    /// Presses and releases a key.
    ///
    /// - Returns: false when the keypad has no such key; true also for a press that nobody hears.
    package func press(_ key: ClerkKey) -> Bool {
        guard keySet.contains(key) else { return false }
        goDown(key, andStays: false)
        return true
    }

    /// Presses a key that stays down, or lets it go; one press, however long it lasts.
    ///
    /// - Returns: false when the keypad has no such key.
    package func hold(_ key: ClerkKey, _ isDown: Bool) -> Bool {
        guard keySet.contains(key) else { return false }
        if isDown {
            goDown(key, andStays: true)
        } else {
            state.withLock { _ = $0.held.remove(key) }
        }
        report()
        return true
    }

    private func goDown(_ key: ClerkKey, andStays: Bool) {
        let sequence = state.withLock { state -> Int? in
            // A key that is down cannot go down, and nobody hears one without a cable.
            let isHeard = state.isPlugged && !state.held.contains(key)
            if andStays { state.held.insert(key) }
            guard isHeard else { return nil }
            state.sequence &+= 1
            return state.sequence
        }
        guard let sequence else { return }
        feed.send(KeyEvent(key, sequence: sequence, at: clock.now()))
    }

    private func report() {
        let (held, isPlugged) = state.withLock { ($0.held, $0.isPlugged) }
        health.report(
            id, .keypad, .simulated(isPlugged: isPlugged, stuck: held.map(\.rawValue).sorted()))
    }
}

extension SimulatedKeypad: Breakable {
    package var breakages: [BenchBreakage] {
        [BenchBreakage(.unplugged, isOn: !state.withLock { $0.isPlugged })]
    }

    package func set(_ fault: BenchFault, _ isOn: Bool) -> Bool {
        guard fault == .unplugged else { return false }
        state.withLock { $0.isPlugged = !isOn }
        report()
        return true
    }
}
