// What a clerk does at a counter.
extension Hall {
    func open(_ number: CounterNumber, _ command: Command) throws(Refusal) -> Decision {
        guard let counter = counters[number], let plan = index.counters[number] else {
            throw Refusal(.unknownCounter)
        }
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

    func close(_ number: CounterNumber, _ note: String?, _ command: Command) throws(Refusal)
        -> Decision
    {
        let counter = try owned(number, by: command.actor, orManager: true)
        guard counter.state != .closed else { throw Refusal(.counterClosed) }
        guard counter.serving == nil else { throw Refusal(.stillServing) }
        let kept = try note.map { note throws(Refusal) in try checked(note: note) }
        return Decision(
            [Fact(.counterClosed(counter: number), note: kept)], answer: .counter(number))
    }

    func callNext(_ number: CounterNumber, _ command: Command) throws(Refusal) -> Decision {
        let counter = try free(number, command)
        guard let clerk = counter.clerk, let next = candidates(for: counter, limit: 1).first else {
            return Decision([], answer: .nobody)
        }
        let reason = reason(for: next, at: counter, command.at)
        return Decision(
            .ticketCalled(ticket: next.id, counter: number, clerk: clerk, reason: reason),
            answer: .call(next.id, reason))
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
        if let last = ticket.lastInvitedAt,
            command.at.since(last) < .seconds(plan.rules.recallSeconds)
        {
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

    func complete(
        _ number: CounterNumber, _ outcome: Outcome, _ procedures: [ProcedureCode],
        _ command: Command
    ) throws(Refusal) -> Decision {
        let ticket = try present(number, command, in: [.serving])
        guard procedures.count <= Self.proceduresMax else {
            throw Refusal(.invalid, field: "procedures")
        }
        guard procedures.allSatisfy({ index.procedures[$0] != nil }) else {
            throw Refusal(.unknownProcedure)
        }
        // One named twice is still one dossier.
        var dealtWith: [ProcedureCode] = []
        for code in procedures where !dealtWith.contains(code) { dealtWith.append(code) }
        if dealtWith.isEmpty { dealtWith = [ticket.procedure].compactMap(\.self) }
        return end(ticket, .completed, outcome, dealtWith, at: number, command)
    }

    func noShow(_ number: CounterNumber, _ note: String?, _ command: Command) throws(Refusal)
        -> Decision
    {
        let ticket = try present(number, command, in: [.called])
        guard let note else {
            guard ticket.calls >= plan.rules.invitations else {
                throw Refusal(.invalid, field: "reason")
            }
            return end(ticket, .noShow, nil, [], at: number, command)
        }
        return end(
            ticket, .noShow, nil, [], at: number, command, note: try checked(note: note))
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
        return Decision(
            .ticketCalled(ticket: id, counter: number, clerk: clerk, reason: reason),
            answer: .ticket(id))
    }

    func transfer(
        _ number: CounterNumber, _ target: TransferTarget, _ place: TransferPlace,
        _ command: Command
    ) throws(Refusal) -> Decision {
        let ticket = try present(number, command, in: [.called, .serving])
        let line: LineID
        var bound: CounterNumber?
        switch target {
        case .line(let wanted):
            guard index.lines[wanted] != nil else { throw Refusal(.unknownLine) }
            line = wanted
        case .counter(let wanted):
            guard let plan = index.counters[wanted] else { throw Refusal(.unknownCounter) }
            guard wanted != number else { throw Refusal(.invalid, field: "counter") }
            line = plan.lines.contains(ticket.line) ? ticket.line : plan.lines.first ?? ticket.line
            bound = wanted
        }
        return Decision(
            .ticketTransferred(
                ticket: ticket.id, line: line, counter: bound,
                rank: rank(of: ticket, place, in: line, at: command.at)),
            answer: .ticket(ticket.id))
    }

    private func rank(
        of ticket: Ticket, _ place: TransferPlace, in line: LineID, at now: Instant
    ) -> Int64 {
        let waiting = lines[line]?.waiting
        switch place {
        case .byArrival: return ticket.rank
        case .first: return min(ticket.rank, (waiting?.first?.rank ?? ticket.rank) - 1)
        case .last: return max(now.millisecondsSinceEpoch, waiting?.last?.rank ?? 0)
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
