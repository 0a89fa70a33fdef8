import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

/// Everything the API's calls need.
struct API: Sendable {
    let configuration: Configuration
    let controller: Controller
    let store: any TicketStore
    let hub: SnapshotHub
    let health: HealthBoard
    let sessions: SessionKeeper
    let identifiers: any IdentifierSource
    let clock: any WallClock
    let uptime: @Sendable () -> Duration
    let isSimulated: Bool
    /// Whether cookies come back over TLS alone.
    let isTLS: Bool
    let logger: Logger
    let shapes: Shapes
    let commands: CommandDesk
    let persons: PersonHash
    let scans: ScanDesk?
    let dossiers: (any DossierDesk)?
    let dossierWorkflow: (any DossierWorkflow)?
    let dossierIntake: (any DossierIntake)?
    let dossierSync: (any DossierSyncStore)?
    let announcer: Announcer?
    let guidance: (any GuidanceSpeaker)?
    let workbooks: any WorkbookWriter
    let summary: @Sendable (ServiceDay) throws -> Slip?
    let dayPaper: @Sendable (ServiceDay) throws -> [UInt8]?
    let staffing: (any StaffingDesk)?
    let shelf: (any ConfigurationShelf)?
    let staffingJobs = StaffingJobs()
    let print: @Sendable (Slip, KioskID) -> Bool
    let wakeHandOffs: @Sendable () -> Void
    let startAnew: (@Sendable () -> Void)?
    let dossierPapers: (any DossierPapers)?
    let formPress: (any FormPress)?
    let applicants: (any ApplicantVault)?
    let reports = BlockingQueue(label: "motcua.reports")
    /// Workbooks, which may take a minute: no report waits for one.
    let files = BlockingQueue(label: "motcua.files")
    let hallBytes = HallBytes()
    let streamEnd: StreamEnd
    let statusStreams = StreamBound(most: API.statusStreamsMax)
    let centre: CentreDescription
    let procedureIndex: ProcedureIndex

    init(_ parts: WebParts, sessions: SessionKeeper, streamEnd: StreamEnd? = nil) {
        self.streamEnd = streamEnd ?? StreamEnd(parts.hub)
        configuration = parts.configuration
        controller = parts.controller
        store = parts.store
        hub = parts.hub
        health = parts.health
        self.sessions = sessions
        identifiers = parts.identifiers
        clock = parts.clock
        uptime = parts.uptime
        isSimulated = parts.bench != nil
        isTLS = parts.certificate != nil
        logger = parts.logger
        shapes = Shapes(parts.configuration)
        commands = CommandDesk(controller: parts.controller, shapes: shapes)
        persons = PersonHash(secret: parts.personSecret)
        scans = parts.scans
        dossiers = parts.dossiers
        dossierWorkflow = parts.dossierWorkflow
        dossierIntake = parts.dossierIntake
        dossierSync = parts.dossierSync
        announcer = parts.announcer
        guidance = parts.guidance
        workbooks = parts.workbooks
        summary = parts.summary
        dayPaper = parts.dayPaper
        staffing = parts.staffing
        shelf = parts.shelf
        print = parts.print
        wakeHandOffs = parts.wakeHandOffs
        startAnew = parts.startAnew
        (dossierPapers, formPress) = (parts.dossierPapers, parts.formPress)
        applicants = parts.applicants
        centre = CentreDescription(parts.configuration, isSimulated: isSimulated)
        procedureIndex = ProcedureIndex(parts.configuration)
    }

    /// Every call below `/api/v1`.
    var routes: [Route] {
        sessionRoutes + ticketRoutes + statusRoutes + counterRoutes + scanRoutes + dossierRoutes
            + dossierStepRoutes + intakeRoutes + syncRoutes
            + hallRoutes
            + procedureRoutes + voiceRoutes + reportRoutes + ratingRoutes + helpRoutes
            + guidanceRoutes + handOffRoutes + configurationRoutes + paperRoutes + applicantRoutes
    }

    func known(_ principal: Principal?) throws(Problem) -> Principal {
        guard let principal else { throw .unauthorised }
        return principal
    }

    func counterNumber(_ context: WebContext) throws -> CounterNumber {
        guard let number = Int(try context.parameters.require("n")) else {
            throw Problem(Refusal(.unknownCounter))
        }
        return number
    }

    /// A store that cannot be read is the operator's matter; the asker hears "not ready".
    ///
    /// Runs on the reports' queue unless another is named.
    func readStore<Value: Sendable>(
        on queue: BlockingQueue? = nil, _ body: @Sendable () throws -> Value
    ) async throws(Problem) -> Value {
        do {
            return try await (queue ?? reports).run(body)
        } catch {
            logger.error("reading the store failed: \(error)")
            throw .notReady
        }
    }
}
