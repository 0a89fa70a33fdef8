package import Kiosk
package import Logging
import QueueCore

/// Makes the button panels of a configuration.
package enum PanelFactory {
    /// The panels, and those of them that are simulated.
    package struct Panels: Sendable {
        /// In the order of the configuration.
        package let panels: [(settings: PanelSettings, panel: any ButtonPanel)]
        /// Empty when the panels are real.
        package let simulators: [SimulatedPanel]
    }

    /// Panels that do nothing until they run.
    package static func make(
        _ settings: [PanelSettings], health: HealthBoard, clock: any WallClock,
        logger: Logger = Logger(label: "motcua.panels"), simulated: Bool
    ) -> Panels {
        guard simulated else {
            let panels = settings.map { settings in
                let panel = EvdevPanel(settings, health: health, clock: clock, logger: logger)
                return (settings, panel as any ButtonPanel)
            }
            return Panels(panels: panels, simulators: [])
        }
        let simulators = settings.map { SimulatedPanel($0, health: health, clock: clock) }
        return Panels(
            panels: simulators.map { ($0.settings, $0 as any ButtonPanel) },
            simulators: simulators)
    }
}
