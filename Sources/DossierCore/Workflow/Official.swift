import QueueCore

/// An office (cơ quan, bộ phận) that holds dossiers, such as `mot-cua` or `tu-phap`.
package struct OfficeID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// Who did something to a dossier, and for which office; never the applicant.
package struct Official: Hashable, Sendable, Codable {
    /// The account, or the name of the system that reported it.
    package let name: String
    package let office: OfficeID

    package init(_ name: String, of office: OfficeID) {
        self.name = name
        self.office = office
    }
}
