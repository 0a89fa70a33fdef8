import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import KioskTesting
import Logging
import NIOCore
import QueueCore
import Synchronization
import Testing

@testable import KioskWeb

/// Everything that the server answers with, over a store in memory and without a socket.
struct Site {
    /// Who asks.
    enum Asker: Hashable, Sendable {
        case nobody, device, clerk, manager
    }

    /// An answer with its whole body.
    struct Reply: CustomStringConvertible {
        let status: Int
        let headers: HTTPFields
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var description: String { "\(status) \(text.prefix(300))" }
        var code: String? { (try? members(of: body))?["code"] as? String }

        /// Without what comes behind a semicolon.
        var mediaType: String {
            String(headers[.contentType]?.split(separator: ";").first ?? "")
        }
    }

    let clock: StandingClock
    let parts: WebParts
    let sessions: SessionKeeper
    let api: API
    /// What was printed without a ticket.
    let sheets = Sheets()
    /// A dossier that the core knows; its result is promised for the next day.
    static let dossier = "H53.12.3-261120-0007"
    let workflow = FakeDossierWorkflow(Site.dossier)
    let intake = FakeDossierIntake(Site.dossier)
    let core = FakeDossierDesk([Site.dossier: .inWork(due: ServiceDay("2026-11-24"))])
    /// What scanners read goes here.
    let scans: ScanDesk
    private let responder: RouterResponder<WebContext>
    private let tokens: [Asker: String]
    private static let keys = Atomic<Int>(0)

    /// A hall that is open, with one clerk, one manager and one device.
    ///
    /// What is ordered to be printed goes to `onSlips`.
    init(
        store: any TicketStore & AccountStore = MemoryStore(),
        clock: StandingClock = StandingClock(),
        uptime: @escaping @Sendable () -> Duration = Uptime.read,
        _ configuration: Configuration = .withPeople,
        onSlips: @escaping @Sendable ([SlipOrder]) -> Void = { _ in }
    ) async throws {
        self.clock = clock
        let (hub, logger) = (SnapshotHub(), ControllerRig.silent)
        let health = HealthBoard(clock: clock)
        let announcer = configuration.voice.map { voice in
            Announcer(
                settings: voice, writer: AnnouncementWriter(configuration),
                renderer: FakeStudio(), speakers: [:], clock: clock, uptime: uptime,
                health: health, logger: logger, onSettled: { _ in })
        }
        let controller = Controller(
            store: store, restored: try store.restore(), clock: clock, hub: hub, logger: logger,
            announcements: configuration.voice.map(AnnouncementRules.init),
            kiosks: { configuration.kiosks.map { .init(id: $0.id, printer: nil) } },
            onOrders: { orders in
                for case .announcement(let order) in orders { announcer?.accept([order]) }
                onSlips(
                    orders.compactMap { order in
                        guard case .slip(let slip) = order else { return nil }
                        return slip
                    })
            }, onStoreFailure: { _ in })
        _ = await controller.submit(Kiosk.Request(.adopt(configuration.plan), by: .system))
        await controller.refresh()
        var parts = WebParts(
            configuration: configuration, controller: controller, store: store, hub: hub,
            health: health, identifiers: CountedIdentifiers(), clock: clock, bench: nil,
            demonstrationToken: nil, png: { _ in [] }, qrPNG: { _ in [] }, logger: logger)
        parts.uptime = uptime
        scans = ScanDesk(
            controller: controller, dossiers: core, identifiers: parts.identifiers, clock: clock,
            logger: logger)
        parts.scans = scans
        parts.dossiers = core
        parts.dossierWorkflow = workflow
        parts.dossierIntake = intake
        parts.dossierSync = FakeDossierSync(Site.dossier)
        parts.announcer = announcer
        parts.takeDayTools(of: ServiceDay(at: clock.now()))
        parts.shelf = OneFileShelf(plan: configuration.plan)
        parts.startAnew = {}
        parts.applicants = FakeApplicantVault(Site.dossier)
        let papers = FakeDossierPapers(Site.dossier)
        (parts.dossierPapers, parts.formPress) = (papers, papers)
        parts.print = { [sheets] slip, _ in
            sheets.add(slip)
            return true
        }
        self.parts = parts
        sessions = SessionKeeper(
            configuration: configuration, store: store, clock: clock, uptime: uptime,
            logger: logger)
        api = API(parts, sessions: sessions)
        responder = try WebServer.router(parts, sessions).buildResponder()
        var tokens = [Asker.device: "demo-device"]
        for account in configuration.accounts {
            let asker = account.role == .clerk ? Asker.clerk : .manager
            tokens[asker] = try await sessions.begin(Principal(account))
        }
        self.tokens = tokens
    }

    /// Sends a request below no prefix; a POST gets a key of its own unless the headers have one.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as asker: Asker = .nobody,
        body: String? = nil, headers: [String: String] = [:], from address: String = "127.0.0.1",
        events: Int? = nil, into sink: Sink? = nil
    ) async throws -> Reply {
        var fields = HTTPFields()
        if let token = tokens[asker] { fields[.authorization] = "Bearer \(token)" }
        var named = headers
        if method == .post, !path.hasSuffix("/session"), named["Idempotency-Key"] == nil {
            named["Idempotency-Key"] = "k\(Self.keys.add(1, ordering: .relaxed).newValue)"
        }
        for (name, value) in named where !value.isEmpty {
            fields[try #require(HTTPField.Name(name))] = value
        }
        let request = Hummingbird.Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "hall.test", path: path,
                headerFields: fields),
            body: .init(buffer: ByteBuffer(string: body ?? "")))
        let response = try await responder.respond(
            to: request,
            context: WebContext(
                logger: ControllerRig.silent,
                remoteAddress: try SocketAddress(ipAddress: address, port: 40_000)))
        let sink = sink ?? Sink(writesMax: events)
        do {
            try await response.body.write(sink)
        } catch is Sink.Full {}
        // Whoever asked is answered a moment before the deliveries are told.
        await parts.controller.read { _, _ in () }
        return Reply(
            status: response.status.code, headers: response.headers,
            body: sink.bytes.withLock { $0 })
    }
}

/// In the place of a workbook its table as CSV.
struct PlainWorkbooks: WorkbookWriter {
    func write(
        to path: String, columns: [String],
        rows: (_ add: @escaping ([ReportCell]) throws -> Void) throws -> Void
    ) throws {
        var text = ReportTable.line(columns.map(ReportCell.text))
        try rows { text += ReportTable.line($0) }
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}

/// Slips that were given to a printer.
final class Sheets: Sendable {
    private let slips = Mutex<[Slip]>([])

    var count: Int { slips.withLock(\.count) }

    func add(_ slip: Slip) { slips.withLock { $0.append(slip) } }
}

extension WebParts {
    /// What guides people and writes papers, each with little in it.
    fileprivate mutating func takeDayTools(of day: ServiceDay) {
        guidance = FakeGuidance()
        workbooks = PlainWorkbooks()
        summary = { asked in
            guard asked == day else { return nil }
            return Slip(kind: .summary, number: "", counters: "", mark: nil, blocks: [])
        }
        dayPaper = { asked in asked == day ? Array("%PDF-1.4".utf8) : nil }
        staffing = FixedStaffing()
    }
}
