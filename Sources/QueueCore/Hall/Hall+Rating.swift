// The rating at a counter.
extension Hall {
    /// Who pressed a key in the last second is still asked why; so long the hall waits for it.
    package static let ratingAnswerTime = Duration.seconds(30)

    /// Rates the visit that was completed at a counter last.
    ///
    /// - Throws: `nothing-to-rate` where no visit ended, the time is over, the next citizen is being
    ///   served, or this visit is rated; `invalid` for reasons with a level that needs none.
    func rate(
        _ number: CounterNumber, _ level: RatingLevel, _ reasons: [RatingReason],
        _ command: Command
    ) throws(Refusal) -> Decision {
        guard counters[number] != nil else { throw Refusal(.unknownCounter) }
        guard let window = ratingWindows[number],
            command.at <= window.until + Self.ratingAnswerTime
        else { throw Refusal(.nothingToRate) }
        guard reasons.isEmpty || !level.isSatisfied, Set(reasons).count == reasons.count else {
            throw Refusal(.invalid, field: "reasons")
        }
        return Decision(
            .ticketRated(
                ticket: window.ticket, counter: number, clerk: window.clerk, level: level,
                reasons: reasons),
            answer: .done)
    }

    /// A completed visit may be rated once, until the next one begins there.
    mutating func openRating(of ticket: Ticket, by clerk: ClerkID, at now: Instant) {
        guard let number = ticket.counter, !ratedTickets.contains(ticket.id) else { return }
        ratingWindows[number] = RatingWindow(
            ticket: ticket.id, number: ticket.number, clerk: clerk, since: now,
            until: now + .seconds(plan.rules.ratingSeconds))
    }

    mutating func applyRating(_ id: TicketID, _ number: CounterNumber) {
        ratedTickets.insert(id)
        ratingWindows[number] = nil
    }
}
