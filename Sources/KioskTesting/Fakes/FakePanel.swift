package import Kiosk
package import QueueCore

/// A button panel pressed by a test.
package final class FakePanel: ButtonPanel {
    package let id: DeviceID
    package let presses: AsyncStream<ButtonPress>
    private let inlet: AsyncStream<ButtonPress>.Continuation

    package init(_ id: DeviceID) {
        self.id = id
        (presses, inlet) = AsyncStream.makeStream(
            of: ButtonPress.self, bufferingPolicy: .bufferingNewest(64))
    }

    package func run() async {}

    /// Presses a button; the same `pressID` again is the same press.
    package func press(_ code: Int, pressID: String, at now: Instant) {
        inlet.yield(ButtonPress(panel: id, code: code, pressID: pressID, at: now))
    }

    /// Unplugs the panel for good: its reader ends.
    package func end() { inlet.finish() }
}
