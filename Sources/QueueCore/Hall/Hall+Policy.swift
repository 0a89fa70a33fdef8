// Who may serve whom, and who is next.
extension Hall {
    /// The next tickets for a counter, best first, with the reasons they would be called for.
    ///
    /// - Parameters:
    ///   - number: a counter with a clerk; others have nobody next.
    ///   - limit: how many at most.
    ///   - now: the moment of the choice.
    /// - Returns: tickets that wait, at most `limit`.
    package func next(for number: CounterNumber, limit: Int, at now: Instant)
        -> [(ticket: Ticket, reason: CallReason)]
    {
        guard let counter = counters[number], counter.clerk != nil,
            let rule = index.counterRules[number]
        else { return [] }
        return policy.next(
            at: rule, fields: index.fields(of: counter.clerk), now: now.millisecondsSinceEpoch,
            limit: limit
        ).compactMap { choice in
            ticket(choice.entry).map { ($0, reason(for: choice, at: counter, now)) }
        }
    }

    func choose(at counter: Counter, _ now: Instant) -> CallPolicy.Choice? {
        guard counter.clerk != nil, let rule = index.counterRules[counter.number] else {
            return nil
        }
        return policy.next(
            at: rule, fields: index.fields(of: counter.clerk), now: now.millisecondsSinceEpoch)
    }

    /// Whether the clerk may serve whoever comes in this line without a procedure: every field of it.
    package func isQualified(_ clerk: ClerkID, for line: LineID) -> Bool {
        index.places[line].map { index.needs[$0].isSubset(of: index.fields(of: clerk)) } ?? false
    }

    /// Whether there can be anybody in the line whom the clerk may serve.
    func mayServeSomebody(_ clerk: ClerkID, in line: LineID) -> Bool {
        index.places[line].map { !index.needs[$0].isDisjoint(with: index.fields(of: clerk)) }
            ?? false
    }

    /// Whether the clerk may serve this ticket where it waits, or in `line`.
    func isQualified(_ clerk: ClerkID, for ticket: Ticket, in line: LineID? = nil) -> Bool {
        index.needs(procedure: ticket.procedure, field: ticket.field, in: line ?? ticket.line)
            .map { $0.isSubset(of: index.fields(of: clerk)) } ?? false
    }

    /// Whom the clerk at a counter may call; nil where the counter is not in the plan.
    func reach(of number: CounterNumber) -> CounterReach? {
        index.counterRules[number].map { rule in
            CounterReach(
                rule, fields: index.fields(of: counters[number]?.clerk), needs: index.needs)
        }
    }

    // MARK: Why

    /// Why the choice was made, from the facts that made it.
    func reason(for choice: CallPolicy.Choice, at counter: Counter, _ now: Instant) -> CallReason {
        guard let ticket = ticket(choice.entry) else {
            return CallReason(
                code: .longestWait, waitedSeconds: 0, line: LineID(""), others: 0,
                creditMinutes: 0, limitMinutes: nil)
        }
        let (code, limit) = ground(of: choice, ticket, at: counter, now)
        return reason(for: ticket, at: counter, now, code: code, limit: limit)
    }

    private func ground(
        of choice: CallPolicy.Choice, _ ticket: Ticket, at counter: Counter, _ now: Instant
    ) -> (CallReason.Code, Int?) {
        if choice.isOverdue {
            return (.guarantee, index.lines[ticket.line]?.longestWaitMinutes)
        }
        if choice.isOverflow {
            let plan = index.counters[counter.number]?.overflow.first { $0.line == ticket.line }
            return (.overflow, plan?.afterMinutes)
        }
        if ticket.wasTransferred { return (.transferred, nil) }
        // A head start that changed nothing is no reason: who came first is served first.
        let credit = Int64(headStart(of: ticket)) * 60_000
        let slot =
            ticket.appointment.map { ticket.issuedAt.milliseconds(since: $0) } ?? 0
        guard credit + max(0, slot) + choice.preference > 0,
            let other = runnerUp(to: choice, at: counter, now)
        else { return (.longestWait, nil) }
        if choice.isNext(becauseOf: credit, before: other) { return (.credit, nil) }
        if choice.isNext(becauseOf: credit + slot, before: other) { return (.appointment, nil) }
        return isPreferred(choice, at: counter, now)
            ? (.preference, Int(choice.preference / 60_000)) : (.longestWait, nil)
    }

