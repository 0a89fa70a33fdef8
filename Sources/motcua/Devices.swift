import Kiosk
import KioskDevices
import KioskWeb
import Logging
import QueueCore
import ServiceLifecycle
import Stationery

/// Every configured device, real or simulated.
struct Devices: Sendable {
    let printers: [DeviceID: any TicketPrinter]
    let boards: [(settings: BoardSettings, board: any Board)]
    let panels: [(settings: PanelSettings, panel: any ButtonPanel)]
    let scanners: [(settings: ScannerSettings, scanner: any Scanner)]
    let keypads: [(settings: KeypadSettings, keypad: any Keypad)]
    /// Nil where the devices are real.
    let bench: (any Bench)?
    private let renderer = PangoSlipRenderer()
    private let slips: SlipSamples
    /// What keypads have the counters' boards show for a moment.
    private let notices = CounterNotices()
    /// Dots in a row of each printer, as far as the configuration says.
    private let widths: Set<Int>

    init(_ parts: Centre.Parts, _ health: HealthBoard) {
        let configuration = parts.configuration
        slips = SlipSamples(configuration: configuration, now: parts.clock.now())
        widths = Set(configuration.printers.map { $0.widthDots ?? SlipSamples.usualWidth })
        // One owner a port, whether boards or keypads are on it.
        let lines = SerialLines(configuration.ports)
        let boards = BoardFactory.make(
            configuration.boards, shelf: parts.boards, health: health, logger: parts.logger,
            simulated: parts.isSimulated, lines: lines)
        let panels = PanelFactory.make(
            configuration.panels, health: health, clock: parts.clock, logger: parts.logger,
            simulated: parts.isSimulated)
        self.boards = boards.boards
        self.panels = panels.panels
        scanners = ScannerFactory.make(
            configuration.scanners, health: health, clock: parts.clock, logger: parts.logger,
            simulated: parts.isSimulated)
        let keypads = KeypadFactory.make(
            configuration.keypads, shelf: parts.keypads, lines: lines, health: health,
            clock: parts.clock, logger: parts.logger, simulated: parts.isSimulated)
        self.keypads = keypads.keypads
        var printers: [DeviceID: any TicketPrinter] = [:]
        var simulators: [SimulatedPrinter] = []
        for settings in configuration.printers {
            guard parts.isSimulated else {
                printers[settings.id] = PrinterFactory.make(
                    settings: settings, shelf: parts.shelf, renderer: renderer, health: health,
                    logger: parts.logger)
                continue
            }
            let made = PrinterFactory.makeSimulated(
                settings: settings, shelf: parts.shelf, renderer: renderer, health: health,
                logger: parts.logger)
            printers[settings.id] = made.printer
            simulators.append(made.simulator)
        }
        self.printers = printers
        bench =
            parts.isSimulated
            ? SimulatedBench(
                printers: simulators, boards: boards.simulators, panels: panels.simulators,
                keypads: keypads.simulators,
                scanners: scanners.compactMap { $0.scanner as? SimulatedScanner }) : nil
    }

    /// Draws slips for nobody: fonts are loaded at the first, and the words that every slip has are
    /// drawn by then, so that no citizen waits for either.
    private static func warmUp(
        _ renderer: PangoSlipRenderer, _ slips: SlipSamples, _ widths: Set<Int>
    ) async {
        try? await BlockingQueue(label: "motcua.warm-up").run {
            for slip in slips.ticketsOfEveryLine {
                for width in widths.sorted() {
                    for _ in try renderer.bands(of: slip, widthDots: width, maxBandRows: 64) {}
                }
            }
        }
    }

    /// Printers and boards, and what tells the boards the present.
    func drivers(hub: SnapshotHub, clock: any WallClock, logger: Logger) -> [any Service] {
        let (renderer, slips, widths) = (renderer, slips, widths)
        var services: [any Service] = printers.values.map { printer in
            Job { await printer.run() }
        }
        services.append(Job { await Self.warmUp(renderer, slips, widths) })
        for (settings, board) in boards {
            services.append(Job { await board.run() })
            guard let counter = settings.counter else { continue }
            let reconciler = BoardReconciler(
                counter: counter, board: board, notices: notices, logger: logger)
            services.append(Job { await reconciler.run(hub: hub, wallClock: clock) })
        }
        let rows = hallRows
        if !rows.isEmpty {
            let reconciler = HallBoardReconciler(rows: rows, logger: logger)
            services.append(Job { await reconciler.run(hub: hub, wallClock: clock) })
        }
        return services
    }

    /// The hall board's rows, from the top down.
    private var hallRows: [HallBoardReconciler.Row] {
        let rows = boards.compactMap { settings, board -> (Int, HallBoardReconciler.Row)? in
            guard case .hallRow(let row, let digits) = settings.view else { return nil }
            return (row, HallBoardReconciler.Row(board, counterDigits: digits))
        }
        return rows.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// What people press and scan, and what makes tickets and calls of it.
    func inputs(
        controller: Controller, hub: SnapshotHub, identifiers: any IdentifierSource,
        scans: ScanDesk?, accounts: [PINAccount], logger: Logger
    ) -> [any Service] {
        let presses = panels.flatMap { settings, panel -> [any Service] in
            let reader = PressReader(
                settings: settings, panel: panel, identifiers: identifiers, scans: scans,
                logger: logger)
            return [Job { await panel.run() }, Job { await reader.run(controller: controller) }]
        }
        let keys = keypadDesks(
            controller: controller, hub: hub, accounts: accounts, pins: KeypadPINs(),
            logger: logger)
        return presses + scannerServices(desk: scans, hub: hub) + keys
    }

    /// Clerks' keypads, and what makes commands of their keys.
    private func keypadDesks(
        controller: Controller, hub: SnapshotHub, accounts: [PINAccount], pins: any PINChecker,
        logger: Logger
    ) -> [any Service] {
        keypads.flatMap { settings, keypad -> [any Service] in
            let desk = KeypadDesk(
                settings: settings, keypad: keypad, accounts: accounts, pins: pins,
                notices: notices, logger: logger)
            return [
                Job { await keypad.run() },
                Job { await desk.run(controller: controller, hub: hub) },
            ]
        }
    }

    /// Scanners, and what reads them; nothing in a centre without any.
    private func scannerServices(desk: ScanDesk?, hub: SnapshotHub) -> [any Service] {
        guard let desk else { return [] }
        let readers = scanners.flatMap { settings, scanner -> [any Service] in
            [Job { await scanner.run() }, Job { await desk.run(scanner, settings) }]
        }
        return readers + [Job { await desk.forget(hub: hub) }]
    }
}
