// What a clerk does at a counter.
extension Hall {
    func open(_ number: CounterNumber, _ command: Command) throws(Refusal) -> Decision {
        guard let counter = counters[number], let plan = index.counters[number] else {
            throw Refusal(.unknownCounter)
        }
        guard command.actor.kind == .clerk else { throw Refusal(.notYours) }
        let clerk = ClerkID(command.actor.name)
        if let owner = counter.clerk, owner != clerk { throw Refusal(.counterTaken) }
        guard plan.lines.contains(where: { mayServeSomebody(clerk, in: $0) }) else {
            throw Refusal(.notQualified)
        }
        // A clerk serves at one counter: the other one must be closed first.
        guard !counters.values.contains(where: { $0.clerk == clerk && $0.number != number }) else {
            throw Refusal(.wrongState)
        }
        guard counter.state != .open else { return Decision([], answer: .counter(number)) }
        return Decision(
            .counterOpened(counter: number, clerk: clerk), answer: .counter(number))
    }

    func pause(_ number: CounterNumber, _ note: String, _ command: Command) throws(Refusal)
        -> Decision
    {
        let counter = try owned(number, by: command.actor, orManager: true)
        guard counter.state == .open else { throw Refusal(.counterClosed) }
        return Decision(
            [Fact(.counterPaused(counter: number), note: try checked(note: note))],
            answer: .counter(number))
    }

    /// Closes a counter.
    ///
    /// A manager also closes an absent clerk's over somebody who was called, who
    /// waits again, or was being served, who is set aside.
    func close(_ number: CounterNumber, _ note: String?, _ command: Command) throws(Refusal)
        -> Decision
    {
        let counter = try owned(number, by: command.actor, orManager: true)
        guard counter.state != .closed else { throw Refusal(.counterClosed) }
        var facts: [Fact] = []
        if let id = counter.serving {
            guard command.actor.kind == .manager else { throw Refusal(.stillServing) }
            facts.append(
                tickets[id]?.state == .serving
                    ? Fact(.ticketParked(ticket: id, counter: number))
                    : Fact(.ticketReturned(ticket: id)))
        }
        facts.append(
            Fact(.counterClosed(counter: number), note: try checked(optional: note)))
        return Decision(facts, answer: .counter(number))
    }

    func callNext(_ number: CounterNumber, _ command: Command) throws(Refusal) -> Decision {
        let counter = try free(number, command)
        guard let clerk = counter.clerk, let next = choose(at: counter, command.at),
            let ticket = ticket(next.entry)
        else { return Decision([], answer: .nobody) }
        let reason = reason(for: next, at: counter, command.at)
        return Decision(
            .ticketCalled(ticket: ticket.id, counter: number, clerk: clerk, reason: reason),
            answer: .call(ticket.id, reason))
    }

    func call(_ ticket: String, at number: CounterNumber, _ note: String, _ command: Command)
        throws(Refusal) -> Decision
    {
        let counter = try free(number, command)
        let note = try checked(note: note)
        guard let id = numbers[ticket], let chosen = tickets[id] else {
            throw Refusal(.unknownTicket)
        }
        guard chosen.state == .waiting else { throw Refusal(.notWaiting) }
        guard let clerk = counter.clerk, isQualified(clerk, for: chosen) else {
            throw Refusal(.notQualified)
        }
        let reason = reason(for: chosen, at: counter, command.at, code: .outOfTurn)
        return Decision(
            [
                Fact(
                    .ticketCalled(ticket: id, counter: number, clerk: clerk, reason: reason),
                    note: note)
            ],
            answer: .call(id, reason))
    }

