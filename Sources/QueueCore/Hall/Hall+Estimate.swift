// What a citizen is told of the wait, and what the hall learns from what came of it.
extension Hall {
    /// What somebody who comes to a line now would meet.
    package struct LineOutlook: Hashable, Sendable {
        /// In whole minutes, so that screens do not flicker; nil when the hall does not know.
        package let estimate: EstimateRange?
        /// One more can perhaps not be served before closing.
        package let isClosing: Bool
    }

    /// The outlook of every line; some microseconds a line.
    package func outlooks(at now: Instant) -> [LineID: LineOutlook] {
        Dictionary(
            plan.lines.map { line in
                let range = forecastForNewcomer(in: line.id, at: now)?.range.wholeMinutes
                return (
                    line.id,
                    LineOutlook(estimate: range, isClosing: !canBeServed(in: line.id, at: now))
                )
            }
        ) { _, last in last }
    }

    /// The wait that is left to a ticket; nil when it does not wait or the hall does not know.
    package func estimate(of ticket: Ticket, at now: Instant) -> EstimateRange? {
        guard ticket.state == .waiting else { return nil }
        // Foreseen a moment ago, in the command that is being answered.
        if ticket.issuedAt == now, ticket.waits.legSince == now { return ticket.estimate }
        return forecast(in: ticket.line, rank: ticket.rank, order: ticket.order, at: now)?.range
    }

    func forecastForNewcomer(in line: LineID, at now: Instant) -> Forecast? {
        forecast(
            in: line, rank: max(now.millisecondsSinceEpoch, lastBase), order: order.count + 1,
            at: now)
    }

    func forecast(in line: LineID, rank: Int64, order: Int, at now: Instant) -> Forecast? {
        // Asked at every press: before the first counter opens there is nothing to weigh.
        guard let place = index.places[line], served.values.contains(where: { $0.contains(place) })
        else { return nil }
        return estimator.forecast(load(place, rank: rank, order: order), at: now)
    }

    /// Whether somebody who comes now will surely be done before the line's last closing; also where
    /// the hall does not know.
    func canBeServed(in line: LineID, at now: Instant) -> Bool {
        guard let closing = openingHours(of: line).closing(onDayOf: now),
            let forecast = forecastForNewcomer(in: line, at: now)
        else { return true }
        return now + .seconds(forecast.range.highSeconds)
            + .milliseconds(forecast.unitMilliseconds) <= closing
    }

    /// The hall as the wait at one place depends on it.
    private func load(_ line: Int, rank: Int64, order: Int) -> LineLoad {
        let places = plan.lines.indices
        return LineLoad(
            line: line,
            ahead: places.map { policy.ahead(ofRank: rank, order: order, in: $0) },
            headLead: places.map { place in
                policy.firstRank(in: place).map { max(0, rank - $0) } ?? 0
            },
            counters: plan.counters.compactMap { plan in
                counters[plan.number].flatMap { $0.state == .open ? load(of: $0) : nil }
            })
    }

    private func load(of counter: Counter) -> LineLoad.Counter {
        var occupation = LineLoad.Counter.Occupation.free
        if let busy = counter.occupation, let place = index.places[busy.line] {
            occupation = .busy(line: place, since: busy.since)
        }
        return LineLoad.Counter(
            lines: served[counter.number] ?? LineSet([]), occupation: occupation)
    }

    /// The lines that a counter serves and its clerk may serve somebody of.
    func linesServed(at number: CounterNumber) -> LineSet {
        let fields = index.fields(of: counters[number]?.clerk)
        return LineSet(
            index.counterRules[number]?.lines
                .filter { !index.needs[$0].isDisjoint(with: fields) } ?? [])
    }

    // MARK: Learning

    mutating func learn(fromCallOf ticket: Ticket, at number: CounterNumber, _ now: Instant) {
        let forecast = forecasts.removeValue(forKey: ticket.id)
        // Whoever was sent here, or came back, waited for other reasons.
        guard ticket.waits.first == nil, !ticket.wasTransferred,
            let place = index.places[ticket.line]
        else { return }
        let open = counters.values.count {
            $0.state == .open && served[$0.number]?.contains(place) ?? false
        }
        estimator.called(
            line: place, waited: now.since(ticket.issuedAt), forecast: forecast, openCounters: open)
        if let free = counters[number]?.freeSince, counters[number]?.serving == nil {
            estimator.hesitated(now.since(max(free, ticket.issuedAt)))
        }
    }

    mutating func learn(fromServiceOf ticket: Ticket, _ now: Instant) {
        guard let place = index.places[ticket.line], let calledAt = ticket.calledAt else { return }
        estimator.serviceEnded(line: place, lasted: now.since(calledAt))
    }

    mutating func learn(fromVainCallOf ticket: Ticket, _ now: Instant) {
        guard let place = index.places[ticket.line], let calledAt = ticket.calledAt else { return }
        estimator.calledInVain(line: place, lasted: now.since(calledAt))
    }
}
