import GRDB
package import Kiosk
package import QueueCore

/// The applicants of dossiers.
extension EmbeddedCore: ApplicantVault {
    package func keep(
        _ applicant: Applicant, ofDossier code: String, by actor: String, at now: Instant
    ) async throws(DossierError) {
        try vault { try $0.keep(applicant, of: code, by: actor, at: now) }
    }

    package func state(ofDossier code: String) async throws(DossierError) -> ApplicantState {
        try vault { try $0.state(of: code) }
    }

    package func read(
        ofDossier code: String, _ deed: ApplicantReading.Deed, reason: String, by actor: String,
        at now: Instant
    ) async throws(DossierError) -> Applicant? {
        try vault { try $0.read(code, deed, reason, by: actor, at: now) }
    }

    package func find(
        _ words: String, limit: Int, by actor: String, at now: Instant
    ) async throws(DossierError) -> [MaskedApplicant] {
        try vault { try $0.find(words, limit: limit, by: actor, at: now) }
    }

    package func erase(
        ofDossier code: String, reason: String, by actor: String, at now: Instant
    ) async throws(DossierError) -> Bool {
        try vault { try $0.erase(code, reason, by: actor, at: now) }
    }

    package func readings(limit: Int) async throws(DossierError) -> [ApplicantReading] {
        try vault { try $0.readings(limit: limit) }
    }

    /// Erases applicants of dossiers that ended before `moment`, a bounded number.
    ///
    /// - Returns: how many.
    package func eraseEnded(before moment: Instant, at now: Instant) throws(DossierError) -> Int {
        try vault { try $0.eraseEnded(before: moment, at: now) }
    }

    /// Seals records of the key before by the one that holds now, a bounded number; after the last
    /// one the old key leaves the disk.
    ///
    /// - Returns: how many.
    package func resealOld() throws(DossierError) -> Int {
        let count = try vault { try $0.resealOld() }
        if count == 0 { ring?.forgetOld() }
        return count
    }

    /// How many applicants are sealed in a store, whichever key they have; 0 for no store.
    package static func sealedCount(at path: String) -> Int {
        (try? DossierReader(path: path).sealedCount()) ?? 0
    }

    private func vault<Value>(
        _ body: (VaultBook) throws -> Value
    ) throws(DossierError) -> Value {
        guard let ring else {
            throw DossierError(.unavailable, "the key of the applicants' vault is not there")
        }
        return try stored { try pool.write { try body(VaultBook(db: $0, ring: ring)) } }
    }
}
