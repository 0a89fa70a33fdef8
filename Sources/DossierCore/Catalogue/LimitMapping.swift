package import QueueCore

/// What a centre says of limits that the portal publishes in the unit “other”.
///
/// In civil status, “1 other” is the same day, or the next working day after 15:00; elsewhere the
/// same words mean something else, so that nothing is mapped that nobody named.
package struct LimitMapping: Hashable, Sendable {
    /// Which limits are meant.
    package enum Scope: Hashable, Sendable {
        /// Of one procedure.
        case procedure(ProcedureCode)
        /// Of every procedure of a field that has none of its own.
        case field(FieldID)
    }

    private struct Key: Hashable {
        let scope: Scope
        let count: Int
    }

    private var limits: [Key: TimeLimit] = [:]

    /// Maps nothing.
    package init() {}

    /// From now on, `count` “other” means `limit`.
    package mutating func map(_ count: Int, of scope: Scope, to limit: TimeLimit) {
        limits[Key(scope: scope, count: count)] = limit
    }

    /// The procedure with every limit mapped for which there is a word.
    package func applied(to procedure: Procedure) -> Procedure {
        guard !limits.isEmpty else { return procedure }
        var mapped = procedure
        for (channel, terms) in procedure.terms {
            guard case .unmapped(let count) = terms.limit else { continue }
            let scopes = [Scope.procedure(procedure.code), .field(procedure.field)]
            let limit = scopes.lazy.compactMap { limits[Key(scope: $0, count: count)] }.first
            if let limit { mapped.terms[channel]?.limit = limit }
        }
        return mapped
    }
}
