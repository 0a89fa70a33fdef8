package import QueueCore

/// A stretch in which a dossier waits for somebody outside.
package struct Interruption: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Papers are asked for (form 02).
        case supplement
        /// A fee, tax or another financial duty is owed.
        case payment
        /// Another cause that the law does not count, such as another agency's opinion.
        case suspension
    }

    package let kind: Kind
    package let from: Instant
    /// When all was there; nil while it waits.
    ///
    /// What comes online at night comes at the opening.
    package let to: Instant?

    package init(_ kind: Kind, from: Instant, to: Instant? = nil) {
        self.kind = kind
        self.from = from
        self.to = to
    }
}

/// What of a dossier's life decides its due date.
package struct DossierCourse: Hashable, Sendable, Codable {
    /// Of the procedure's version under which it was received.
    package var limit: TimeLimit
    /// When it was handed in.
    package var filedAt: Instant
    /// When it was received; for what was filed while the centre was closed, the next opening.
    package var receivedAt: Instant
    /// In any order; where they overlap, the earlier one counts first.
    package var interruptions: [Interruption] = []
    /// When work on it was stopped for good (form 05).
    package var stoppedAt: Instant?

    package init(limit: TimeLimit, filedAt: Instant, receivedAt: Instant) {
        self.limit = limit
        self.filedAt = filedAt
        self.receivedAt = receivedAt
    }

    /// Every moment that it names.
    var moments: [Instant] {
        [filedAt, receivedAt] + [stoppedAt].compactMap(\.self)
            + interruptions.flatMap { [$0.from, $0.to ?? $0.from] }
    }
}

/// What the law leaves to be said, or may change: configuration, with the rules in force.
package struct DueRules: Hashable, Sendable, Codable {
    /// What a supplement does to the count.
    package enum AfterSupplement: String, Hashable, Sendable, Codable, CaseIterable {
        /// It begins anew when all papers are there, as under Decree 61/2018, Art. 19.
        case beginsAnew
        /// It goes on where it was interrupted.
        case goesOn
    }

    /// The last minute since midnight whose receptions have a result on the same day.
    ///
    /// “After 15:00” is after the minute that the receipt shows: 15:00 is still in time.
    package static let sameDayUntilMinute = 15 * 60

    package var afterSupplement = AfterSupplement.beginsAnew

    /// The rules in force.
    package init() {}
}
