// Who may serve whom, and who is next.
extension Hall {
    /// The next tickets for a counter, best first, with the reasons they would be called for.
    ///
    /// - Parameters:
    ///   - number: a counter with a clerk; others have nobody next.
    ///   - limit: how many at most.
    ///   - now: the moment for the reasons' waits.
    /// - Returns: tickets that wait, at most `limit`.
    package func next(for number: CounterNumber, limit: Int, at now: Instant)
        -> [(ticket: Ticket, reason: CallReason)]
    {
        guard let counter = counters[number], counter.clerk != nil else { return [] }
        return candidates(for: counter, limit: limit).map {
            ($0, reason(for: $0, at: counter, now))
        }
    }

    /// The smallest rank over all eligible lines; the counter's order of preference breaks ties,
    /// then the order of issue.
    func candidates(for counter: Counter, limit: Int) -> [Ticket] {
        guard let clerk = counter.clerk, let plan = index.counters[counter.number] else {
            return []
        }
        var found: [(rank: Int64, preference: Int, ticket: Ticket)] = []
        for (preference, line) in plan.lines.enumerated() {
            guard let waiting = lines[line]?.waiting.entries else { continue }
            var taken = 0
            for entry in waiting where taken < limit {
                guard let ticket = tickets[entry.ticket], ticket.boundCounter == nil,
                    isQualified(clerk, for: ticket)
                else { continue }
                found.append((entry.rank, preference, ticket))
                taken += 1
            }
        }
        for id in counter.bound {
            guard let ticket = tickets[id], isQualified(clerk, for: ticket) else { continue }
            found.append((ticket.rank, 0, ticket))
        }
        found.sort {
            ($0.rank, $0.preference, $0.ticket.order) < ($1.rank, $1.preference, $1.ticket.order)
        }
        return found.prefix(limit).map(\.ticket)
    }

    /// Whether the clerk may serve whoever comes in this line without a procedure: every field of it.
    package func isQualified(_ clerk: ClerkID, for line: LineID) -> Bool {
        guard let fields = index.clerks[clerk]?.fields, let line = index.lines[line] else {
            return false
        }
        return fields.isSuperset(of: line.fields)
    }

    /// Whether there can be anybody in the line whom the clerk may serve.
    func mayServeSomebody(_ clerk: ClerkID, in line: LineID) -> Bool {
        guard let fields = index.clerks[clerk]?.fields, let line = index.lines[line] else {
            return false
        }
        return !fields.isDisjoint(with: line.fields)
    }

    /// Whether the clerk may serve this ticket: its procedure's field, or every field of its line
    /// where no procedure is known or the ticket was sent to a line of other fields.
    func isQualified(_ clerk: ClerkID, for ticket: Ticket) -> Bool {
        guard ticket.procedure != nil, let field = ticket.field,
            index.lines[ticket.line]?.fields.contains(field) ?? false
        else { return isQualified(clerk, for: ticket.line) }
        return index.clerks[clerk]?.fields.contains(field) ?? false
    }

    func reason(
        for ticket: Ticket, at counter: Counter, _ now: Instant, code: CallReason.Code? = nil
    ) -> CallReason {
        let served = index.counters[counter.number]?.lines ?? []
        let waiting = served.reduce(0) { $0 + (lines[$1]?.waiting.count ?? 0) }
        let isAmong = ticket.state == .waiting && served.contains(ticket.line)
        let decided: CallReason.Code =
            ticket.wasTransferred ? .transferred : ticket.creditMinutes > 0 ? .credit : .longestWait
        return CallReason(
            code: code ?? decided,
            waitedSeconds: Int(max(0, now.since(ticket.issuedAt).milliseconds / 1_000)),
            line: ticket.line, others: max(0, waiting - (isAmong ? 1 : 0)),
            creditMinutes: ticket.creditMinutes)
    }

    /// How many wait before this ticket; nil when it does not wait.
    package func ahead(of ticket: Ticket) -> Int? {
        guard ticket.state == .waiting else { return nil }
        return lines[ticket.line]?.waiting.position(of: entry(ticket))
    }

    /// The ticket that bears the number today.
    package func ticket(numbered number: String) -> Ticket? {
        numbers[number].flatMap { tickets[$0] }
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
