package import Kiosk
package import QueueCore

/// One dossier that papers were asked for once, and a press that prints a line.
package struct FakeDossierPapers: DossierPapers, FormPress {
    private let code: String

    package init(_ code: String) { self.code = code }

    package func papers(
        ofDossier code: String, at now: Instant
    ) async throws(DossierError) -> [DossierPaper] {
        guard code == self.code else {
            throw DossierError(.unknownDossier, "no such dossier")
        }
        return [DossierPaper(form: "02", event: 3, at: now, values: [:])]
    }

    package func register(
        from first: ServiceDay, to last: ServiceDay, at now: Instant
    ) async throws(DossierError) -> DossierPaper {
        DossierPaper(form: "07", event: 0, at: now, values: [:])
    }

    package func postalList(
        of day: ServiceDay, at now: Instant
    ) async throws(DossierError) -> DossierPaper {
        DossierPaper(form: "postal", event: 0, at: now, values: [:])
    }

    package func identity(of form: String) -> FormIdentity? {
        FormIdentity(number: form, circular: "TT", version: "1", title: "Mẫu \(form)")
    }

    package func fields(of form: String) -> Set<String> { ["applicant"] }

    package func pdf(of form: String, filledWith data: FormData) throws -> [UInt8] {
        Array("%PDF-1.4".utf8)
    }
}
