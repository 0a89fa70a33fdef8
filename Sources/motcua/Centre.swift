import Kiosk
import KioskDevices
import KioskDossier
import KioskStore
import KioskWeb
import Logging
import QueueCore
import ServiceLifecycle
import Stationery

extension SimulatedPrinter: SimulatedSlipPrinter {}

/// A whole centre, put together: the one place where every room is known.
struct Centre: Sendable {
    let controller: Controller
    let hub: SnapshotHub
    let store: SQLiteStore
    let services: [any Service]
    private let lock: DirectoryLock

    /// What a centre is made from.
    struct Parts {
        var configuration: Configuration
        var directory: DataDirectory
        var clock: SystemClock
        var isSimulated: Bool
        /// Simulated citizens an hour; nil for none.
        var visitors: Int?
        var logger: Logger
    }

    /// Opens the stores and builds every service; nothing runs yet.
    ///
    /// - Parameters:
    ///   - parts: what it is made from.
    ///   - onListening: told the port once connections are accepted.
    /// - Throws: `StoreError` or `DossierError` when the data cannot be used.
    init(_ parts: Parts, onListening: @escaping @Sendable (Int) async -> Void) async throws {
        let configuration = parts.configuration
        try parts.directory.create()
        lock = try parts.directory.lock()
        store = try SQLiteStore(
            path: parts.directory.hallPath, mode: parts.isSimulated ? .simulation : .centre)
        let restored = try store.restore()
        let core = try EmbeddedCore(
            path: parts.directory.dossierPath, settings: configuration.dossier)
        hub = SnapshotHub()
        let health = HealthBoard(clock: parts.clock)
        let devices = Devices(parts, health)
        let slips = SlipDesk(
            kiosks: configuration.kiosks, printers: devices.printers,
            writer: SlipWriter(configuration), logger: parts.logger)
        let handOffs = HandOffWorker(store: store, gateway: core, logger: parts.logger)
        let guardian = StoreGuard()
        let kiosks = KioskHealth(kiosks: configuration.kiosks, health: health)
        let controller = Controller(
            store: store, restored: restored, clock: parts.clock, hub: hub, logger: parts.logger,
            kiosks: { kiosks.views() },
            onOrders: { orders in
                let ordered = orders.compactMap { order -> SlipOrder? in
                    guard case .slip(let slip) = order else { return nil }
                    return slip
                }
                if !ordered.isEmpty { slips.accept(ordered) }
                handOffs.wake()
            },
            onStoreFailure: { guardian.fail($0) })
        self.controller = controller
        health.onChange { Task { await controller.refresh() } }
        try await Self.takeUp(restored, configuration.plan, controller)
        let identifiers = RandomIdentifiers()
        let web = WebServer(
            WebParts(
                configuration: configuration, controller: controller, store: store, hub: hub,
                health: health, identifiers: identifiers, clock: parts.clock,
                bench: devices.bench,
                demonstrationToken: parts.isSimulated ? Demonstration.deviceToken : nil,
                png: { try PNGPicture.encode($0) },
                qrPNG: { try PNGPicture.encode(QRPicture.raster(of: $0, moduleDots: 8)) },
                logger: parts.logger),
            onListening: onListening)
        // Stopped from the last to the first: what takes presses in ends before what prints them.
        var services: [any Service] = [guardian]
        services += devices.drivers(hub: hub, clock: parts.clock, logger: parts.logger)
        services += [
            Job { await slips.run(controller: controller) },
            Job { await handOffs.run(controller: controller, clock: ContinuousClock()) },
            Heartbeat(controller: controller, hub: hub),
        ]
        services += devices.inputs(
            controller: controller, identifiers: identifiers, logger: parts.logger)
        services.append(web)
        if let visitors = parts.visitors {
            services.append(
                Visitors(
                    perHour: visitors, configuration: configuration, controller: controller,
                    identifiers: identifiers, clock: parts.clock))
        }
        self.services = services
    }

    /// Settles what a restart finds: slips that were on their way, and a changed plan.
    private static func takeUp(
        _ restored: RestoredDay, _ plan: HallPlan, _ controller: Controller
    ) async throws {
        // Together, so that a long backlog costs one commit.
        await withDiscardingTaskGroup { group in
            for slip in restored.begunSlips {
                group.addTask {
                    _ = await controller.submit(
                        Request(
                            .settleSlip(
                                slip.ticket, print: slip.print, .unknown,
                                note: "the program stopped while it was printed"), by: .system))
                }
            }
        }
        let known = await controller.read { book, _ in book.hall.plan }
        if known != plan {
            guard case .done = await controller.submit(Request(.adopt(plan), by: .system)) else {
                throw StoreError(
                    .other, cause: "the configuration could not be recorded",
                    hint: "Look at the messages above.")
            }
        }
        await controller.refresh()
    }
}
