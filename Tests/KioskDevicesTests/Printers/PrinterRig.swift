import DeviceWire
import Glibc
import Kiosk
import KioskDevices
import KioskTesting
import QueueCore
import Testing

/// What carries a slip's bytes in a test.
enum PrinterCarriage: String, CaseIterable, CustomTestStringConvertible {
    case memory, network, serial

    var testDescription: String { rawValue }
    var hasPortStatus: Bool { self == .memory }

    /// Those that work in this process: simulated USB takes a process' pseudo-terminals away.
    static var usable: [PrinterCarriage] {
        let preloaded = getenv("LD_PRELOAD").map { String(cString: $0) } ?? ""
        return allCases.filter { $0 != .serial || !preloaded.contains("umockdev") }
    }
}

/// A driver, a printer of a family, and a way between them.
struct PrinterRig: Sendable {
    let printer: SimulatedPrinter
    let driver: any ExaminedPrinter
    let health: PrinterHealthWatch
    /// How many slips came out.
    let slips = Watched(0)
    /// Ends what runs beside the test.
    let stop: @Sendable () -> Void
    /// Says that the printer takes data again.
    let resume: @Sendable () -> Void

    init(
        _ family: PrinterFamily, _ carriage: PrinterCarriage, id: DeviceID = "printer-1",
        renderer: any SlipRenderer = StripeRenderer(), retractSeconds: Int = 30
    ) throws {
        let printer = SimulatedPrinter(id: id, profile: family.profile)
        let health = PrinterHealthWatch()
        self.printer = printer
        self.health = health
        printer.onSlip { [slips] count in slips.change { $0 = count } }
        func driver(
            _ connection: PrinterSettings.Connection, _ connector: some PrinterConnector
        ) -> any ExaminedPrinter {
            TicketPrinterDriver(
                settings: PrinterSettings(
                    id: id, connection: connection, profile: family.rawValue,
                    retractSeconds: retractSeconds),
                shelf: PrinterFamily.shelf, connector: connector, renderer: renderer,
                health: health.board, timing: .patient)
        }
        switch carriage {
        case .memory:
            self.driver = driver(.usb(port: nil), SimulatedPrinterConnector(printer))
            (stop, resume) = ({}, {})
        case .network:
            let peer = try NetworkPeer(printer)
            self.driver = driver(
                .tcp(host: "127.0.0.1", port: peer.port),
                TCPConnector(host: "127.0.0.1", port: peer.port))
            (stop, resume) = ({ peer.stop() }, { peer.resume() })
        case .serial:
            let peer = try SerialPeer(printer)
            self.driver = driver(
                .serial(path: peer.path, baud: 115_200, usesRTSCTS: false),
                SerialConnector(path: peer.path, baud: 115_200, usesRTSCTS: false))
            (stop, resume) = ({ peer.stop() }, {})
        }
    }

    /// Whether the slip that comes out as `index`th, perhaps later, looks like that.
    func comesOut(_ index: Int, as paper: Raster) async -> Bool {
        await slips.until { $0 >= index }
        return printer.slip(index) == paper
    }

    /// Runs the driver while `body` does, and ends everything behind it.
    func run(_ body: () async throws -> Void) async rethrows {
        let driver = driver
        let life = Task { await driver.run() }
        defer { stop() }
        do { try await body() } catch {
            life.cancel()
            await life.value
            throw error
        }
        life.cancel()
        await life.value
    }
}
