package import QueueCore

/// Whose a dossier is; the one kind of personal data that the program keeps.
package struct Applicant: Hashable, Sendable, Codable {
    /// 1…300 characters.
    package var name: String
    /// A personal number, tax code or passport, 6…20 of `A-Z 0-9`.
    package var identity: String?
    /// 8…15 digits, a `+` before them where it is foreign.
    package var phone: String?
    /// At most 500 characters.
    package var address: String?
    /// At most 254 characters.
    package var email: String?

    package init(
        name: String, identity: String? = nil, phone: String? = nil, address: String? = nil,
        email: String? = nil
    ) {
        self.name = name
        self.identity = identity
        self.phone = phone
        self.address = address
        self.email = email
    }
}

/// An applicant as lists show one: enough to tell two apart, too little to know either.
package struct MaskedApplicant: Hashable, Sendable {
    package let code: String
    /// First letters: `N*** T*** V*** D***`.
    package let name: String
    /// The first four and the last three: `0720*****001`.
    package let identity: String?
    /// The first two and the last three: `09*****000`.
    package let phone: String?

    package init(code: String, name: String, identity: String?, phone: String?) {
        self.code = code
        self.name = name
        self.identity = identity
        self.phone = phone
    }
}

/// Somebody had to do with an applicant's data.
package struct ApplicantReading: Hashable, Sendable {
    /// What was done.
    package enum Deed: String, Hashable, Sendable, CaseIterable {
        case kept, read, found, printed, erased
    }

    package let at: Instant
    /// The account, or `motcua` for what is erased by rule.
    package let by: String
    package let code: String
    package let deed: Deed
    /// Why, where somebody said so.
    package let reason: String

    package init(at: Instant, by: String, code: String, deed: Deed, reason: String) {
        self.at = at
        self.by = by
        self.code = code
        self.deed = deed
        self.reason = reason
    }
}

/// What is known of a dossier's applicant without reading about a person.
package enum ApplicantState: Hashable, Sendable {
    /// Nothing was written down.
    case none
    case kept(MaskedApplicant)
    case erased(at: Instant)
}

/// The applicants of dossiers, encrypted at rest; every look at one leaves a line.
///
/// All throw `DossierError`: `.unknownDossier`, `.refused` for what is erased, `.unavailable` where
/// the key of what is kept is not there, `.storage`.
package protocol ApplicantVault: Sendable {
    /// Writes down whose a dossier is, in the place of what was written before.
    ///
    /// - Throws: also `.malformed` for a value out of its bounds, naming the member.
    func keep(_ applicant: Applicant, ofDossier code: String, by actor: String, at now: Instant)
        async throws(DossierError)

    /// What there is, masked; leaves no line.
    func state(ofDossier code: String) async throws(DossierError) -> ApplicantState

    /// The whole, for a reason that is written down with it; nil where nothing is kept.
    func read(
        ofDossier code: String, _ deed: ApplicantReading.Deed, reason: String, by actor: String,
        at now: Instant
    ) async throws(DossierError) -> Applicant?

    /// Dossiers of whoever has that name (accents are optional), number or phone, given whole; the
    /// latest first, `limit` at most.
    func find(_ words: String, limit: Int, by actor: String, at now: Instant)
        async throws(DossierError) -> [MaskedApplicant]

    /// Destroys what is kept of a dossier's applicant; the dossier itself stays, and every report.
    ///
    /// - Returns: whether something was there.
    func erase(ofDossier code: String, reason: String, by actor: String, at now: Instant)
        async throws(DossierError) -> Bool

    /// The last looks at applicants, the latest first.
    func readings(limit: Int) async throws(DossierError) -> [ApplicantReading]
}
