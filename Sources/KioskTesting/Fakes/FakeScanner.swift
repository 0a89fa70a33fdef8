package import Kiosk
package import QueueCore

/// A scanner that a test holds codes before.
package final class FakeScanner: Scanner {
    package let id: DeviceID
    package let scans: AsyncStream<Scan>
    private let inlet: AsyncStream<Scan>.Continuation

    package init(_ id: DeviceID) {
        self.id = id
        (scans, inlet) = AsyncStream.makeStream(
            of: Scan.self, bufferingPolicy: .bufferingNewest(8))
    }

    package func run() async {}

    /// Scans this.
    package func scan(_ content: Scan.Content, at now: Instant) {
        inlet.yield(Scan(scanner: id, content: content, at: now))
    }

    /// Unplugs the scanner for good: its reader ends.
    package func end() { inlet.finish() }
}
