import QueueCore

/// Calls by time alone: in push, a free clerk gets another line's citizen once that one waited long
/// enough, although nobody pressed anything.
package struct PushWorker: Sendable {
    /// How often the hall is asked whom it would call; whoever is to be called waits no longer.
    package static let interval = Duration.milliseconds(500)

    private let controller: Controller

    package init(controller: Controller) {
        self.controller = controller
    }

    /// Works until cancelled.
    ///
    /// - Parameter clock: measures the time between two looks.
    package func run(clock: some Clock<Duration>) async {
        while !Task.isCancelled {
            await callWhoeverIsDue()
            try? await clock.sleep(for: Self.interval)
        }
    }

    /// Commits only when somebody is to be called: a hall that rests writes nothing.
    private func callWhoeverIsDue() async {
        let isDue = await controller.read { book, now in book.hall.assignment(at: now) != nil }
        guard isDue else { return }
        _ = await controller.submit(Request(.tick, by: .system))
    }
}