    func recall(_ number: CounterNumber, _ command: Command) throws(Refusal) -> Decision {
        let ticket = try present(number, command, in: [.called])
        guard ticket.calls < plan.rules.invitations else { throw Refusal(.callsExhausted) }
        let pause =
            ticket.creditMinutes > 0
            ? max(plan.rules.recallSeconds, plan.rules.priorityRecallSeconds)
            : plan.rules.recallSeconds
        if let last = ticket.lastInvitedAt, command.at.since(last) < .seconds(pause) {
            throw Refusal(.tooSoon)
        }
        return Decision(
            .ticketRecalled(ticket: ticket.id, counter: number), answer: .ticket(ticket.id))
    }

    func start(_ number: CounterNumber, _ command: Command) throws(Refusal) -> Decision {
        let ticket = try present(number, command, in: [.called])
        let clerk = ClerkID(command.actor.name)
        return Decision(
            [Fact(.serviceStarted(ticket: ticket.id, counter: number, clerk: clerk))],
            deliveries: [
                .handOff(
                    step(of: ticket, .started, at: command.at, counter: number, clerk: clerk))
            ],
            answer: .ticket(ticket.id))
    }

    func complete(_ number: CounterNumber, _ service: ServiceEnd, _ command: Command)
        throws(Refusal) -> Decision
    {
        let ticket = try present(number, command, in: [.serving])
        let dealtWith = try procedures(of: service, ticket)
        return end(ticket, .completed, service.outcome, dealtWith, at: number, command)
    }

    /// What a service dealt with: what the clerk named, else what the ticket was taken for.
    private func procedures(of service: ServiceEnd, _ ticket: Ticket) throws(Refusal)
        -> [ProcedureCode]
    {
        guard service.procedures.count <= Self.proceduresMax else {
            throw Refusal(.invalid, field: "procedures")
        }
        guard service.procedures.allSatisfy({ index.procedures[$0] != nil }) else {
            throw Refusal(.unknownProcedure)
        }
        // One named twice is still one dossier.
        var dealtWith: [ProcedureCode] = []
        for code in service.procedures where !dealtWith.contains(code) { dealtWith.append(code) }
        return dealtWith.isEmpty ? [ticket.procedure].compactMap(\.self) : dealtWith
    }

    func noShow(_ number: CounterNumber, _ note: String?, _ command: Command) throws(Refusal)
        -> Decision
    {
        let ticket = try present(number, command, in: [.called])
        guard note != nil || ticket.calls >= plan.rules.invitations else {
            throw Refusal(.invalid, field: "reason")
        }
        return end(
            ticket, .noShow, nil, [], at: number, command, note: try checked(optional: note))
    }

    func park(_ number: CounterNumber, _ note: String, _ command: Command) throws(Refusal)
        -> Decision
    {
        let ticket = try present(number, command, in: [.called, .serving])
        return Decision(
            [
                Fact(
                    .ticketParked(ticket: ticket.id, counter: number),
                    note: try checked(note: note))
            ],
            answer: .ticket(ticket.id))
    }

    func resume(_ ticket: String, at number: CounterNumber, _ command: Command) throws(Refusal)
        -> Decision
    {
        let counter = try free(number, command)
        guard let id = numbers[ticket], let chosen = tickets[id] else {
            throw Refusal(.unknownTicket)
        }
        guard chosen.state == .parked || chosen.state == .noShow else {
            throw Refusal(.wrongState)
        }
        guard let clerk = counter.clerk, isQualified(clerk, for: chosen) else {
            throw Refusal(.notQualified)
        }
        let reason = reason(for: chosen, at: counter, command.at, code: .resumed)
        var deliveries: [DeliveryOrder] = []
        if chosen.state == .noShow {
            try checkReturn(of: chosen, at: command.at)
            deliveries.append(endTakenBack(chosen, command.at))
        }
        return Decision(
            [Fact(.ticketCalled(ticket: id, counter: number, clerk: clerk, reason: reason))],
            deliveries: deliveries, answer: .call(id, reason))
    }

