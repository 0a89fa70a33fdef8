/// The lines of a plan by their places in it, as bits.
package struct LineSet: Hashable, Sendable {
    /// Lines that an estimate can tell apart; the configuration refuses more.
    package static let linesMax = 64

    private(set) var bits: UInt64

    /// A set of these places; those outside 0..<`linesMax` are in no set.
    package init(_ places: some Sequence<Int>) {
        bits = 0
        for place in places where (0..<Self.linesMax).contains(place) { bits |= 1 << place }
    }

    init(bits: UInt64 = 0) {
        self.bits = bits
    }

    /// Whether the line at this place is in the set.
    package func contains(_ place: Int) -> Bool {
        (0..<Self.linesMax).contains(place) && bits & (1 << place) != 0
    }
}

/// The hall as one citizen's wait depends on it: who is before, and who will serve them.
///
/// Counts only, so that it is filled without looking at any ticket. Arrays are by the line's place
/// in the plan; what is missing counts as nobody.
package struct LineLoad: Hashable, Sendable {
    /// A counter that serves now; paused and closed ones are left out.
    package struct Counter: Hashable, Sendable {
        /// Whom it holds.
        package enum Occupation: Hashable, Sendable {
            case free
            /// Called or served here, from which line, since the call.
            case busy(line: Int, since: Instant)
        }

        /// What it serves and its clerk is qualified for.
        ///
        /// A line that it takes only after a while belongs here once the line's first has waited so
        /// long. For the asker's line the asker's own field decides, where it is known.
        package let lines: LineSet
        package let occupation: Occupation

        package init(lines: LineSet, occupation: Occupation) {
            self.lines = lines
            self.occupation = occupation
        }
    }

    /// The asker's line.
    package var line: Int
    /// How many wait before the asker's rank, by line; the asker is not counted.
    package var ahead: [Int]
    /// By how many milliseconds the first of each line ranks before the asker; 0 where nobody does.
    ///
    /// In a line without credits it is the head's elapsed wait for one who comes now.
    package var headLead: [Int64]
    package var counters: [Counter]

    package init(line: Int, ahead: [Int], headLead: [Int64], counters: [Counter]) {
        self.line = line
        self.ahead = ahead
        self.headLead = headLead
        self.counters = counters
    }
}
