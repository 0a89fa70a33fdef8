package import Kiosk
package import Logging
import QueueCore

/// Makes the clerks' keypads of a configuration.
package enum KeypadFactory {
    /// The keypads, and those of them that are simulated.
    package struct Keypads: Sendable {
        /// In the order of the configuration; without those of a bus where they are real.
        package let keypads: [(settings: KeypadSettings, keypad: any Keypad)]
        /// Empty when the keypads are real.
        package let simulators: [SimulatedKeypad]
    }

    /// Keypads that do nothing until they run.
    ///
    /// A keypad of a bus is made by whoever owns the bus: one owner a port.
    package static func make(
        _ settings: [KeypadSettings], health: HealthBoard, clock: any WallClock,
        logger: Logger = Logger(label: "motcua.keypads"), simulated: Bool
    ) -> Keypads {
        guard simulated else {
            let keypads = settings.compactMap { one -> (KeypadSettings, any Keypad)? in
                guard case .input(let path, let name) = one.connection else { return nil }
                return (
                    one,
                    EvdevKeypad(
                        one, path: path, name: name, health: health, clock: clock, logger: logger)
                )
            }
            return Keypads(keypads: keypads, simulators: [])
        }
        let simulators = settings.map { SimulatedKeypad($0, health: health, clock: clock) }
        return Keypads(
            keypads: simulators.map { ($0.settings, $0 as any Keypad) }, simulators: simulators)
    }
}