    func transfer(
        _ number: CounterNumber, _ target: TransferTarget, _ place: TransferPlace,
        _ service: ServiceEnd?, _ command: Command
    ) throws(Refusal) -> Decision {
        let ticket = try present(number, command, in: [.called, .serving])
        let (line, bound) = try destination(of: ticket, target, from: number)
        let clerk = ClerkID(command.actor.name)
        var record: ServiceRecord?
        var deliveries: [DeliveryOrder] = []
        if let service {
            // Nothing came to an end that had not begun.
            guard ticket.state == .serving, let startedAt = ticket.startedAt else {
                throw Refusal(.wrongState)
            }
            let dealtWith = try procedures(of: service, ticket)
            record = ServiceRecord(
                counter: number, clerk: clerk, outcome: service.outcome, procedures: dealtWith,
                startedAt: min(startedAt, command.at), endedAt: command.at)
            deliveries.append(
                .handOff(
                    step(
                        of: ticket, .served, at: command.at, counter: number, clerk: clerk,
                        service: ServiceEnd(service.outcome, procedures: dealtWith))))
        }
        return Decision(
            [
                Fact(
                    .ticketTransferred(
                        ticket: ticket.id, line: line, counter: bound,
                        rank: rank(of: ticket, place, in: line, at: command.at), service: record))
            ],
            deliveries: deliveries, answer: .ticket(ticket.id))
    }

    /// Where a transfer leads: a line, and one counter of it if the clerk chose one.
    ///
    /// Nobody is left to wait for ever: a clerk who may not serve the citizen is refused, and for a
    /// counter that is closed the citizen waits in its line, where any other may call.
    private func destination(
        of ticket: Ticket, _ target: TransferTarget, from here: CounterNumber
    ) throws(Refusal) -> (LineID, CounterNumber?) {
        switch target {
        case .line(let wanted):
            guard isOffered(wanted, to: ticket) else { throw Refusal(.unknownLine) }
            return (wanted, nil)
        case .counter(let wanted):
            guard let plan = index.counters[wanted], let counter = counters[wanted] else {
                throw Refusal(.unknownCounter)
            }
            guard wanted != here else { throw Refusal(.invalid, field: "counter") }
            let lines = ([ticket.line].filter(plan.lines.contains) + plan.lines)
                .filter { isOffered($0, to: ticket) }
            guard let clerk = counter.clerk else { return (lines.first ?? ticket.line, nil) }
            guard let line = lines.first(where: { isQualified(clerk, for: ticket, in: $0) }) else {
                throw Refusal(.notQualified)
            }
            return (line, wanted)
        }
    }

    /// Whether a ticket may wait in the line: one that is leaving keeps only its own.
    private func isOffered(_ line: LineID, to ticket: Ticket) -> Bool {
        index.lines[line] != nil && (line == ticket.line || !leavingLines.contains(line))
    }

    private func rank(
        of ticket: Ticket, _ place: TransferPlace, in line: LineID, at now: Instant
    ) -> Int64 {
        let waiting = index.places[line]
        switch place {
        case .byArrival: return ticket.rank
        case .first:
            let first = waiting.flatMap { policy.firstRank(in: $0) } ?? ticket.rank
            return min(ticket.rank, first - 1)
        case .last:
            // Behind all who are here, also those sent here a moment ago, and before those whose
            // slot is still to come.
            let moment = max(now.millisecondsSinceEpoch, lastBase)
            let last = waiting.flatMap { policy.lastRank(before: moment + 1_000, in: $0) }
            return max(moment, last ?? moment) + 1
        }
    }

    private func end(
        _ ticket: Ticket, _ state: TicketState, _ outcome: Outcome?,
        _ procedures: [ProcedureCode], at number: CounterNumber, _ command: Command,
        note: String? = nil
    ) -> Decision {
        let end = TicketEnd(
            state: state, outcome: outcome, procedures: procedures, counter: number,
            clerk: ClerkID(command.actor.name))
        return Decision(
            [Fact(.ticketEnded(ticket: ticket.id, end: end), note: note)],
            deliveries: [.handOff(step(of: ticket, .ended, at: command.at, end: end))],
            answer: .ticket(ticket.id))
    }
}
