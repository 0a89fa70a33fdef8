package import Foundation

/// A row of the journal as it lies on the disk, before anything of it is believed.
package struct AuditRow: Hashable, Sendable {
    package let sequence: Int64
    /// Milliseconds since 1970.
    package let at: Int64
    package let actor: String
    package let kind: String
    package let ticket: String?
    /// The event's JSON.
    package let body: String
    package let hash: Data

    package init(
        sequence: Int64, at: Int64, actor: String, kind: String, ticket: String?, body: String,
        hash: Data
    ) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.kind = kind
        self.ticket = ticket
        self.body = body
        self.hash = hash
    }

    /// The link that the chain must have here after `previous`.
    ///
    /// - Parameters:
    ///   - previous: the link before.
    ///   - place: the number to write it under; its own when not named.
    /// - Returns: 32 bytes.
    func link(after previous: Data, as place: Int64? = nil) -> Data {
        HashChain.link(
            after: previous, sequence: place ?? sequence, at: at, actor: actor, kind: kind,
            body: body)
    }
}

/// What is wrong with the journal, and where.
package enum AuditFinding: Hashable, Sendable, CustomStringConvertible {
    /// Rows that were there and are not.
    case missing(ClosedRange<Int64>)
    /// A row under a number that the journal never gave.
    case neverGiven(Int64)
    case changed(Int64)
    /// A whole row that was written under another number.
    case moved(Int64, from: Int64)
    /// The row's ticket column, which the chain does not hold, is not the ticket in its body.
    case misfiled(Int64)
    case unreadable(Int64)
    /// The list is full.
    case more

    package var description: String {
        switch self {
        case .missing(let range):
            "events \(range.lowerBound) to \(range.upperBound) are missing"
        case .neverGiven(let sequence): "event \(sequence) has a number that was never given"
        case .changed(let sequence): "event \(sequence) was changed"
        case .moved(let sequence, let from):
            "event \(sequence) was moved: it was written as event \(from)"
        case .misfiled(let sequence): "event \(sequence) is filed under another ticket than its own"
        case .unreadable(let sequence): "event \(sequence) was changed: it cannot be read"
        case .more: "… and perhaps more"
        }
    }
}
