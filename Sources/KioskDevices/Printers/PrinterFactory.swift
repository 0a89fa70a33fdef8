package import DeviceWire
package import Kiosk
package import Logging

/// A printer on the USB bus.
package typealias USBTicketPrinter = TicketPrinterDriver<LibUSBConnector>

/// Makes the drivers of ticket printers.
package enum PrinterFactory {
    /// A driver for a configured printer; nothing is opened before it runs or prints.
    ///
    /// - Parameters:
    ///   - settings: where the printer is.
    ///   - shelf: the profiles, among which the printer's is chosen when it is found.
    ///   - renderer: draws the slips.
    ///   - health: told how the printer is.
    ///   - logger: told which profile was chosen and what happens.
    /// - Returns: the driver.
    package static func make(
        settings: PrinterSettings, shelf: PrinterShelf, renderer: any SlipRenderer,
        health: HealthBoard, logger: Logger = .silent
    ) -> any ExaminedPrinter {
        func driver(_ connector: some PrinterConnector) -> any ExaminedPrinter {
            TicketPrinterDriver(
                settings: settings, shelf: shelf, connector: connector, renderer: renderer,
                health: health, logger: logger)
        }
        switch settings.connection {
        case .usb(let port): return driver(LibUSBConnector(port: port))
        case .tcp(let host, let port): return driver(TCPConnector(host: host, port: port))
        case .serial(let path, let baud, let usesRTSCTS):
            return driver(SerialConnector(path: path, baud: baud, usesRTSCTS: usesRTSCTS))
        }
    }

    /// The same driver with a simulated printer at the end of its bytes.
    ///
    /// - Parameters:
    ///   - settings: as configured; its connection is not looked at.
    ///   - shelf: the profiles; the printer is what its configured profile says, else a generic one.
    ///   - renderer: draws the slips.
    ///   - health: told how the printer is.
    ///   - logger: told what happens.
    /// - Returns: the driver, and what it prints on.
    package static func makeSimulated(
        settings: PrinterSettings, shelf: PrinterShelf = PrinterShelf([]),
        renderer: any SlipRenderer, health: HealthBoard, logger: Logger = .silent
    ) -> (printer: any TicketPrinter, simulator: SimulatedPrinter) {
        let profile = shelf.choose(named: settings.profile, for: nil).profile
        let simulator = SimulatedPrinter(
            id: settings.id, profile: profile, widthDots: settings.widthDots)
        let driver = TicketPrinterDriver(
            settings: settings, shelf: shelf, connector: SimulatedPrinterConnector(simulator),
            renderer: renderer, health: health, logger: logger)
        return (driver, simulator)
    }
}
