/// A citizen who waits, as the call policy sees one: integers only, so that choosing never has to
/// look a ticket up.
package struct WaitingEntry: Hashable, Sendable {
    /// Milliseconds since 1970: smaller is served earlier.
    package let rank: Int64
    /// Place in the day's order of issue, 1…; names the ticket and breaks ties.
    package let order: Int
    /// From when the wait counts, in milliseconds: arrival, or the slot of who came early.
    package let arrivedAt: Int64
    /// What a clerk must be qualified for, all of it.
    package let needs: FieldSet
    /// The only counter that may call; nil for any.
    package let counter: CounterNumber?

    package init(
        rank: Int64, order: Int, arrivedAt: Int64, needs: FieldSet, counter: CounterNumber? = nil
    ) {
        self.rank = rank
        self.order = order
        self.arrivedAt = arrivedAt
        self.needs = needs
        self.counter = counter
    }
}

/// By what a waiting queue is sorted.
protocol WaitingOrder: Sendable {
    static func key(_ entry: WaitingEntry) -> Int64
}

/// Whose turn it is.
enum RankOrder: WaitingOrder {
    static func key(_ entry: WaitingEntry) -> Int64 { entry.rank }
}

/// Who waits longest.
enum ArrivalOrder: WaitingOrder {
    static func key(_ entry: WaitingEntry) -> Int64 { entry.arrivedAt }
}
