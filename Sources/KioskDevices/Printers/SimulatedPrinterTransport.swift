import Kiosk

/// The way to a simulated printer.
package final class SimulatedPrinterTransport: PrinterTransport {
    package let canReceive: Bool
    package let detail: String
    let inbox = ByteInbox()
    private let printer: SimulatedPrinter
    private let onLoss: @Sendable () -> Void

    init(
        _ printer: SimulatedPrinter, canReceive: Bool, onLoss: @escaping @Sendable () -> Void
    ) {
        self.printer = printer
        self.canReceive = canReceive
        self.onLoss = onLoss
        detail = "simulated"
    }

    package var isGone: Bool { inbox.isClosed }

    package func send(_ bytes: [UInt8], within limit: Duration) async -> Sent {
        guard !isGone else { return Sent(accepted: 0, fault: .gone) }
        let accepted = printer.take(bytes)
        return Sent(accepted: accepted, fault: accepted < bytes.count ? .timedOut : nil)
    }

    package func receive(within limit: Duration) async -> Received {
        await inbox.next(within: limit)
    }

    package func interrupt() { inbox.interrupt() }

    package func portStatus() async -> UInt8? { isGone ? nil : printer.portStatus }

    package func close() async { inbox.close() }

    func lose() {
        inbox.close()
        onLoss()
    }
}

/// Finds a simulated printer while it is plugged in.
package struct SimulatedPrinterConnector: PrinterConnector {
    private let printer: SimulatedPrinter

    package init(_ printer: SimulatedPrinter) { self.printer = printer }

    package func connect(choosing chooser: PrinterChooser, onLoss: @escaping @Sendable () -> Void)
        async -> PrinterConnection<SimulatedPrinterTransport>
    {
        guard let transport = printer.open(onLoss: onLoss) else {
            return .absent(DeviceCondition(.missing, detail: "simulated, unplugged"))
        }
        return .open(transport, chooser.choose(for: nil))
    }
}
