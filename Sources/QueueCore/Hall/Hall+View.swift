// What boards and pages ask of the hall.
extension Hall {
    /// A line as people see it.
    package struct LineView: Hashable, Sendable {
        package let id: LineID
        package let state: State
        package let waiting: Int
        /// When the one who waits longest took the number; nil while nobody waits.
        package let oldestIssuedAt: Instant?
        package let counters: [CounterNumber]

        /// Whether the line gives numbers now.
        package enum State: String, Hashable, Sendable {
            case open, closed, full
        }
    }

    /// The lines in the plan's order.
    package func lineViews(at now: Instant) -> [LineView] {
        plan.lines.map { line in
            let status = lines[line.id]
            let isToday = day == ServiceDay(at: now)
            let isFull = isToday && (status?.nextNumber ?? 0) > line.lastNumber
            // By rank the head need not have waited longest; credits are bounded, so those few
            // near the head are looked at.
            let oldest = status?.waiting.entries.prefix(Self.oldestSearchMax)
                .lazy.map(\.issuedAt).min()
            return LineView(
                id: line.id,
                state: !line.hours.isOpen(at: now) ? .closed : isFull ? .full : .open,
                waiting: status?.waiting.count ?? 0, oldestIssuedAt: oldest,
                counters: index.countersByLine[line.id] ?? [])
        }
    }

    /// How many waiting tickets a snapshot looks at for the longest wait.
    static let oldestSearchMax = 64

    /// The hall that people may see at `now`.
    ///
    /// Until the first command of a day opens it, the hall still holds the day before; nobody is to
    /// see that again.
    package func shown(at now: Instant) -> Hall {
        guard let day, day < ServiceDay(at: now) else { return self }
        var morning = Hall()
        morning.apply(.planChanged(plan: plan), at: now)
        return morning
    }

    /// What a counter shows: the number called or served there.
    package func shownNumber(at counter: CounterNumber) -> String? {
        counters[counter]?.serving.flatMap { tickets[$0]?.number }
    }
}
