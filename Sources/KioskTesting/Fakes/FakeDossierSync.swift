package import Kiosk
package import QueueCore
import Synchronization

/// A list of changes with one that is parked until it is resumed.
package final class FakeDossierSync: DossierSyncStore {
    private let code: String
    private let isParked = Mutex(true)

    package init(_ code: String) { self.code = code }

    package func dueSyncs(
        at now: Instant, limit: Int
    ) async throws(DossierError) -> [SyncChange] { [] }

    package func settleSync(
        of code: String, _ sequence: Int, _ outcome: SyncOutcome
    ) async throws(DossierError) {}

    package func syncBacklog(limit: Int) async throws(DossierError) -> SyncBacklog {
        guard isParked.withLock({ $0 }) else {
            return SyncBacklog(waiting: 1, parkedCount: 0, stuck: [])
        }
        return SyncBacklog(
            waiting: 2, parkedCount: 1,
            stuck: [.init(code: code, sequence: 2, attempts: 60, reason: "x", nextAt: nil)])
    }

    package func resumeSync(ofDossier code: String) async throws(DossierError) -> Bool {
        isParked.withLock { isParked in
            defer { if code == self.code { isParked = false } }
            return isParked && code == self.code
        }
    }
}
