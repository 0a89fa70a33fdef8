/// A promise of a port that an adapter does not keep.
package struct ConformanceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Fails unless the condition holds.
///
/// - Parameters:
///   - condition: what must be true.
///   - words: what is wrong when it is not.
/// - Throws: `ConformanceFailure`, or what the condition throws.
package func expect(_ condition: @autoclosure () throws -> Bool, _ words: String) throws {
    guard try condition() else { throw ConformanceFailure(words) }
}

/// Fails unless both are the same; says both.
package func expect<Value: Equatable>(_ found: Value, is wanted: Value, _ words: String) throws {
    guard found == wanted else {
        throw ConformanceFailure("\(words): found \(found), expected \(wanted)")
    }
}
