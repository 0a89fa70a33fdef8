package import Kiosk
package import QueueCore
import Synchronization

/// The applicant of one dossier, in memory.
package final class FakeApplicantVault: ApplicantVault {
    private let code: String
    private let kept = Mutex<(applicant: Applicant?, erasedAt: Instant?)>((nil, nil))
    private let notes = Mutex<[ApplicantReading]>([])

    package init(_ code: String) { self.code = code }

    private var masked: MaskedApplicant? {
        kept.withLock(\.applicant).map {
            MaskedApplicant(
                code: code, name: "\($0.name.prefix(1))***", identity: nil, phone: nil)
        }
    }

    private func check(_ code: String) throws(DossierError) {
        guard code == self.code else { throw DossierError(.unknownDossier, "no such dossier") }
    }

    private func note(
        _ deed: ApplicantReading.Deed, _ reason: String, _ actor: String, _ now: Instant
    ) {
        let note = ApplicantReading(at: now, by: actor, code: code, deed: deed, reason: reason)
        notes.withLock { $0.insert(note, at: 0) }
    }

    package func keep(
        _ applicant: Applicant, ofDossier code: String, by actor: String, at now: Instant
    ) async throws(DossierError) {
        try check(code)
        if applicant.name.count > 300 { throw DossierError(.malformed, "name") }
        kept.withLock { $0.applicant = applicant }
        note(.kept, "", actor, now)
    }

    package func state(ofDossier code: String) async throws(DossierError) -> ApplicantState {
        try check(code)
        if let at = kept.withLock(\.erasedAt) { return .erased(at: at) }
        return masked.map(ApplicantState.kept) ?? .none
    }

    package func read(
        ofDossier code: String, _ deed: ApplicantReading.Deed, reason: String, by actor: String,
        at now: Instant
    ) async throws(DossierError) -> Applicant? {
        try check(code)
        note(deed, reason, actor, now)
        return kept.withLock(\.applicant)
    }

    package func find(
        _ words: String, limit: Int, by actor: String, at now: Instant
    ) async throws(DossierError) -> [MaskedApplicant] {
        kept.withLock { $0.applicant?.name == words } ? [masked].compactMap { $0 } : []
    }

    package func erase(
        ofDossier code: String, reason: String, by actor: String, at now: Instant
    ) async throws(DossierError) -> Bool {
        try check(code)
        note(.erased, reason, actor, now)
        return kept.withLock { kept in
            guard kept.applicant != nil else { return false }
            kept = (nil, now)
            return true
        }
    }

    package func readings(limit: Int) async throws(DossierError) -> [ApplicantReading] {
        notes.withLock { Array($0.prefix(limit)) }
    }
}
