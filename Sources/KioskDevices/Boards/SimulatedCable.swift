import Synchronization

/// The cable of a simulated line, which somebody may pull.
package final class SimulatedCable: Sendable {
    private let plugged = Mutex(true)

    package init() {}

    package var isPlugged: Bool { plugged.withLock { $0 } }
    package func setPlugged(_ isPlugged: Bool) { plugged.withLock { $0 = isPlugged } }
}
