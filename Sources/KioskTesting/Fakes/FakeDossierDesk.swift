package import Kiosk
package import QueueCore
import Synchronization

/// A core that knows what a test tells it of dossiers, and nothing of visits.
package final class FakeDossierDesk: DossierDesk {
    private let known: Mutex<[String: DossierStatus]>
    private let isDown = Mutex(false)

    package init(_ known: [String: DossierStatus] = [:]) {
        self.known = Mutex(known)
    }

    /// Tells it how far a dossier is.
    package func set(_ code: String, _ status: DossierStatus) {
        known.withLock { $0[code] = status }
    }

    /// Whether it answers nothing from now on.
    package func goDown(_ down: Bool = true) { isDown.withLock { $0 = down } }

    package func status(ofDossier code: String) async throws(DossierError) -> DossierStatus {
        if isDown.withLock({ $0 }) { throw DossierError(.unavailable, "no answer") }
        return known.withLock { $0[code] } ?? .unknown
    }

    package func noteResult(
        ofDossier code: String, isReady: Bool, by name: String, at now: Instant
    ) async throws(DossierError) {
        if isDown.withLock({ $0 }) { throw DossierError(.unavailable, "no answer") }
        let isKnown = known.withLock { known in
            guard known[code] != nil else { return false }
            known[code] = isReady ? .ready : .inWork(due: nil)
            return true
        }
        guard isKnown else { throw DossierError(.unknownDossier, "no such dossier") }
    }

    package func reception(of ticket: TicketID) async throws(DossierError) -> Reception? { nil }

    package func note(
        _ application: Application, for ticket: TicketID
    ) async throws(DossierError) {
        throw DossierError(.unknownReception, "ticket \(ticket)")
    }

    package func enter(
        code: String, for procedure: ProcedureCode, ticket: TicketID
    ) async throws(DossierError) {
        throw DossierError(.unknownReception, "ticket \(ticket)")
    }

    package func dossier(code: String) async throws(DossierError) -> DossierSummary? { nil }
}
