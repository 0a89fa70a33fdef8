package import Kiosk
package import QueueCore

extension HTTPGateway: DossierDesk {
    package func reception(of ticket: TicketID) async throws(DossierError) -> Reception? {
        guard case .reception(let known) = try await ask(.reception(ticket: ticket)) else {
            throw Self.another
        }
        return known
    }

    package func note(_ application: Application, for ticket: TicketID) async throws(DossierError) {
        // A person's name goes over no line that others read.
        guard isPrivate else {
            throw DossierError(.unavailable, "the core is not reached by https")
        }
        let question = DeskQuestion.note(ticket: ticket, application: SentApplication(application))
        guard case .done = try await ask(question) else { throw Self.another }
    }

    package func enter(code: String, for procedure: ProcedureCode, ticket: TicketID)
        async throws(DossierError)
    {
        let question = DeskQuestion.enter(ticket: ticket, code: code, procedure: procedure)
        guard case .done = try await ask(question) else { throw Self.another }
    }

    package func dossier(code: String) async throws(DossierError) -> DossierSummary? {
        guard case .dossier(let known) = try await ask(.dossier(code: code)) else {
            throw Self.another
        }
        return known
    }

    package func status(ofDossier code: String) async throws(DossierError) -> DossierStatus {
        switch try await ask(.status(code: code)) {
        case .unknown: return .unknown
        case .awaitsClerk(let procedure): return .awaitsClerk(procedure)
        case .inWork(let due): return .inWork(due: due)
        case .ready: return .ready
        default: throw Self.another
        }
    }

    package func noteResult(
        ofDossier code: String, isReady: Bool, by name: String, at now: Instant
    ) async throws(DossierError) {
        let question = DeskQuestion.result(code: code, isReady: isReady, by: name, at: now)
        guard case .done = try await ask(question) else { throw Self.another }
    }

    private static var another: DossierError {
        DossierError(.unavailable, "the core answered another question")
    }

    private func ask(_ question: DeskQuestion) async throws(DossierError) -> DeskAnswer {
        let body = try await ask(path: "/desk", key: "", body: try HandOffJSON.body(question))
        return try HandOffJSON.value(DeskAnswer.self, body)
    }
}
