import Foundation
import Kiosk
import QueueCore

/// The machine's clock, or one set to another time that runs on from there.
struct SystemClock: WallClock {
    /// What is added to the machine's time.
    let offset: Duration

    /// The machine's time, or with `startingAt` that time now.
    init(startingAt start: Instant? = nil) {
        offset = start.map { $0.since(Self.machineTime()) } ?? .zero
    }

    func now() -> Instant { Self.machineTime() + offset }

    private static func machineTime() -> Instant {
        Instant(millisecondsSinceEpoch: Int64(Date.now.timeIntervalSince1970 * 1_000))
    }
}
