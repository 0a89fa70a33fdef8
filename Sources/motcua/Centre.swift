import DeviceWire
import Foundation
import Kiosk
import KioskDevices
import KioskDossier
import KioskSettings
import KioskStore
import KioskSync
import KioskWeb
import Logging
import QueueCore
import ServiceLifecycle
import Stationery
import Workbooks

/// A whole centre, put together: the one place where every room is known.
struct Centre: Sendable {
    let controller: Controller
    let hub: SnapshotHub
    let store: SQLiteStore
    let services: [any Service]
    let files: ConfigurationFolder
    let startAnew: StartAnew
    let listen: ListenAddress
    let clock: SystemClock
    private let lock: DirectoryLock

    /// What a centre is made from.
    struct Parts {
        var configuration: Configuration
        /// What printers there may be.
        var shelf: PrinterShelf
        /// What boards there may be besides those that are built in.
        var boards: BoardShelf
        /// What keypads there may be on serial lines.
        var keypads: KeypadShelf
        var directory: DataDirectory
        var clock: SystemClock
        var isSimulated: Bool
        /// Whether a demonstration keeps the hours of its files.
        var keepsHours = false
        /// Whether whoever starts it vouches for the clock, as for a demonstration's.
        var clockIsMeant: Bool
        /// Simulated citizens an hour; nil for none.
        var visitors: Int?
        /// Where the configuration was read from, for the bench's look at its layouts.
        var configPath: String
        var logger: Logger
        let startAnew = StartAnew()

        /// The files that administrators edit, checked as the start of this centre checks them.
        var files: ConfigurationFolder {
            let (keepsHours, isSimulated) = (keepsHours, isSimulated)
            let (profiles, boards, keypads) = (shelf.names, boards, keypads)
            return ConfigurationFolder(
                path: configPath, history: directory.path + "/configuration", clock: clock
            ) { path throws(ConfigurationMistakes) in
                let plain = try ConfigurationLoader.load(
                    path: path, printerProfiles: profiles, boards: boards, keypads: keypads,
                    layouts: .stationery)
                let forms = URL(filePath: path).deletingLastPathComponent().path + "/forms"
                if FileManager.default.fileExists(atPath: forms) {
                    _ = try FormLoader.loadFolder(path: forms)
                }
                guard isSimulated else { return plain }
                return (try? Demonstration.apply(to: plain, keepsHours: keepsHours)) ?? plain
            }
        }

        /// What draws the layouts on the bench page; nil where there is none.
        var layouts: LayoutDesk? {
            guard isSimulated else { return nil }
            return LayoutDesk(
                path: configPath, publicBaseURL: configuration.publicBaseURL, clock: clock)
        }
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
        // Made before the first head is asked for: the mark then covers the centre's first day.
        let key = try AuditKey.orNew(in: parts.directory)
        let restored = try store.restore()
        let place = try CorePlace(parts)
        hub = SnapshotHub()
        let health = HealthBoard(clock: parts.clock)
        let devices = Devices(parts, health)
        let voice = Voice(parts, health)
        let slips = SlipDesk(
            kiosks: configuration.kiosks, printers: devices.printers,
            writer: SlipWriter(configuration), logger: parts.logger)
        let handOffs = HandOffWorker(store: store, gateway: place.gateway, logger: parts.logger)
        let guardian = StoreGuard()
        let marks = ScanMarks()
        let kiosks = KioskHealth(kiosks: configuration.kiosks, health: health, scans: marks)
        let controller = Controller(
            store: store, restored: restored, clock: parts.clock, hub: hub, logger: parts.logger,
            announcements: configuration.voice.map(AnnouncementRules.init),
            kiosks: { kiosks.views() },
            onOrders: { orders in
                slips.accept(orders.slips)
                voice?.announcer.accept(orders.announcements)
                handOffs.wake()
            },
            onStoreFailure: { guardian.fail($0) })
        self.controller = controller
        health.onChange { Task { await controller.refresh() } }
        if parts.clockIsMeant { try await Self.confirmClock(controller, parts) }
        try await Self.takeUp(restored, configuration.plan, controller, parts.logger)
        let identifiers = RandomIdentifiers()
        // Persons are the same after a restart within the day.
        let secret = key.secret(for: "persons")
        let scans = Self.scanDesk(parts, controller, place.desk, identifiers, secret, marks)
        let summary = DaySummary(store, key, configuration, parts.clock)
        try await Accounts.tellFirstAdmin(parts, store)
        var webParts = Self.webParts(
            parts, controller, store, hub, health, identifiers, devices.bench)
        webParts.certificate = try Transport.certificate(parts)
        webParts.personSecret = secret
        webParts.codeKey = key.secret(for: CodeBook.purpose)
        webParts.scans = scans
        Self.addDossiers(to: &webParts, place)
        Self.addReports(to: &webParts, store, summary)
        files = Self.addFiles(to: &webParts, parts)
        (startAnew, listen, clock) = (parts.startAnew, configuration.listen, parts.clock)
        webParts.print = { slips.accept($0, at: $1) }
        webParts.wakeHandOffs = { handOffs.wake() }
        webParts.announcer = voice?.announcer
        let web = WebServer(webParts, onListening: onListening)
        // Stopped from the last to the first: what takes presses in ends before what prints them.
        var services: [any Service] = [guardian, parts.startAnew]
        services += Self.lateness(parts, controller, place.embedded)
        services += try await Self.outside(parts, place.embedded)
        services += devices.drivers(hub: hub, clock: parts.clock, logger: parts.logger)
        services += Self.workers(controller, hub, slips, handOffs, configuration.plan.rules)
        services += voice?.services(controller: controller, hub: hub) ?? []
        services += devices.inputs(
            controller: controller, hub: hub, identifiers: identifiers, scans: scans,
            accounts: configuration.pinAccounts, logger: parts.logger)
        services.append(web)
        services += Self.visitors(parts, controller, identifiers)
        self.services = services
    }

