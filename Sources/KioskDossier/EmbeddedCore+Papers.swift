import DossierCore
import GRDB
package import Kiosk
package import QueueCore

/// Papers that the life of dossiers gives.
extension EmbeddedCore: DossierPapers {
    package func papers(
        ofDossier code: String, at now: Instant
    ) async throws(DossierError) -> [DossierPaper] {
        let history = try await history(ofDossier: code)
        guard let dossier = Dossier(code: code, history: history) else {
            throw DossierError.unknownDossier
        }
        return PaperWriter(
            dossier: dossier, history: history, law: law,
            givesReceipts: settings.authority == .embedded, account: settings.payment
        ).papers(at: now)
    }

    package func register(
        from first: ServiceDay, to last: ServiceDay, at now: Instant
    ) async throws(DossierError) -> DossierPaper {
        let law = law
        return try stored {
            try pool.read { db in
                try PaperLists(db: db, law: law).register(from: first, to: last, at: now)
            }
        }
    }

    package func postalList(
        of day: ServiceDay, at now: Instant
    ) async throws(DossierError) -> DossierPaper {
        let law = law
        return try stored {
            try pool.read { try PaperLists(db: $0, law: law).postal(on: day, at: now) }
        }
    }
}
