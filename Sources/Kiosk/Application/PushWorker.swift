import QueueCore

/// Calls by time alone: in push, a free clerk gets another line's citizen once that one waited long
/// enough, although nobody pressed anything.
///
/// Every command lets the hall call whom it can; between commands the hall says when the next one
/// falls due, and the worker sleeps until then.
package struct PushWorker: Sendable {
    /// The hall is asked again after this time at the latest.
    ///
    /// A counter that became free meanwhile may be due to help earlier than was known.
    package static let longestSleep = Duration.seconds(1)
    /// And not before this time, whatever the hall says: a clock that stands must not spin it.
    package static let shortestSleep = Duration.milliseconds(20)

    private let controller: Controller

    package init(controller: Controller) {
        self.controller = controller
    }

    /// Works until cancelled.
    ///
    /// - Parameter clock: measures the time between two looks.
    package func run(clock: some Clock<Duration>) async {
        while !Task.isCancelled {
            let next = await callWhoeverIsDue()
            let sleep = min(Self.longestSleep, next ?? Self.longestSleep)
            try? await clock.sleep(for: max(Self.shortestSleep, sleep))
        }
    }

    /// Commits only when somebody is to be called: a hall that rests writes nothing.
    ///
    /// - Returns: how long until time alone may call the next; nil when it will call nobody.
    private func callWhoeverIsDue() async -> Duration? {
        let (isDue, next) = await controller.read { book, now in
            (
                book.hall.assignment(at: now) != nil,
                book.hall.nextWakeAt(after: now).map { $0.since(now) }
            )
        }
        if isDue { _ = await controller.submit(Request(.tick, by: .system)) }
        return next
    }
}