    /// The dossiers as people see them; a core elsewhere answers the counters' questions alone.
    private static func addDossiers(to web: inout WebParts, _ place: CorePlace) {
        (web.dossiers, web.dossierWorkflow) = (place.desk, place.embedded)
        (web.dossierIntake, web.dossierSync) = (place.embedded, place.embedded)
        (web.dossierPapers, web.applicants) = (place.embedded, place.embedded)
    }

    /// What administrators change, and what draws and reads aloud what stands there.
    private static func addFiles(to web: inout WebParts, _ parts: Parts) -> ConfigurationFolder {
        let (files, startAnew) = (parts.files, parts.startAnew)
        web.shelf = files
        web.startAnew = { startAnew.ask() }
        web.layouts = parts.layouts
        web.formPress = FormFolder(besides: parts.configPath, logger: parts.logger)
        web.guidance = GuidanceStudio(
            dialect: parts.configuration.voice?.dialect ?? .southern)
        return files
    }

    /// What managers read, besides what the store itself says.
    private static func addReports(
        to parts: inout WebParts, _ store: SQLiteStore, _ summary: DaySummary
    ) {
        parts.workbooks = XlsxWorkbook()
        parts.summary = { try summary.slip(of: $0) }
        parts.dayPaper = { try summary.pdf(of: $0) }
        parts.staffing = StaffingSimulator(store: store)
    }

    /// What the web server needs in any centre.
    private static func webParts(
        _ parts: Parts, _ controller: Controller, _ store: SQLiteStore, _ hub: SnapshotHub,
        _ health: HealthBoard, _ identifiers: any IdentifierSource, _ bench: (any Bench)?
    ) -> WebParts {
        WebParts(
            configuration: parts.configuration, controller: controller, store: store, hub: hub,
            health: health, identifiers: identifiers, clock: parts.clock, bench: bench,
            demonstrationToken: parts.isSimulated ? Demonstration.deviceToken : nil,
            png: { try PNGPicture.encode($0) },
            qrPNG: { try PNGPicture.encode(QRPicture.raster(of: $0, moduleDots: 8)) },
            logger: parts.logger)
    }

    /// Simulated citizens, where some are wanted.
    private static func visitors(
        _ parts: Parts, _ controller: Controller, _ identifiers: any IdentifierSource
    ) -> [any Service] {
        guard let visitors = parts.visitors else { return [] }
        return [
            Visitors(
                perHour: visitors, configuration: parts.configuration, controller: controller,
                identifiers: identifiers, clock: parts.clock)
        ]
    }

    /// What opens apologies when promises pass; nothing where the core is elsewhere.
    private static func lateness(
        _ parts: Parts, _ controller: Controller, _ core: EmbeddedCore?
    ) -> [any Service] {
        guard let core else { return [] }
        let watch = LatenessWatch(
            core: core, clock: parts.clock, isTrusted: { await !controller.isClockDoubtful },
            logger: parts.logger)
        let vault = VaultWatch(
            core: core, months: parts.configuration.dossier.retentionMonths, clock: parts.clock,
            isTrusted: { await !controller.isClockDoubtful }, logger: parts.logger)
        return [Job { await watch.run() }, Job { await vault.run() }]
    }

    /// What dossiers have to do with other systems.
    private static func outside(
        _ parts: Parts, _ core: EmbeddedCore?
    ) async throws -> [any Service] {
        try await sync(parts, core) + intake(parts, core)
    }

