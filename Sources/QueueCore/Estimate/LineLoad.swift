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

    var isEmpty: Bool { bits == 0 }

    mutating func formUnion(_ other: LineSet) { bits |= other.bits }

    /// Whether the line at this place is in the set.
    package func contains(_ place: Int) -> Bool {
        (0..<Self.linesMax).contains(place) && bits & (1 << place) != 0
    }
}

/// The hall as one citizen's wait depends on it: who is before, and who will serve them.
///
/// Counts only. People are counted in groups: those of one line whom the same counters serve. Group
/// n is line n of the plan as long as everybody in it has the same counters; where a clerk may serve
/// only some of a line, or a ticket was sent to one counter, those others stand in groups of their
/// own after the lines, listed in `parts`. Arrays are by group; what is missing counts as nobody.
package struct LineLoad: Hashable, Sendable {
    /// A counter that serves now; paused and closed ones are left out.
    package struct Counter: Hashable, Sendable {
        /// Whom it holds.
        package enum Occupation: Hashable, Sendable {
            case free
            /// Called or served here, from which line, since the call.
            case busy(line: Int, since: Instant)
        }

        /// The groups whose people its clerk may call there at any time.
        package let lines: LineSet
        package let occupation: Occupation

        package init(lines: LineSet, occupation: Occupation) {
            self.lines = lines
            self.occupation = occupation
        }
    }

    /// A counter that helps with groups of other counters' lines once their first waited so long.
    package struct Help: Hashable, Sendable {
        /// Its place in `counters`.
        package let counter: Int
        package let lines: LineSet
        /// Milliseconds of waiting beyond which it may call.
        package let after: Int64

        package init(counter: Int, lines: LineSet, after: Int64) {
            self.counter = counter
            self.lines = lines
            self.after = after
        }
    }

    /// The asker's line.
    package var line: Int
    /// The asker's group: the line itself, or one after the lines.
    package var group: Int
    /// The lines of the groups after the lines.
    package var parts: [Int] = []
    /// How many wait before the asker's rank, by group; the asker is not counted.
    package var ahead: [Int]
    /// By how many milliseconds the first of each group ranks before the asker; 0 where nobody does.
    ///
    /// In a line without credits it is the head's elapsed wait for one who comes now.
    package var headLead: [Int64]
    package var counters: [Counter]
    package var helps: [Help] = []
    /// Milliseconds that the asker has waited so far; negative before a slot.
    package var waited: Int64 = 0
    /// Milliseconds by which the asker ranks before the own arrival.
    package var credit: Int64 = 0

    /// A load without help, of somebody who comes now; `group` where it is not the line's.
    package init(
        line: Int, group: Int? = nil, ahead: [Int], headLead: [Int64], counters: [Counter]
    ) {
        self.line = line
        self.group = group ?? line
        self.ahead = ahead
        self.headLead = headLead
        self.counters = counters
    }
}