    /// Whether somebody of another line would be next but for the counter's preference.
    private func isPreferred(_ choice: CallPolicy.Choice, at counter: Counter, _ now: Instant)
        -> Bool
    {
        guard choice.preference > 0, let rule = index.counterRules[counter.number],
            let rival = policy.rival(
                of: choice, at: rule, fields: index.fields(of: counter.clerk),
                now: now.millisecondsSinceEpoch)
        else { return false }
        return choice.isNext(becauseOf: choice.preference, before: rival)
    }

    /// Who would have been called otherwise.
    private func runnerUp(to choice: CallPolicy.Choice, at counter: Counter, _ now: Instant)
        -> CallPolicy.Choice?
    {
        index.counterRules[counter.number].flatMap { rule in
            policy.next(
                at: rule, fields: index.fields(of: counter.clerk),
                now: now.millisecondsSinceEpoch, limit: 2
            ).first { $0.entry.order != choice.entry.order }
        }
    }

    func reason(
        for ticket: Ticket, at counter: Counter, _ now: Instant, code: CallReason.Code,
        limit: Int? = nil
    ) -> CallReason {
        let served = index.counters[counter.number]?.lines ?? []
        let waiting =
            index.counterRules[counter.number].map {
                policy.callable(
                    at: $0, fields: index.fields(of: counter.clerk), needs: index.needs)
            } ?? 0
        let isAmong = ticket.state == .waiting && served.contains(ticket.line)
        return CallReason(
            code: code,
            waitedSeconds: Int(max(0, now.milliseconds(since: ticket.issuedAt) / 1_000)),
            line: ticket.line, others: max(0, waiting - (isAmong ? 1 : 0)),
            creditMinutes: headStart(of: ticket), limitMinutes: limit)
    }

    /// The ticket that bears the number today.
    package func ticket(numbered number: String) -> Ticket? {
        numbers[number].flatMap { tickets[$0] }
    }

    /// The ticket that was given for the dossier and is not over.
    package func ticket(boundTo dossier: String) -> Ticket? {
        tickets.values.first { $0.boundDossier == dossier && !$0.state.isEnded }
    }

    // MARK: Who acts at a counter

    /// The counter, if the actor may act on it.
    func owned(_ number: CounterNumber, by actor: Actor, orManager: Bool = false) throws(Refusal)
        -> Counter
    {
        guard let counter = counters[number] else { throw Refusal(.unknownCounter) }
        if orManager, actor.kind == .manager { return counter }
        guard counter.state != .closed else { throw Refusal(.counterClosed) }
        guard counter.clerk == ClerkID(actor.name), actor.kind == .clerk else {
            throw Refusal(.notYours)
        }
        return counter
    }

    /// An open counter of the actor's where nobody is called or served.
    func free(_ number: CounterNumber, _ command: Command) throws(Refusal) -> Counter {
        let counter = try owned(number, by: command.actor)
        guard counter.state == .open else { throw Refusal(.counterClosed) }
        guard counter.serving == nil else { throw Refusal(.stillServing) }
        return counter
    }

    /// The ticket at the actor's counter, in one of the given states.
    func present(_ number: CounterNumber, _ command: Command, in states: Set<TicketState>)
        throws(Refusal) -> Ticket
    {
        let counter = try owned(number, by: command.actor)
        guard let id = counter.serving, let ticket = tickets[id], states.contains(ticket.state)
        else { throw Refusal(.wrongState) }
        return ticket
    }
}
