import QueueCore

/// Writes down what became of announcements.
///
/// Apart from the calls: an outcome is no event, so it waits a moment for others and shares their
/// commit.
package final class AnnouncementLog: Sendable {
    /// Outcomes of this time are written down in one commit.
    package static let gatherTime = Duration.seconds(1)

    private let fates = Gathering<AnnouncementFate>()

    package init() {}

    /// Takes an outcome; never blocks.
    package func note(_ fate: AnnouncementFate) {
        fates.add(fate)
        fates.ring()
    }

    /// Writes until cancelled; what is known by then is written too.
    ///
    /// - Parameters:
    ///   - controller: owns the store.
    ///   - clock: measures the time in which outcomes gather.
    package func run(
        controller: Controller, clock: some Clock<Duration> = ContinuousClock()
    ) async {
        await fates.run(gathering: Self.gatherTime, clock: clock) { await write(controller) }
        await write(controller)
    }

    private func write(_ controller: Controller) async {
        let outcomes = fates.take().map { ($0.order.id, $0.outcome) }
        await controller.settle(announcements: Dictionary(outcomes) { _, last in last })
    }
}
