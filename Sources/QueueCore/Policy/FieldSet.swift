/// A set of procedure fields as bits: whether a clerk may serve somebody is one machine word's work,
/// and it is asked for everyone near the head of every line at every call.
package struct FieldSet: Hashable, Sendable {
    /// Fields that a plan can tell apart; the configuration refuses more.
    package static let fieldsMax = 64

    private(set) var bits: UInt64 = 0

    package init() {}

    /// A set of the fields with these indices; those beyond `fieldsMax` are in no set.
    package init(_ indices: some Sequence<Int>) {
        for index in indices where (0..<Self.fieldsMax).contains(index) { bits |= 1 << index }
    }

    package var isEmpty: Bool { bits == 0 }

    package func isSubset(of other: FieldSet) -> Bool { bits & ~other.bits == 0 }

    package func isDisjoint(with other: FieldSet) -> Bool { bits & other.bits == 0 }
}
