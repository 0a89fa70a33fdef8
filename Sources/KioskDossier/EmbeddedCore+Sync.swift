import GRDB
package import Kiosk
package import QueueCore

/// Which changes another system has still to hear of.
extension EmbeddedCore: DossierSyncStore {
    /// Says whether changes are to be told from now on; what waits already goes on waiting.
    ///
    /// - Throws: `DossierError` with code `.storage`.
    package func keepSyncs(_ isKept: Bool) async throws(DossierError) {
        try stored { try pool.write { try SyncBook(db: $0).keep(isKept) } }
    }

    package func dueSyncs(
        at now: Instant, limit: Int
    ) async throws(DossierError) -> [SyncChange] {
        try stored { try pool.read { try SyncBook(db: $0).due(at: now, limit: limit) } }
    }

    package func settleSync(
        of code: String, _ sequence: Int, _ outcome: SyncOutcome
    ) async throws(DossierError) {
        try stored { try pool.write { try SyncBook(db: $0).settle(code, sequence, outcome) } }
    }

    package func syncBacklog(limit: Int) async throws(DossierError) -> SyncBacklog {
        try stored { try pool.read { try SyncBook(db: $0).backlog(limit: limit) } }
    }

    package func resumeSync(ofDossier code: String) async throws(DossierError) -> Bool {
        try stored { try pool.write { try SyncBook(db: $0).resume(code) } }
    }
}
