package import Kiosk
package import Logging
import QueueCore

/// A USB button panel: any input device of the kernel with the configured keys.
package final class EvdevPanel: ButtonPanel {
    /// How long after it vanished the panel is looked for again, and again.
    package static let searchInterval = Duration.seconds(2)

    package let id: DeviceID
    private let reader: PanelReader
    private let feed = PressFeed()
    private let health: HealthBoard
    private let clock: any WallClock
    private let logger: Logger
    private let searchInterval: Duration

    package init(
        _ settings: PanelSettings, health: HealthBoard, clock: any WallClock,
        logger: Logger = Logger(label: "motcua.panels"),
        searchInterval: Duration = EvdevPanel.searchInterval
    ) {
        id = settings.id
        reader = PanelReader(settings)
        self.health = health
        self.clock = clock
        self.logger = logger
        self.searchInterval = searchInterval
    }

    package var presses: AsyncStream<ButtonPress> { feed.stream() }

    package func run() async {
        let wake = WakeDescriptor()
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                await follow(until: wake)
                try? await Task.sleep(for: searchInterval)
            }
        } onCancel: {
            wake.wake()
        }
        feed.finish()
    }

    /// One life of the panel, from found to vanished.
    private func follow(until wake: WakeDescriptor) async {
        do throws(PanelFault) {
            try await reader.read(until: wake) { [self] name, stuck in
                report(StuckWatch.condition(name, stuck))
            } press: { [self] code, microseconds in
                feed.send(
                    ButtonPress(
                        panel: id, code: code, at: clock.now(), eventMicroseconds: microseconds))
            }
        } catch {
            switch error {
            case .missing(let cause): report(DeviceCondition(.missing, detail: cause))
            case .refused(let cause): report(DeviceCondition(.offline, detail: cause))
            }
        }
    }

    private func report(_ condition: DeviceCondition) {
        let isNew = health.health(of: id)?.condition != condition
        health.report(id, .panel, condition)
        guard isNew else { return }
        logger.notice(
            "panel condition",
            metadata: [
                "device": "\(id)", "condition": "\(condition.code.rawValue)",
                "detail": "\(condition.detail)",
            ])
    }
}
