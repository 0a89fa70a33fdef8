/// Why the other side did not hear a change.
package struct SyncFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Kind: Hashable, Sendable {
        /// No answer, half of one, or one that cannot be read: it may have taken effect.
        case silent
        /// It answered no; a session may have ended.
        case refused
    }

    package let kind: Kind
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
