package import Kiosk
package import Logging
package import QueueCore

/// A clerk's USB keypad: any input device of the kernel, grabbed, so that its keys are typed into no
/// other program.
package final class EvdevKeypad: Keypad {
    /// How long after it vanished the keypad is looked for again, and again.
    package static let searchInterval = Duration.seconds(2)

    package let id: DeviceID
    package let counter: CounterNumber
    private let reader: KeypadReader
    private let feed = KeyFeed()
    private let health: HealthBoard
    private let clock: any WallClock
    private let logger: Logger
    private let searchInterval: Duration

    /// A keypad that is not looked for until it runs.
    ///
    /// - Parameters:
    ///   - settings: its name, counter and keys.
    ///   - path: of the device under `/dev/input`; nil finds it by `name`.
    ///   - name: a beginning of the device's name.
    ///   - health: told how it is.
    ///   - clock: dates its keys.
    ///   - logger: told when its condition changes; never of keys.
    ///   - searchInterval: between two searches.
    package init(
        _ settings: KeypadSettings, path: String?, name: String?, health: HealthBoard,
        clock: any WallClock, logger: Logger = Logger(label: "motcua.keypads"),
        searchInterval: Duration = EvdevKeypad.searchInterval
    ) {
        id = settings.id
        counter = settings.counter
        reader = KeypadReader(id: settings.id, path: path, name: name, keys: settings.keys)
        self.health = health
        self.clock = clock
        self.logger = logger
        self.searchInterval = searchInterval
    }

    package var keys: AsyncStream<KeyEvent> { feed.stream() }

    /// Nothing: a USB keypad has no digits to show.
    package func show(_ feedback: KeypadFeedback) async {}

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

    /// One life of the keypad, from found to vanished.
    private func follow(until wake: WakeDescriptor) async {
        do throws(PanelFault) {
            try await reader.read(until: wake) { [self] name, stuck in
                report(StuckWatch.condition(name, stuck))
            } press: { [self] key in
                feed.send(KeyEvent(key, at: clock.now()))
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
        health.report(id, .keypad, condition)
        guard isNew else { return }
        logger.notice(
            "keypad condition",
            metadata: [
                "device": "\(id)", "condition": "\(condition.code.rawValue)",
                "detail": "\(condition.detail)",
            ])
    }
}
