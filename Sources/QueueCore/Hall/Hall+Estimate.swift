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
            plan.lines.filter { !leavingLines.contains($0.id) }.map { line in
                let foreseen = index.places[line.id].flatMap { place in
                    forecast(newcomer(in: place, at: now), in: place, at: now)
                }
                let outlook = LineOutlook(
                    estimate: foreseen?.range.wholeMinutes,
                    isClosing: !isServed(after: foreseen, in: line.id, at: now))
                return (line.id, outlook)
            }
        ) { _, last in last }
    }

    /// The wait that is left to a ticket; nil when it does not wait or the hall does not know.
    package func estimate(of ticket: Ticket, at now: Instant) -> EstimateRange? {
        guard ticket.state == .waiting else { return nil }
        // Foreseen a moment ago, in the command that is being answered.
        if ticket.issuedAt == now, ticket.waits.legSince == now { return ticket.estimate }
        return entry(ticket).flatMap { forecast($0.0, in: $0.line, at: now)?.range }
    }

    /// Somebody who comes without a procedure: who may serve everybody of the line may serve him.
    private func newcomer(in place: Int, at now: Instant) -> WaitingEntry {
        let arrival = max(now.millisecondsSinceEpoch, lastBase)
        return WaitingEntry(
            rank: arrival, order: order.count + 1, arrivedAt: arrival, needs: index.needs[place])
    }

    /// The wait of somebody who waits, or is about to; nil when the hall does not know, and while
    /// nobody who may serve him is there.
    func forecast(_ asker: WaitingEntry, in place: Int, at now: Instant) -> Forecast? {
        // Asked at every press: before the first counter opens there is nothing to weigh.
        guard reaches.values.contains(where: { $0.includes(place) }) else { return nil }
        return estimator.forecast(load(asker, in: place, at: now), at: now)
    }

    /// Whether somebody of whom this is foreseen will surely be done before the line's last closing;
    /// also where nothing is.
    func isServed(after forecast: Forecast?, in line: LineID, at now: Instant) -> Bool {
        guard let forecast, let closing = openingHours(of: line).closing(onDayOf: now) else {
            return true
        }
        return now + .seconds(forecast.range.highSeconds)
            + .milliseconds(forecast.unitMilliseconds) <= closing
    }
}
