// What changes a ticket away from a counter.
extension Hall {
    func cancel(_ id: TicketID, _ note: String, _ command: Command) throws(Refusal) -> Decision {
        guard let ticket = tickets[id] else { throw Refusal(.unknownTicket) }
        guard ticket.state == .waiting || ticket.state == .parked else {
            throw Refusal(.wrongState)
        }
        let end = TicketEnd(
            state: .cancelled, outcome: nil, procedures: [], counter: nil, clerk: nil)
        return Decision(
            [Fact(.ticketEnded(ticket: id, end: end), note: try checked(note: note))],
            deliveries: [.handOff(step(of: ticket, .ended, at: command.at, end: end))],
            answer: .ticket(id))
    }

    /// Whoever was called was met by somebody, and a second slip may have come out.
    func cancelUnseen(_ id: TicketID, _ note: String, _ command: Command) throws(Refusal)
        -> Decision
    {
        guard let ticket = tickets[id] else { throw Refusal(.unknownTicket) }
        guard isUnseen(ticket) else { throw Refusal(.wrongState) }
        return try cancel(id, note, command)
    }

    /// Whether nobody can know the ticket but by its first slip.
    package func isUnseen(_ ticket: Ticket) -> Bool {
        ticket.state == .waiting && ticket.channel == .kiosk && ticket.waits.first == nil
            && ticket.prints == 1
    }

    /// Lets one who missed the call wait again at the old place.
    func returnTicket(_ id: TicketID, _ command: Command) throws(Refusal) -> Decision {
        guard let ticket = tickets[id] else { throw Refusal(.unknownTicket) }
        guard ticket.state == .noShow else { throw Refusal(.wrongState) }
        try checkReturn(of: ticket, at: command.at)
        return Decision(
            [Fact(.ticketReturned(ticket: id))], deliveries: [endTakenBack(ticket, command.at)],
            answer: .ticket(id))
    }

    /// The right to come back is bounded in time and number.
    func checkReturn(of ticket: Ticket, at now: Instant) throws(Refusal) {
        guard let missedAt = ticket.endedAt, ticket.returns < plan.rules.returnsMax,
            now.since(missedAt) <= .minutes(plan.rules.noShowReturnMinutes)
        else { throw Refusal(.tooLate) }
    }

    /// Tells the core that the end it was told of is none: the last step of an ended ticket.
    func endTakenBack(_ ticket: Ticket, _ now: Instant) -> DeliveryOrder {
        .handOff(step(of: ticket, .compensated, at: now, compensates: ticket.handOffSteps))
    }

    /// Grants, verifies or withdraws a claim; a waiting ticket moves to its new place at once.
    ///
    /// Whoever was called on a claim that does not hold goes back to the place without it, unless
    /// the clerk gives a reason to serve all the same.
    func setPriority(
        _ id: TicketID, _ claim: PriorityClaim?, _ note: String?, _ command: Command
    ) throws(Refusal) -> Decision {
        guard let ticket = tickets[id] else { throw Refusal(.unknownTicket) }
        guard !ticket.state.isEnded, ticket.state != .serving else { throw Refusal(.wrongState) }
        // Who was called is met at that counter: nobody sends a citizen away from another's.
        if ticket.state == .called, let counter = ticket.counter {
            _ = try owned(counter, by: command.actor)
        }
        var credit = 0
        if let claim {
            guard let minutes = index.credits[claim.group] else {
                throw Refusal(.invalid, field: "group")
            }
            credit = minutes
        }
        let note = try checked(optional: note)
        let lost = headStart(of: ticket) - headStart(of: ticket, credit: credit)
        let rank = ticket.rank + Int64(lost) * 60_000
        var facts = [
            Fact(
                .ticketReranked(ticket: id, rank: rank, creditMinutes: credit), note: note,
                priority: claim.map { .claim($0) } ?? .withdrawn)
        ]
        if ticket.state == .called, lost > 0, note == nil {
            facts.append(Fact(.ticketReturned(ticket: id)))
        }
        return Decision(facts, answer: .ticket(id))
    }
}
