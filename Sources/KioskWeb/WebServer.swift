import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Kiosk
package import Logging
import NIOCore
import NIOSSL
package import QueueCore
import ServiceLifecycle

/// What the web server is made of.
package struct WebParts: Sendable {
    package var configuration: Configuration
    package var controller: Controller
    package var store: any TicketStore & AccountStore
    package var hub: SnapshotHub
    package var health: HealthBoard
    package var identifiers: any IdentifierSource
    package var clock: any WallClock
    /// Time since some moment, which nobody sets: measures silences and waits.
    package var uptime: @Sendable () -> Duration = Uptime.read
    /// The simulated devices; nil in a real centre.
    package var bench: (any Bench)?
    /// What the server shows to be believed; nil for plain HTTP.
    package var certificate: ServerCertificate?
    /// Draws slips by the layouts on disk, for the bench page; nil in a real centre.
    package var layouts: (any LayoutPreviewer)?
    /// What scanners read; nil in a centre without them.
    package var scans: ScanDesk?
    /// Knows how far dossiers are; nil where nobody is asked.
    package var dossiers: (any DossierDesk)?
    /// Carries dossiers on after their reception; nil where nobody is asked.
    package var dossierWorkflow: (any DossierWorkflow)?
    /// Takes in what comes by portal or post; nil where nobody is asked.
    package var dossierIntake: (any DossierIntake)?
    /// Knows which changes of dossiers are still to be told elsewhere; nil where nobody is asked.
    package var dossierSync: (any DossierSyncStore)?
    /// What is spoken; nil in a silent centre.
    package var announcer: Announcer?
    /// What kiosks' headphones say; nil where nothing can be spoken.
    package var guidance: (any GuidanceSpeaker)?
    /// The key under which persons are hashed: 32 bytes that nobody else knows.
    ///
    /// One of its own for each run unless another is given: who holds a number is then forgotten by
    /// a restart.
    package var personSecret = PersonHash.freshSecret()
    /// Writes reports and logs as workbooks.
    package var workbooks: any WorkbookWriter = NoWorkbooks()
    /// The key that opens the secrets of one-time codes: 32 bytes.
    package var codeKey = PersonHash.freshSecret()
    /// A day's summary, nil for a day that was never opened; on the reports' queue, so it may block.
    package var summary: @Sendable (ServiceDay) throws -> Slip? = { _ in nil }
    /// A day's report as PDF, nil for a day that was never opened; on the reports' queue, so it may
    /// block.
    package var dayPaper: @Sendable (ServiceDay) throws -> [UInt8]? = { _ in nil }
    /// Runs past days again with other hours of counters; nil where nothing does.
    package var staffing: (any StaffingDesk)?
    /// The configuration's files; nil where nobody may edit them.
    package var shelf: (any ConfigurationShelf)?
    /// Gives a slip to a kiosk's printers; false when they cannot take it.
    ///
    /// Must not block.
    package var print: @Sendable (Slip, KioskID) -> Bool = { _, _ in false }
    /// Says that a hand-off may be due; must not block.
    package var wakeHandOffs: @Sendable () -> Void = {}
    /// What is printed of dossiers, and by which forms; nil where a core elsewhere has them.
    package var dossierPapers: (any DossierPapers)?
    package var formPress: (any FormPress)?
    package var applicants: (any ApplicantVault)?
    /// Ends the program in good order and starts it with the files as they stand; returns at once.
    package var startAnew: (@Sendable () -> Void)?
    /// Written into the pages of a demonstration; nil elsewhere.
    package var demonstrationToken: String?
    package var png: @Sendable (Raster) throws -> [UInt8]
    package var qrPNG: @Sendable (String) throws -> [UInt8]
    package var logger: Logger

    package init(
        configuration: Configuration, controller: Controller, store: any TicketStore & AccountStore,
        hub: SnapshotHub, health: HealthBoard, identifiers: any IdentifierSource,
        clock: any WallClock, bench: (any Bench)?, demonstrationToken: String?,
        png: @escaping @Sendable (Raster) throws -> [UInt8],
        qrPNG: @escaping @Sendable (String) throws -> [UInt8], logger: Logger
    ) {
        self.configuration = configuration
        self.controller = controller
        self.store = store
        self.hub = hub
        self.health = health
        self.identifiers = identifiers
        self.clock = clock
        self.bench = bench
        self.demonstrationToken = demonstrationToken
        self.png = png
        self.qrPNG = qrPNG
        self.logger = logger
    }
}

/// Where nothing writes workbooks.
private struct NoWorkbooks: WorkbookWriter {
    func write(
        to path: String, columns: [String],
        rows: (_ add: @escaping ([ReportCell]) throws -> Void) throws -> Void
    ) throws { throw WorkbookError("nothing writes workbooks here") }
}

