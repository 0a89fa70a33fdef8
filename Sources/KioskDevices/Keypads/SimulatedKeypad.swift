package import Kiosk
package import QueueCore
import Synchronization

/// A clerk's keypad without hardware.
package final class SimulatedKeypad: Keypad {
    private static let idleTick = Duration.seconds(3_600)

    package let settings: KeypadSettings
    private let feed = KeyFeed()
    private let health: HealthBoard
    private let clock: any WallClock
    private let state = Mutex((sequence: 0, feedback: KeypadFeedback?.none))

    package init(_ settings: KeypadSettings, health: HealthBoard, clock: any WallClock) {
        self.settings = settings
        self.health = health
        self.clock = clock
    }

    package var id: DeviceID { settings.id }
    package var counter: CounterNumber { settings.counter }
    package var keys: AsyncStream<KeyEvent> { feed.stream() }
    /// What it told the clerk last.
    package var feedback: KeypadFeedback? { state.withLock { $0.feedback } }

    package func show(_ feedback: KeypadFeedback) async {
        state.withLock { $0.feedback = feedback }
    }

    package func run() async {
        health.report(id, .keypad, DeviceCondition(.ready, detail: "simulated"))
        while !Task.isCancelled { try? await Task.sleep(for: Self.idleTick) }
        feed.finish()
    }

    /// Presses and releases a key.
    package func press(_ key: ClerkKey) {
        let sequence = state.withLock { state in
            state.sequence &+= 1
            return state.sequence
        }
        feed.send(KeyEvent(key, sequence: sequence, at: clock.now()))
    }
}
