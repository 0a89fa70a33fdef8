// What each larger event changes.
extension Hall {
    /// Recent calls kept in memory, however many fall within the dwell time.
    static let recentCallsMax = 64

    mutating func applyIssue(_ issue: TicketIssue, at now: Instant) {
        issued += 1
        let rank = now.millisecondsSinceEpoch - Int64(issue.creditMinutes) * 60_000
        let ticket = Ticket(
            id: issue.id, number: issue.number, day: day ?? ServiceDay(at: now), order: issued,
            channel: issue.channel, kiosk: issue.kiosk, language: issue.language,
            statusToken: issue.statusToken, procedure: issue.procedure, field: issue.field,
            boundDossier: issue.boundDossier, issuedAt: now, line: issue.line, rank: rank,
            creditMinutes: issue.creditMinutes, handOffSteps: 1, prints: issue.printsSlip ? 1 : 0,
            waits: Waits(legSince: now))
        tickets[issue.id] = ticket
        numbers[issue.number] = issue.id
        if let number = Int(issue.number) { lines[issue.line]?.nextNumber = number + 1 }
        enqueue(ticket)
    }

    mutating func applyCall(
        _ id: TicketID, _ number: CounterNumber, _ clerk: ClerkID, at now: Instant
    ) {
        guard var ticket = tickets[id] else { return }
        dequeue(ticket)
        let hours = index.lines[ticket.line]?.hours ?? .always
        if ticket.state == .waiting {
            let isFirst = ticket.waits.first == nil
            ticket.waits.endLeg(at: now, hours: hours)
            if isFirst {
                ticket.waits.first = ticket.waits.total
                ticket.waits.firstOpen = ticket.waits.totalOpen
                ticket.waits.firstCounter = number
                ticket.waits.firstClerk = clerk
                ticket.waits.firstCalledAt = now
            }
        }
        ticket.state = .called
        ticket.counter = number
        ticket.clerk = clerk
        ticket.calls = 1
        ticket.calledAt = now
        ticket.lastInvitedAt = now
        ticket.startedAt = nil
        ticket.endedAt = nil
        ticket.boundCounter = nil
        tickets[id] = ticket
        counters[number]?.serving = id
        record(ticket, at: number, now)
    }

    mutating func applyRecall(_ id: TicketID, _ number: CounterNumber, at now: Instant) {
        tickets[id]?.calls += 1
        tickets[id]?.lastInvitedAt = now
        if let ticket = tickets[id] { record(ticket, at: number, now) }
    }

    mutating func applyTransfer(
        _ id: TicketID, _ line: LineID, _ counter: CounterNumber?, _ rank: Int64, at now: Instant
    ) {
        guard var ticket = tickets[id] else { return }
        if let here = ticket.counter { counters[here]?.serving = nil }
        ticket.line = line
        ticket.boundCounter = counter
        ticket.rank = rank
        ticket.state = .waiting
        ticket.wasTransferred = true
        ticket.counter = nil
        ticket.calls = 0
        ticket.waits.legSince = now
        tickets[id] = ticket
        enqueue(ticket)
    }

    mutating func applyRerank(_ id: TicketID, _ rank: Int64, _ creditMinutes: Int) {
        guard var ticket = tickets[id] else { return }
        let waits = ticket.state == .waiting
        if waits { dequeue(ticket) }
        ticket.rank = rank
        ticket.creditMinutes = creditMinutes
        tickets[id] = ticket
        if waits { enqueue(ticket) }
    }

    mutating func applyEnd(_ id: TicketID, _ end: TicketEnd, at now: Instant) {
        guard var ticket = tickets[id] else { return }
        if ticket.state == .waiting {
            dequeue(ticket)
            // Who gave up after a call waited until then; who was left over was not there any more.
            if end.state == .cancelled, ticket.waits.first != nil {
                let hours = index.lines[ticket.line]?.hours ?? .always
                ticket.waits.endLeg(at: now, hours: hours)
            }
            ticket.waits.legSince = nil
        }
        if let counter = ticket.counter, counters[counter]?.serving == id {
            counters[counter]?.serving = nil
        }
        ticket.state = end.state
        ticket.outcome = end.outcome
        ticket.procedures = end.procedures
        ticket.endedAt = now
        ticket.handOffSteps += 1
        tickets[id] = ticket
    }

    func entry(_ ticket: Ticket) -> WaitingQueue.Entry {
        WaitingQueue.Entry(
            rank: ticket.rank, order: ticket.order, ticket: ticket.id, issuedAt: ticket.issuedAt)
    }

    private mutating func enqueue(_ ticket: Ticket) {
        let entry = entry(ticket)
        lines[ticket.line]?.waiting.insert(entry)
        if let counter = ticket.boundCounter { counters[counter]?.bound.append(ticket.id) }
    }

    private mutating func dequeue(_ ticket: Ticket) {
        let entry = entry(ticket)
        lines[ticket.line]?.waiting.remove(entry)
        if let counter = ticket.boundCounter {
            counters[counter]?.bound.removeAll { $0 == ticket.id }
        }
    }

    /// Keeps every call within its dwell time and the last few, newest first.
    private mutating func record(_ ticket: Ticket, at counter: CounterNumber, _ now: Instant) {
        let call = CallRecord(
            number: ticket.number, ticket: ticket.id, counter: counter, call: ticket.calls, at: now)
        recentCalls.insert(call, at: 0)
        let dwellStart = now - .seconds(plan.rules.dwellSeconds)
        while let oldest = recentCalls.last, recentCalls.count > plan.rules.recentCalls,
            oldest.at < dwellStart || recentCalls.count > Self.recentCallsMax
        {
            recentCalls.removeLast()
        }
    }
}
