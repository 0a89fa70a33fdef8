package import Kiosk
package import Logging

/// Makes the scanners of a configuration.
package enum ScannerFactory {
    /// The scanners, in the order of the configuration; they do nothing until they run.
    package static func make(
        _ settings: [ScannerSettings], health: HealthBoard, clock: any WallClock,
        logger: Logger = Logger(label: "motcua.scanners"), simulated: Bool
    ) -> [(settings: ScannerSettings, scanner: any Scanner)] {
        settings.map { settings in
            let scanner: any Scanner =
                simulated
                ? SimulatedScanner(settings, health: health, clock: clock)
                : BarcodeScanner(settings, health: health, clock: clock, logger: logger)
            return (settings, scanner)
        }
    }
}
