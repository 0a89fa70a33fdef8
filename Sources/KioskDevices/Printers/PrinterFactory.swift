package import Kiosk
package import Logging

/// A printer on the USB bus.
package typealias USBTicketPrinter = TicketPrinterDriver<LibUSBConnector>

/// Makes the drivers of ticket printers.
package enum PrinterFactory {
    /// A driver for the configured USB printer; nothing is opened before it runs or prints.
    package static func make(
        settings: PrinterSettings, renderer: any SlipRenderer, health: HealthBoard,
        logger: Logger = .silent
    ) -> USBTicketPrinter {
        USBTicketPrinter(
            settings: settings, connector: LibUSBConnector(port: settings.usbPort),
            renderer: renderer, health: health, logger: logger)
    }

    /// The same driver with a simulated printer at the end of its bytes.
    package static func makeSimulated(
        settings: PrinterSettings, renderer: any SlipRenderer, health: HealthBoard,
        logger: Logger = .silent
    ) -> (printer: any TicketPrinter, simulator: SimulatedPrinter) {
        let simulator = SimulatedPrinter(id: settings.id, widthDots: settings.widthDots)
        let driver = TicketPrinterDriver(
            settings: settings, connector: SimulatedPrinterConnector(simulator),
            renderer: renderer, health: health, logger: logger)
        return (driver, simulator)
    }
}
