package import Kiosk
package import QueueCore

/// A clerk's keypad pressed by a test.
package final class FakeKeypad: Keypad {
    package let id: DeviceID
    package let counter: CounterNumber
    package let keys: AsyncStream<KeyEvent>
    /// What it was told, in order.
    package let shown = Watched<[KeypadFeedback]>([])
    private let inlet: AsyncStream<KeyEvent>.Continuation

    package init(_ id: DeviceID, counter: CounterNumber) {
        self.id = id
        self.counter = counter
        (keys, inlet) = AsyncStream.makeStream(
            of: KeyEvent.self, bufferingPolicy: .bufferingNewest(64))
    }

    package func run() async {}

    package func show(_ feedback: KeypadFeedback) async { shown.change { $0.append(feedback) } }

    /// Presses a key; the same `sequence` again is the same press.
    package func press(_ key: ClerkKey, sequence: Int? = nil, at now: Instant) {
        inlet.yield(KeyEvent(key, sequence: sequence, at: now))
    }

    /// Unplugs the keypad for good: its reader ends.
    package func end() { inlet.finish() }
}
