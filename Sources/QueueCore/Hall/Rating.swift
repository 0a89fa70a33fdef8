/// How satisfied a citizen was, in four words and no middle: who presses has to decide.
///
/// Satisfied are the two upper ones (QĐ 766/QĐ-TTg counts the satisfied among those who rated).
package enum RatingLevel: Int, Hashable, Sendable, Codable, CaseIterable {
    case veryDissatisfied = 1
    case dissatisfied, satisfied, verySatisfied

    /// Whether it counts as satisfied.
    package var isSatisfied: Bool { self >= .satisfied }
}

extension RatingLevel: Comparable {
    package static func < (lhs: RatingLevel, rhs: RatingLevel) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}

/// What a citizen who was not satisfied can point at; words are in the texts.
package enum RatingReason: String, Hashable, Sendable, Codable, CaseIterable {
    case longWait = "long-wait"
    case attitude
    case unclear
    case extraPapers = "extra-papers"
    case result
    case other
}

/// A counter's visit that may be rated: the last one completed there.
package struct RatingWindow: Hashable, Sendable {
    package let ticket: TicketID
    package let number: String
    package let clerk: ClerkID
    /// When the visit was completed.
    package let since: Instant
    /// Until when a rating page asks; what was begun by then is still taken, see
    /// `Hall.ratingAnswerTime`.
    package let until: Instant
}