/// Serves the pages, the API and the live view.
package struct WebServer: Service {
    /// Bytes of all header fields of one request.
    static let headerBytesMax = 16 * 1_024
    /// A connection without a request is closed after this time.
    static let idleTime = TimeAmount.seconds(75)

    private let parts: WebParts
    private let onListening: @Sendable (Int) async -> Void

    /// A server of these parts.
    ///
    /// - Parameters:
    ///   - parts: what it is made of.
    ///   - onListening: told the port once connections are accepted.
    package init(_ parts: WebParts, onListening: @escaping @Sendable (Int) async -> Void) {
        self.parts = parts
        self.onListening = onListening
    }

    /// Serves until the program stops.
    ///
    /// - Throws: when the port cannot be listened on, or the pages' files are missing.
    package func run() async throws {
        let sessions = SessionKeeper(
            configuration: parts.configuration, store: parts.store, clock: parts.clock,
            codeKey: parts.codeKey, uptime: parts.uptime, logger: parts.logger)
        try await sessions.restore()
        let streamEnd = StreamEnd(parts.hub)
        let router = try Self.router(parts, sessions, streamEnd)
        let listen = parts.configuration.listen
        let book = ConnectionBook(filesMax: FileLimit.raise())
        var quiet = parts.logger
        quiet.logLevel = .warning
        // One loop for all: an answer then wakes one thread, the asker's own (decision D09).
        let loop = EventLoopGroupProvider.singleton.eventLoopGroup.any()
        let application = Application(
            responder: router.buildResponder(), server: try Self.protocols(parts, book),
            configuration: .init(address: .hostname(listen.host, port: listen.port)),
            onServerRunning: { [onListening] channel in
                await onListening(channel.localAddress?.port ?? listen.port)
            }, eventLoopGroupProvider: .shared(loop), logger: quiet)
        do {
            try await withTaskExecutorPreference(LoopExecutor(loop)) {
                // Hummingbird waits for answers that are under way, and a live view's never ends.
                try await withGracefulShutdownHandler {
                    try await application.run()
                } onGracefulShutdown: {
                    streamEnd.reach()
                }
            }
        } catch let error as IOError {
            throw ListenFailure(host: listen.host, port: listen.port, cause: error)
        }
    }

    private static func protocols(
        _ parts: WebParts, _ book: ConnectionBook
    ) throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionHandler(book, uptime: parts.uptime)],
                idleTimeout: idleTime,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: headerBytesMax, maxHeaderListSize: headerBytesMax,
                    maxHeaderFieldCount: 64)))
        guard let certificate = parts.certificate else { return plain }
        return try .tls(plain, tlsConfiguration: certificate.serverConfiguration())
    }

    static func router(
        _ parts: WebParts, _ sessions: SessionKeeper, _ streamEnd: StreamEnd? = nil
    ) throws -> Router<WebContext> {
        let api = API(parts, sessions: sessions, streamEnd: streamEnd)
        let assets = try Assets(deviceToken: parts.demonstrationToken)
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        let isTLS = parts.certificate != nil
        router.add(middleware: HeaderMiddleware(isTLS: isTLS))
        router.add(
            middleware: ProblemMiddleware(texts: parts.configuration.texts, logger: parts.logger))
        router.add(middleware: OriginMiddleware(isTLS: isTLS))
        router.add(middleware: BodyTimeMiddleware())
        for route in api.routes { add(route, to: router, sessions) }
        PageRoutes(assets: assets, api: api, qrPicture: parts.qrPNG).add(to: router)
        Probes(api: api).add(to: router)
        if let bench = parts.bench {
            BenchRoutes(
                bench: bench, assets: assets, lineNames: parts.configuration.lineNames,
                png: parts.png
            ).add(to: router)
            BenchScanRoutes(bench: bench, api: api).add(to: router)
            BenchFaultRoutes(bench: bench, health: parts.health).add(to: router)
            if let previewer = parts.layouts {
                LayoutRoutes(previewer: previewer, png: parts.png).add(to: router)
            }
        }
        // The last of all, so that it stands before the answer "not found" alone.
        router.add(middleware: MethodMiddleware(table: MethodTable(router.routes)))
        return router
    }

    private static func add(
        _ route: Route, to router: Router<WebContext>, _ sessions: SessionKeeper
    ) {
        router.on(RouterPath("/api/v1\(route.path)"), method: route.method) { request, context in
            let principal: Principal?
            switch route.access {
            case .anyone: principal = nil
            case .roles(let roles):
                principal = try sessions.authorise(request, roles)
                    .acting(from: context.remoteAddress?.ipAddress)
            }
            return try await route.handle(request, context, principal)
        }
    }
}
