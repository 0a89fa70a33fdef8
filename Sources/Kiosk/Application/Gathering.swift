import Synchronization

/// Outcomes that pile up for a moment and are then written down together: one commit for many, and
/// none of them has a press wait.
final class Gathering<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])
    private let news: AsyncStream<Void>
    private let newsInlet: AsyncStream<Void>.Continuation

    init() {
        (news, newsInlet) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Adds one without waking anybody; see ``ring()``.
    func add(_ element: Element) { elements.withLock { $0.append(element) } }

    /// Wakes whoever writes; never blocks.
    func ring() { newsInlet.yield() }

    /// All that came since the last time, in its order.
    func take() -> [Element] {
        elements.withLock { elements in
            defer { elements = [] }
            return elements
        }
    }

    /// Has it written down after each ring until cancelled.
    ///
    /// - Parameters:
    ///   - time: how long elements gather after a ring.
    ///   - clock: measures that time.
    ///   - write: takes and writes; what comes meanwhile is its next turn's.
    func run(
        gathering time: Duration, clock: some Clock<Duration>, write: () async -> Void
    ) async {
        for await _ in news {
            try? await clock.sleep(for: time)
            await write()
        }
    }
}
