// What boards and pages ask of the hall.
extension Hall {
    /// A line as people see it.
    package struct LineView: Hashable, Sendable {
        package let id: LineID
        package let state: State
        package let waiting: Int
        /// When the one who waits longest took the number; nil while nobody waits.
        package let oldestIssuedAt: Instant?
        /// When it receives citizens on this day; empty on a day off.
        package let hours: [OpeningHours.Span]
        package let counters: [CounterNumber]

        /// Whether the line gives numbers now.
        package enum State: String, Hashable, Sendable {
            case open, closed, full
        }
    }

    /// The lines in the plan's order; those that it has no more are no line to come to.
    package func lineViews(at now: Instant) -> [LineView] {
        plan.lines.filter { !leavingLines.contains($0.id) }.map { line in
            let oldest = index.places[line.id].flatMap { policy.longestWaiting(in: $0) }
            return LineView(
                id: line.id,
                state: !isGivingNumbers(line, at: now)
                    ? .closed : isFull(line, at: now) ? .full : .open,
                waiting: waiting(in: line.id),
                oldestIssuedAt: oldest.flatMap(ticket)?.issuedAt,
                hours: openingHours(of: line.id).spans(on: ServiceDay(at: now)),
                counters: index.countersByLine[line.id] ?? [])
        }
    }

    private func isFull(_ line: LinePlan, at now: Instant) -> Bool {
        guard day == ServiceDay(at: now), let status = series[line.id] else { return false }
        return status.next > line.lastNumber || line.dailyLimit.map { status.given >= $0 } ?? false
    }

    /// The hall that people may see at `now`.
    ///
    /// Until the first command of a day opens it, the hall still holds the day before; nobody is to
    /// see that again.
    package func shown(at now: Instant) -> Hall {
        guard let day, day < ServiceDay(at: now) else { return self }
        var morning = Hall()
        morning.apply(.planChanged(plan: wholePlan), at: now)
        return morning
    }

    /// What a counter shows: the number called or served there.
    package func shownNumber(at counter: CounterNumber) -> String? {
        counters[counter]?.serving.flatMap { tickets[$0]?.number }
    }
}
