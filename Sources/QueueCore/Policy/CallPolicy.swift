/// Who is next: the rules of the hall, compiled from the plan to small integers.
///
/// The smallest rank over all lines that a counter serves is next; the counter's order of preference
/// breaks ties, then the order of issue. Whoever waited beyond a line's guarantee goes before all
/// others. Rank is arrival less a bounded credit, so nobody starves: one can be overtaken only by
/// those who came within the credit after.
package struct CallPolicy: Sendable {
    /// A line's part of the rules; milliseconds.
    package struct LineRule: Hashable, Sendable {
        /// The head start of its citizens at the counters that list it first.
        package var preference: Int64
        /// Who waited this long goes first; nil gives no such promise.
        package var guarantee: Int64?

        package init(preference: Int64 = 0, guarantee: Int64? = nil) {
            self.preference = preference
            self.guarantee = guarantee
        }
    }

    /// A counter's part of the rules; lines by index.
    package struct CounterRule: Hashable, Sendable {
        /// A line of others whose citizens may be taken once they waited so long; milliseconds.
        package struct Overflow: Hashable, Sendable {
            package let line: Int
            package let after: Int64

            package init(line: Int, after: Int64) {
                self.line = line
                self.after = after
            }
        }

        package let number: CounterNumber
        /// The lines it serves, the preferred one first.
        package let lines: [Int]
        package let overflow: [Overflow]

        package init(number: CounterNumber, lines: [Int], overflow: [Overflow] = []) {
            self.number = number
            self.lines = lines
            self.overflow = overflow
        }
    }

    /// Somebody who may be called, with the facts that placed him or her.
    package struct Choice: Hashable, Comparable, Sendable {
        package let entry: WaitingEntry
        package let line: Int
        /// Beyond the line's guarantee.
        package let isOverdue: Bool
        /// Of a line that this counter takes only after a while.
        package let isOverflow: Bool
        /// The head start that the counter's preference gave; milliseconds.
        package let preference: Int64
        /// The line's place in the counter's order of preference.
        let place: Int

        /// Whether this one is next only because of a head start of so many milliseconds.
        func isNext(becauseOf gain: Int64, before other: Choice) -> Bool {
            guard gain > 0, !isOverdue, !other.isOverdue else { return false }
            let (own, others) = (standing, other.standing)
            return (others.1, others.2, others.3) < (own.1 + gain, own.2, own.3)
        }

        /// The total order of the hall: the overdue by arrival, then all others by rank.
        package static func < (one: Choice, other: Choice) -> Bool {
            one.standing < other.standing
        }

        private var standing: (Int, Int64, Int, Int) {
            isOverdue
                ? (0, entry.arrivedAt, place, entry.order)
                : (1, entry.rank - preference, place, entry.order)
        }
    }

    private struct Line: Sendable {
        let rule: LineRule
        var byRank = WaitingQueue<RankOrder>()
        var byArrival = WaitingQueue<ArrivalOrder>()
        /// How many wait for one counter only.
        var bound = 0
    }

    private var lines: [Line]

    /// Empty lines under these rules.
    package init(_ rules: [LineRule] = []) {
        lines = rules.map { Line(rule: $0) }
    }

    package mutating func insert(_ entry: WaitingEntry, in line: Int) {
        lines[line].byRank.insert(entry)
        lines[line].byArrival.insert(entry)
        if entry.counter != nil { countBound(1, in: line) }
    }

    package mutating func remove(_ entry: WaitingEntry, from line: Int) {
        lines[line].byRank.remove(entry)
        lines[line].byArrival.remove(entry)
        if entry.counter != nil { countBound(-1, in: line) }
    }

    private mutating func countBound(_ change: Int, in line: Int) {
        lines[line].bound += change
        boundLines = LineSet(lines.indices.filter { lines[$0].bound > 0 })
    }

    package func count(in line: Int) -> Int { lines[line].byRank.count }

    /// How many in the line are served before a place of this rank and order.
    package func ahead(ofRank rank: Int64, order: Int, in line: Int) -> Int {
        lines[line].byRank.position(key: rank, order: order)
    }

    /// Those who wait in the line, the smallest rank first.
    func waiting(in line: Int) -> ArraySlice<WaitingEntry> { lines[line].byRank.entries }

    /// Lines in which somebody waits for one counter only.
    private(set) var boundLines = LineSet()

    /// Who has waited longest in the line.
    package func longestWaiting(in line: Int) -> WaitingEntry? { lines[line].byArrival.first }

    /// The smallest rank in the line.
    package func firstRank(in line: Int) -> Int64? { lines[line].byRank.first?.rank }

    /// The largest rank below `limit` in the line.
    func lastRank(before limit: Int64, in line: Int) -> Int64? {
        lines[line].byRank.last(before: limit)?.rank
    }

    /// Who is next at a counter whose clerk is qualified for `fields`.
    ///
    /// - Parameters:
    ///   - counter: where.
    ///   - fields: what the clerk there is qualified for.
    ///   - now: milliseconds since 1970.
    /// - Returns: nil when nobody waits whom this clerk may serve there.
    package func next(at counter: CounterRule, fields: FieldSet, now: Int64) -> Choice? {
        var best: Choice?
        visit(at: counter, fields: fields, now: now, perLine: 1) { choice in
            if best.map({ choice < $0 }) ?? true { best = choice }
        }
        return best
    }

    /// The next few at a counter, best first.
    package func next(at counter: CounterRule, fields: FieldSet, now: Int64, limit: Int)
        -> [Choice]
    {
        var found: [Choice] = []
        visit(at: counter, fields: fields, now: now, perLine: limit) { choice in
            // One may be found as overdue and in turn: the better standing comes first.
            if !found.contains(where: { $0.entry.order == choice.entry.order }) {
                found.append(choice)
            }
        }
        return Array(found.sorted().prefix(limit))
    }

    /// Whoever of another line would be next if nobody of the chosen one's line waited.
    func rival(
        of chosen: Choice, at counter: CounterRule, fields: FieldSet, now: Int64
    ) -> Choice? {
        var best: Choice?
        visit(at: counter, fields: fields, now: now, perLine: 1) { choice in
            guard choice.line != chosen.line else { return }
            if best.map({ choice < $0 }) ?? true { best = choice }
        }
        return best
    }

    /// How many wait in the counter's own lines whom the clerk may call there.
    ///
    /// Counts heads only where a clerk may serve some of a line and not others.
    func callable(at counter: CounterRule, fields: FieldSet, needs: [FieldSet]) -> Int {
        counter.lines.reduce(0) { sum, line in
            lines[line].bound == 0 && needs[line].isSubset(of: fields)
                ? sum + count(in: line)
                : sum
                    + lines[line].byRank.entries.count { Self.mayCall($0, counter, fields) }
        }
    }

    /// When the first of those whom a counter takes only after a while will have waited so long.
    func nextOverflow(at counter: CounterRule, fields: FieldSet, after now: Int64) -> Int64? {
        counter.overflow.compactMap { overflow in
            lines[overflow.line].byArrival.entries
                .first { Self.mayCall($0, counter, fields) && $0.arrivedAt + overflow.after >= now }
                .map { $0.arrivedAt + overflow.after }
        }.min()
    }

    private func visit(
        at counter: CounterRule, fields: FieldSet, now: Int64, perLine limit: Int,
        _ body: (Choice) -> Void
    ) {
        for (place, index) in counter.lines.enumerated() {
            let line = lines[index]
            func choice(_ entry: WaitingEntry, isOverdue: Bool) -> Choice {
                Choice(
                    entry: entry, line: index, isOverdue: isOverdue, isOverflow: false,
                    preference: place == 0 ? line.rule.preference : 0, place: place)
            }
            if let guarantee = line.rule.guarantee {
                let overdue = line.byArrival.entries.prefix { now - $0.arrivedAt > guarantee }
                Self.take(limit, overdue, counter, fields) { body(choice($0, isOverdue: true)) }
            }
            Self.take(limit, line.byRank.entries, counter, fields) {
                body(choice($0, isOverdue: false))
            }
        }
        for (place, overflow) in counter.overflow.enumerated() {
            let line = lines[overflow.line]
            func waitedLong(_ entry: WaitingEntry) -> Bool {
                now - entry.arrivedAt > overflow.after
            }
            guard line.byArrival.first.map(waitedLong) ?? false else { continue }
            Self.take(limit, line.byRank.entries, counter, fields, where: waitedLong) { entry in
                body(
                    Choice(
                        entry: entry, line: overflow.line, isOverdue: false, isOverflow: true,
                        preference: 0, place: counter.lines.count + place))
            }
        }
    }

    /// Hands out the first `limit` who may be called here.
    private static func take(
        _ limit: Int, _ entries: ArraySlice<WaitingEntry>, _ counter: CounterRule,
        _ fields: FieldSet, where isEligible: (WaitingEntry) -> Bool = { _ in true },
        _ body: (WaitingEntry) -> Void
    ) {
        var taken = 0
        for entry in entries {
            guard taken < limit else { return }
            guard mayCall(entry, counter, fields), isEligible(entry) else { continue }
            body(entry)
            taken += 1
        }
    }

    private static func mayCall(
        _ entry: WaitingEntry, _ counter: CounterRule, _ fields: FieldSet
    ) -> Bool {
        entry.needs.isSubset(of: fields) && (entry.counter.map { $0 == counter.number } ?? true)
    }
}
