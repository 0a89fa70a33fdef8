package import Kiosk
package import QueueCore
import Synchronization

/// An intake in memory; whatever a clerk decides, the dossier is one with a known life.
package final class FakeDossierIntake: DossierIntake {
    private let workflow: FakeDossierWorkflow
    private let code: String
    private let arrivals = Mutex<[WaitingDossiers.Entry]>([])
    private let refusals = Mutex<[WaitingDossiers.Refused]>([])

    package init(_ code: String) {
        self.code = code
        workflow = FakeDossierWorkflow(code)
    }

    package func takeIn(
        _ arrival: DossierArrival, from source: String, at now: Instant
    ) async throws -> Bool {
        let fault = arrivals.withLock { entries -> IntakeFault? in
            if let fault = arrival.fault(at: now) { return fault }
            let known = entries.first { $0.arrival.id == arrival.id }
            return known.map { $0.arrival == arrival } ?? true ? nil : .conflict
        }
        if let fault {
            refusals.withLock {
                $0.append(
                    .init(at: now, source: source, reference: arrival.id, fault: fault))
            }
            throw IntakeRefusal(fault)
        }
        return arrivals.withLock { entries in
            if entries.contains(where: { $0.arrival == arrival }) { return false }
            entries.append(.init(arrival: arrival, source: source, arrivedAt: now, code: nil))
            return true
        }
    }

    package func waiting(limit: Int) async throws(DossierError) -> WaitingDossiers {
        let entries = arrivals.withLock { $0 }
        return WaitingDossiers(
            count: entries.count, entries: Array(entries.prefix(limit)),
            refused: refusals.withLock { $0 })
    }

    package func decide(
        _ deed: DossierDeed, onArrival id: String, by actor: String, key: String, at now: Instant
    ) async throws(DossierError) -> DossierLife {
        guard arrivals.withLock({ $0.contains { $0.arrival.id == id } }) else {
            throw DossierError(.unknownDossier, "no such arrival")
        }
        return try await workflow.carryOut(
            deed, onDossier: code, by: actor, for: nil, key: key, at: now)
    }
}
