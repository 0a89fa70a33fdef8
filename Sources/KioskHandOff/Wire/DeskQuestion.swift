import Kiosk
import QueueCore

/// What a clerk's desk asks a core, `POST {base}/desk`.
enum DeskQuestion: Codable, Sendable {
    case reception(ticket: TicketID)
    case note(ticket: TicketID, application: SentApplication)
    case enter(ticket: TicketID, code: String, procedure: ProcedureCode)
    case dossier(code: String)
    case status(code: String)
    case result(code: String, isReady: Bool, by: String, at: Instant)

    /// Asks the desk itself.
    func asked(of desk: any DossierDesk) async throws(DossierError) -> DeskAnswer {
        switch self {
        case .reception(let ticket):
            return .reception(known: try await desk.reception(of: ticket))
        case .note(let ticket, let application):
            try await desk.note(application.application, for: ticket)
            return .done
        case .enter(let ticket, let code, let procedure):
            try await desk.enter(code: code, for: procedure, ticket: ticket)
            return .done
        case .dossier(let code): return .dossier(known: try await desk.dossier(code: code))
        case .status(let code):
            switch try await desk.status(ofDossier: code) {
            case .unknown: return .unknown
            case .awaitsClerk(let procedure): return .awaitsClerk(procedure: procedure)
            case .inWork(let due): return .inWork(due: due)
            case .ready: return .ready
            }
        case .result(let code, let isReady, let by, let at):
            try await desk.noteResult(ofDossier: code, isReady: isReady, by: by, at: at)
            return .done
        }
    }
}

/// What the core answers.
enum DeskAnswer: Codable, Sendable {
    case done
    case reception(known: Reception?)
    case dossier(known: DossierSummary?)
    case unknown
    case awaitsClerk(procedure: ProcedureCode)
    case inWork(due: ServiceDay?)
    case ready
}

/// A clerk's note on its way; personal.
struct SentApplication: Codable, Sendable {
    let procedure: ProcedureCode
    let applicantName: String
    let identityNumber: String?
    let phone: String?
    let papers: [String]

    init(_ application: Application) {
        procedure = application.procedure
        applicantName = application.applicantName
        identityNumber = application.identityNumber
        phone = application.phone
        papers = application.papers
    }

    var application: Application {
        Application(
            procedure: procedure, applicantName: applicantName, identityNumber: identityNumber,
            phone: phone, papers: papers)
    }
}
