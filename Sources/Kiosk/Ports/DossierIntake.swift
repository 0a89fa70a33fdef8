package import QueueCore

/// Dossiers that did not come over a counter: from the portal, or by post.
///
/// Nothing personal passes here: whose a dossier is stays with its source until the vault of
/// applicants takes it in.
package protocol DossierIntake: Sendable {
    /// Takes in a dossier, which then waits for a clerk; the same once more changes nothing.
    ///
    /// Blocks for one durable commit.
    ///
    /// - Parameters:
    ///   - arrival: what came.
    ///   - source: who brought it: a token's name, a folder, or the clerk who typed it.
    ///   - now: when.
    /// - Returns: whether it was new.
    /// - Throws: `IntakeRefusal` with the reason, or `DossierError`: `.unavailable` when too many
    ///   wait, `.storage`.
    func takeIn(_ arrival: DossierArrival, from source: String, at now: Instant) async throws
        -> Bool

    /// Dossiers that wait for a clerk, and arrivals that were refused lately.
    ///
    /// - Parameter limit: how many of each are told.
    /// - Returns: both, the dossiers in the order in which they were filed.
    /// - Throws: `DossierError` with code `.storage`.
    func waiting(limit: Int) async throws(DossierError) -> WaitingDossiers

    /// Decides about a dossier that waits: receives it, asks for papers, or refuses it.
    ///
    /// Where codes are minted here, this mints the dossier's.
    ///
    /// - Parameters:
    ///   - deed: what the clerk decided.
    ///   - id: the arrival's.
    ///   - actor: the account that does it.
    ///   - key: the same deed under the same key has one effect, for two days at least.
    ///   - now: when.
    /// - Returns: the dossier's life after it.
    /// - Throws: `DossierError`, as for `DossierWorkflow.carryOut`.
    func decide(
        _ deed: DossierDeed, onArrival id: String, by actor: String, key: String, at now: Instant
    ) async throws(DossierError) -> DossierLife
}

/// A dossier as its source tells of it; nobody's data are in it.
package struct DossierArrival: Hashable, Sendable, Codable {
    /// How it came.
    package enum Channel: String, Hashable, Sendable, Codable, CaseIterable {
        case online, postal
    }

    /// Papers that one dossier may have.
    package static let papersMax = 1_000
    /// How long ago it may have been filed: what is older is a slip of the finger.
    package static let age = Duration.seconds(366 * 86_400)

    /// How its source names it: 1…64 of `A-Z a-z 0-9 . _ -`.
    package let reference: String
    /// The official code, where a provincial system gives them.
    package let code: String?
    package let procedure: ProcedureCode
    package let channel: Channel
    /// When it was handed in; online that may be a Sunday.
    package let filedAt: Instant
    /// How many papers came with it.
    package let papers: Int

    package init(
        reference: String, code: String?, procedure: ProcedureCode, channel: Channel,
        filedAt: Instant, papers: Int
    ) {
        self.reference = reference
        self.code = code
        self.procedure = procedure
        self.channel = channel
        self.filedAt = filedAt
        self.papers = papers
    }

    /// By what it is known here: its code, else its source's reference.
    package var id: String { code ?? reference }

    /// What is wrong with it in itself; nil for nothing.
    package func fault(at now: Instant) -> IntakeFault? {
        let isWord = reference.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95].contains(byte)
        }
        guard isWord, (1...64).contains(reference.utf8.count) else { return .reference }
        guard (0...Self.papersMax).contains(papers) else { return .papers }
        guard filedAt <= now else { return .notYetFiled }
        return filedAt < now - Self.age ? .tooOld : nil
    }
}

/// Why an arrival is refused; texts have its words.
package enum IntakeFault: String, Hashable, Sendable, CaseIterable {
    /// A file that is none, is too large, or cannot be read.
    case file
    /// No JSON object with the members of an arrival, each of its type, and no others.
    case unreadable
    case reference, papers
    case notYetFiled = "not-yet-filed"
    case tooOld = "too-old"
    /// A provincial system gives codes here, and none came.
    case codeMissing = "code-missing"
    /// Codes are minted here, and one came.
    case codeUnwanted = "code-unwanted"
    case codeMalformed = "code-malformed"
    /// The centre does not list the procedure.
    case unknownProcedure = "unknown-procedure"
    /// It came before with other content, or its code is another dossier's.
    case conflict
}

/// An arrival that is not taken in.
package struct IntakeRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let fault: IntakeFault

    package init(_ fault: IntakeFault) { self.fault = fault }

    package var description: String { "the arrival is refused: \(fault.rawValue)" }
}

/// What waits for a clerk, and what was not taken in.
package struct WaitingDossiers: Hashable, Sendable {
    /// A dossier that nobody has looked at yet.
    package struct Entry: Hashable, Sendable {
        package let arrival: DossierArrival
        package let source: String
        package let arrivedAt: Instant
        /// Its official code, once it has one.
        package let code: String?

        package init(arrival: DossierArrival, source: String, arrivedAt: Instant, code: String?) {
            self.arrival = arrival
            self.source = source
            self.arrivedAt = arrivedAt
            self.code = code
        }
    }

    /// An arrival that was refused.
    package struct Refused: Hashable, Sendable {
        package let at: Instant
        package let source: String
        /// What it said it was; empty where that cannot be read.
        package let reference: String
        package let fault: IntakeFault

        package init(at: Instant, source: String, reference: String, fault: IntakeFault) {
            self.at = at
            self.source = source
            self.reference = reference
            self.fault = fault
        }
    }

    /// How many wait, also beyond the bound of `entries`.
    package let count: Int
    /// The one filed first comes first.
    package let entries: [Entry]
    /// The last one comes first.
    package let refused: [Refused]

    package init(count: Int, entries: [Entry], refused: [Refused]) {
        self.count = count
        self.entries = entries
        self.refused = refused
    }
}
