import GRDB
package import Kiosk
package import QueueCore

/// Dossiers that come by portal or post.
extension EmbeddedCore: DossierIntake {
    package func takeIn(
        _ arrival: DossierArrival, from source: String, at now: Instant
    ) async throws -> Bool {
        let outcome = try stored {
            try pool.write { db -> Result<Bool, IntakeRefusal> in
                let book = IntakeBook(db: db, settings: settings, law: law)
                do {
                    return .success(try book.takeIn(arrival, from: source, at: now))
                } catch let refusal as IntakeRefusal {
                    // A refused arrival left no other trace.
                    try book.refuse(arrival.id, from: source, refusal.fault, at: now)
                    return .failure(refusal)
                }
            }
        }
        return try outcome.get()
    }

    /// Keeps word of an arrival that could not even be read.
    func noteRefusal(
        _ reference: String, from source: String, _ fault: IntakeFault, at now: Instant
    ) throws(DossierError) {
        try stored {
            try pool.write { db in
                try IntakeBook(db: db, settings: settings, law: law)
                    .refuse(reference, from: source, fault, at: now)
            }
        }
    }

    package func waiting(limit: Int) async throws(DossierError) -> WaitingDossiers {
        try stored {
            try pool.read { db in
                try IntakeBook(db: db, settings: settings, law: law).waiting(limit: limit)
            }
        }
    }

    package func decide(
        _ deed: DossierDeed, onArrival id: String, by actor: String, key: String, at now: Instant
    ) async throws(DossierError) -> DossierLife {
        try stored {
            try pool.write { db in
                // A refused deed takes the minted code back with it.
                let code = try IntakeBook(db: db, settings: settings, law: law)
                    .code(of: id, by: actor, at: now)
                return try Self.carryOut(
                    deed, onDossier: code, by: actor, for: nil, key: key, at: now, law, db)
            }
        }
    }
}
