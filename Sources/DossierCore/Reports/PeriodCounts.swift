/// What became of the dossiers of a period, in numbers of which none is missing.
///
/// `total`, what was carried over and newly received, is always `resolved` + `refused` +
/// `withdrawn` + `stopped` + `inProgress`.
package struct PeriodCounts: Hashable, Sendable, Codable {
    /// Received before the period and not done when it began.
    package var carriedOver = 0
    /// Received in the period.
    package var newlyReceived = 0
    package var resolvedEarly = 0
    package var resolvedOnTime = 0
    package var resolvedLate = 0
    /// Resolved, and no date had been promised.
    package var resolvedUndated = 0
    package var refused = 0
    package var withdrawn = 0
    package var stopped = 0
    /// In progress at the end of the period, within the promise.
    package var notDue = 0
    /// In progress at the end of the period, the promise passed.
    package var overdue = 0
    /// In progress at the end of the period without a date: none is promised, or it waits.
    package var undated = 0

    /// Of nothing.
    package init() {}

    package var total: Int { carriedOver + newlyReceived }
    package var resolved: Int { resolvedEarly + resolvedOnTime + resolvedLate + resolvedUndated }
    package var inProgress: Int { notDue + overdue + undated }
    /// Done without a result.
    package var ended: Int { refused + withdrawn + stopped }

    /// Whether every dossier is somewhere, once.
    package var isClosed: Bool { total == resolved + ended + inProgress }

    package static func + (lhs: Self, rhs: Self) -> Self {
        var sum = lhs
        for count in Self.all { sum[keyPath: count] += rhs[keyPath: count] }
        return sum
    }

    package static func += (lhs: inout Self, rhs: Self) { lhs = lhs + rhs }

    /// Every count that is counted and not summed.
    package static var all: [WritableKeyPath<Self, Int>] {
        [
            \.carriedOver, \.newlyReceived, \.resolvedEarly, \.resolvedOnTime, \.resolvedLate,
            \.resolvedUndated, \.refused, \.withdrawn, \.stopped, \.notDue, \.overdue, \.undated,
        ]
    }
}