    /// What takes in the files of a portal; nothing where none is configured.
    private static func intake(_ parts: Parts, _ core: EmbeddedCore?) -> [any Service] {
        guard let core, let path = parts.configuration.dossier.intakeFolder else { return [] }
        let folder = IntakeFolder(
            path: path, core: core, clock: parts.clock, logger: parts.logger)
        return [Job { await folder.run() }]
    }

    /// What tells a province's system of changes; where none is configured, none is kept to be
    /// told.
    private static func sync(
        _ parts: Parts, _ core: EmbeddedCore?
    ) async throws -> [any Service] {
        guard let core else { return [] }
        let settings = parts.configuration.dossier.sync
        try await core.keepSyncs(settings != nil)
        guard let settings else { return [] }
        let credential = try SyncCredential(file: settings.credentialFile)
        let worker = SyncWorker(
            store: core, endpoint: SyncEndpoint(settings, credential),
            names: SyncNames(parts.configuration), clock: parts.clock, logger: parts.logger)
        return [Job { await worker.run() }]
    }

    /// What carries deliveries out, and what happens by time alone.
    private static func workers(
        _ controller: Controller, _ hub: SnapshotHub, _ slips: SlipDesk, _ handOffs: HandOffWorker,
        _ rules: HallRules
    ) -> [any Service] {
        var workers: [any Service] = [
            Job { await slips.run(controller: controller) },
            Job { await handOffs.run(controller: controller, clock: ContinuousClock()) },
            Heartbeat(controller: controller, hub: hub),
        ]
        if rules.assignment == .push {
            let push = PushWorker(controller: controller)
            workers.append(Job { await push.run(clock: ContinuousClock()) })
        }
        return workers
    }

    /// What says what a scan means; nil where there is no scanner.
    private static func scanDesk(
        _ parts: Parts, _ controller: Controller, _ desk: any DossierDesk,
        _ identifiers: any IdentifierSource, _ secret: [UInt8], _ marks: ScanMarks
    ) -> ScanDesk? {
        guard !parts.configuration.scanners.isEmpty else { return nil }
        let persons = PersonHash(secret: secret)
        var personName: (@Sendable (String, ServiceDay) -> String)?
        if parts.configuration.plan.rules.oneNumberPerPerson {
            personName = { persons.name(of: $0, on: $1) }
        }
        return ScanDesk(
            controller: controller, dossiers: desk, identifiers: identifiers, clock: parts.clock,
            logger: parts.logger, marks: marks, personName: personName)
    }

    /// Confirms a clock that the hall doubts.
    ///
    /// - Throws: `EarlierDay` when a later day is open: its numbers were given.
    private static func confirmClock(_ controller: Controller, _ parts: Parts) async throws {
        guard await controller.isClockDoubtful else { return }
        let (open, now) = await controller.read { book, now in (book.hall.day, now) }
        if let open, ServiceDay(at: now) < open {
            throw EarlierDay(now: now, open: open, data: parts.directory.path)
        }
        guard case .done = await controller.submit(Request(.confirmClock, by: .system)) else {
            throw StoreError(
                .other, cause: "the clock \(now.rfc3339) could not be confirmed",
                hint: "Look at the messages above.")
        }
        parts.logger.notice("the clock says \(now.rfc3339), which is taken for the right one")
    }

    /// Settles what a restart finds: slips that were on their way, announcements that nobody waits
    /// for any more, and a changed plan.
    private static func takeUp(
        _ restored: RestoredDay, _ plan: HallPlan, _ controller: Controller, _ logger: Logger
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
        for damage in restored.damagedAnnouncements {
            logger.warning("an announcement is dropped, for it cannot be read: \(damage)")
        }
        await controller.settle(
            announcements: Dictionary(
                restored.openAnnouncements.map { ($0, .expired) }
            ) { _, last in last })
        let known = await controller.read { book, _ in book.hall.wholePlan }
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

/// A demonstration was given a clock of a day before the one that its data has open.
struct EarlierDay: Error, CustomStringConvertible {
    let now: Instant
    let open: ServiceDay
    let data: String

    var description: String {
        "the clock says \(now.rfc3339), and \(data) has \(open) open, whose numbers were given. "
            + "Choose another --data, or a later time with --at."
    }
}

extension [DeliveryOrder] {
    /// Those that are slips.
    fileprivate var slips: [SlipOrder] {
        compactMap {
            guard case .slip(let slip) = $0 else { return nil }
            return slip
        }
    }

    /// Those that are announcements.
    fileprivate var announcements: [AnnouncementOrder] {
        compactMap {
            guard case .announcement(let announcement) = $0 else { return nil }
            return announcement
        }
    }
}
