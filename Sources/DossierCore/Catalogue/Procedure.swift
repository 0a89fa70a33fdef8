package import QueueCore

/// Who decides on a procedure's dossiers.
package enum Agency: Hashable, Sendable, Codable {
    /// The commune itself.
    case own
    /// A central agency that sits in the hall, such as the police or the land registry.
    case central(String)
}

/// What holds for a procedure when it is handed in through one channel.
package struct ChannelTerms: Hashable, Sendable, Codable {
    package var limit: TimeLimit
    /// In đồng; nil where none is published.
    package var feeVND: Int?

    package init(limit: TimeLimit, feeVND: Int? = nil) {
        self.limit = limit
        self.feeVND = feeVND
    }
}

/// Names one version of a procedure: what a dossier keeps for good.
package struct ProcedureVersion: Hashable, Sendable, Codable {
    package let code: ProcedureCode
    /// The first day of the version; nil for one that holds since ever.
    package let from: ServiceDay?

    package init(code: ProcedureCode, from: ServiceDay?) {
        self.code = code
        self.from = from
    }
}

/// One administrative procedure (thủ tục hành chính), as it holds on certain days.
package struct Procedure: Hashable, Sendable, Codable {
    package var code: ProcedureCode
    /// NFC; real names have up to 1,094 characters.
    package var name: String
    /// For buttons and slips; nil where nobody wrote one.
    package var shortName: String?
    /// The centre's field, or the portal's words for it where the two are not joined yet.
    package var field: FieldID
    /// Where its citizens wait; nil until somebody says so.
    package var line: LineID?
    package var agency = Agency.own
    /// By channel; without terms the channel is closed to the procedure.
    package var terms: [FilingChannel: ChannelTerms]
    /// Names of the papers to hand in.
    package var papers: [String] = []
    /// What the applicant gets.
    package var result = ""
    /// Number of the decision that published it.
    package var decision = ""
    package var dates = DateSpan.always

    package init(
        code: ProcedureCode, name: String, field: FieldID, terms: [FilingChannel: ChannelTerms]
    ) {
        self.code = code
        self.name = name
        self.field = field
        self.terms = terms
    }

    package var version: ProcedureVersion { ProcedureVersion(code: code, from: dates.from) }

    /// Whether dossiers may come through the channel.
    package func isOffered(through channel: FilingChannel) -> Bool { terms[channel] != nil }

    /// Whether both say the same, on whatever days.
    func isSame(as other: Procedure) -> Bool {
        var other = other
        other.dates = dates
        return self == other
    }
}
