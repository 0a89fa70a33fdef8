package import QueueCore

/// A paper of a dossier, or of many, in words as far as the core knows them.
///
/// The applicant is not among them: those places are left to a pen.
package struct DossierPaper: Hashable, Sendable {
    /// The form's file: `01` to `07`, `postal`.
    package let form: String
    /// The event that gives it, from 1; 0 for a paper that is always there.
    package let event: Int
    /// When it came to be.
    package let at: Instant
    /// By the form's field.
    package let values: [String: String]
    /// By the form's table.
    package let tables: [String: [[String: String]]]

    package init(
        form: String, event: Int, at: Instant, values: [String: String],
        tables: [String: [[String: String]]] = [:]
    ) {
        self.form = form
        self.event = event
        self.at = at
        self.values = values
        self.tables = tables
    }

    /// What it is asked for by, among the papers of its dossier: `02-5`.
    package var id: String { "\(form)-\(event)" }
}

/// Papers that the life of dossiers gives.
package protocol DossierPapers: Sendable {
    /// The papers of a dossier in the order of its events, the control slip last.
    ///
    /// - Parameters:
    ///   - code: the dossier's.
    ///   - now: when the control slip is drawn up.
    /// - Returns: at least the control slip.
    /// - Throws: `DossierError`: `.unknownDossier`, `.storage`.
    func papers(ofDossier code: String, at now: Instant) async throws(DossierError)
        -> [DossierPaper]

    /// The register of dossiers received on those days (form 07).
    ///
    /// - Throws: `DossierError`: `.refused` where they are more than `FormLimits.rows`, `.storage`.
    func register(from first: ServiceDay, to last: ServiceDay, at now: Instant)
        async throws(DossierError) -> DossierPaper

    /// The list of results handed to the post on a day, to be signed by who takes them.
    ///
    /// - Throws: `DossierError`: `.refused` where they are more than `FormLimits.rows`, `.storage`.
    func postalList(of day: ServiceDay, at now: Instant) async throws(DossierError)
        -> DossierPaper
}

/// The forms of a centre as they lie beside its configuration.
package protocol FormPress: Sendable {
    /// The form's number and title in Vietnamese; nil for one that the centre does not have.
    func identity(of form: String) -> FormIdentity?

    /// Names of what it is filled with; empty for one that the centre does not have.
    func fields(of form: String) -> Set<String>

    /// Draws a form on its usual paper, all its copies.
    ///
    /// Blocks for some ten milliseconds a page.
    ///
    /// - Throws: `StationeryError`.
    func pdf(of form: String, filledWith data: FormData) throws -> [UInt8]
}
