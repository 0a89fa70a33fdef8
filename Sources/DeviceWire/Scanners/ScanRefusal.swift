/// Why what a scanner sent means nothing here.
///
/// The word goes into the log; what was scanned never does.
package enum ScanRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// More bytes than any code at a counter holds.
    case tooLong = "too-long"
    /// It stopped in the middle: the end of the line never came.
    case unfinished
    /// Bytes on their way were lost, or keys were pressed that type nothing.
    case damaged
    case notUTF8 = "not-utf-8"
    /// Control, formatting or unassigned characters.
    case controlCharacter = "control-character"
    /// Pipes as on a citizen's card, but fewer than seven fields.
    case fewFields = "few-fields"
    case badIdentity = "bad-identity"
    case badName = "bad-name"
    case badDate = "bad-date"
    case badSex = "bad-sex"
    case badAddress = "bad-address"
    /// Neither a dossier's code, nor one of our links, nor a citizen's card.
    case unrecognised
}
