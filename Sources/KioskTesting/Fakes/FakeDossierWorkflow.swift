package import Kiosk
package import QueueCore
import Synchronization

/// A workflow of one dossier that takes every deed but a refused one.
package final class FakeDossierWorkflow: DossierWorkflow {
    private let code: String
    private let done = Mutex<[String: DossierDeed]>([:])

    package init(_ code: String) { self.code = code }

    /// Deeds that had their effect, in no order.
    package var deeds: [DossierDeed] { done.withLock { Array($0.values) } }

    package func life(ofDossier code: String) async throws(DossierError) -> DossierLife? {
        guard code == self.code else { return nil }
        return life
    }

    package func carryOut(
        _ deed: DossierDeed, onDossier code: String, by actor: String, for office: String?,
        key: String, at now: Instant
    ) async throws(DossierError) -> DossierLife {
        guard code == self.code else { throw DossierError(.unknownDossier, "no such dossier") }
        if case .goOn = deed { throw DossierError(.refused, "Hồ sơ không tạm dừng.") }
        done.withLock { $0[key] = deed }
        return life
    }

    package func urgent(at now: Instant) async throws(DossierError) -> [UrgentDossiers] {
        let day = ServiceDay(at: now)
        return [
            UrgentDossiers(
                office: "mot-cua",
                entries: [.init(code: code, promise: day, urgency: .today, workingDaysLate: 0)])
        ]
    }

    private var life: DossierLife {
        DossierLife(
            code: code, procedure: "1.001193", state: "received", stateName: "được tiếp nhận",
            promise: nil, promiseReason: "Chưa có thời hạn.", holder: "mot-cua", sentTo: nil,
            owed: 0, paid: 0,
            apologies: [.init(number: 1, cause: "quá hạn", madeAt: nil, newDay: nil)],
            allowed: [.forward],
            steps: [
                .init(
                    at: Instant(millisecondsSinceEpoch: 1_795_395_600_000), by: "clerk6",
                    office: "mot-cua", words: "Tiếp nhận.")
            ])
    }
}
