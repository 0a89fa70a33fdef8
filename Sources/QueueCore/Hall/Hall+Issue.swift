// Numbers, slips and what changes a ticket before it is called.
extension Hall {
    func issue(_ request: IssueRequest, by actor: Actor, at now: Instant) throws(Refusal)
        -> Decision
    {
        var procedure: ProcedurePlan?
        if let code = request.procedure {
            guard let known = index.procedures[code] else { throw Refusal(.unknownProcedure) }
            procedure = known
        }
        guard let lineID = request.line ?? procedure?.line else {
            throw Refusal(.invalid, field: "line")
        }
        guard let line = index.lines[lineID], let status = lines[lineID] else {
            throw Refusal(.unknownLine)
        }
        if let procedure, procedure.line != lineID { throw Refusal(.invalid, field: "procedure") }
        guard line.hours.isOpen(at: now) else { throw Refusal(.lineClosed, line: lineID) }
        // A series that a changed plan moved here may hold numbers that another line gave today.
        var next = status.nextNumber
        while numbers[padded(next, line.digits)] != nil { next += 1 }
        guard next <= line.lastNumber else { throw Refusal(.lineFull, line: lineID) }
        var credit = 0
        if let group = request.priorityGroup {
            guard let minutes = index.credits[group] else {
                throw Refusal(.invalid, field: "priority")
            }
            credit = minutes
        }
        guard tickets[request.id] == nil else { throw Refusal(.wrongState) }
        let number = padded(next, line.digits)
        let event = TicketIssue(
            id: request.id, number: number, line: lineID, procedure: request.procedure,
            field: procedure?.field ?? line.fields.first, channel: request.channel,
            kiosk: request.kiosk, language: request.language, statusToken: request.statusToken,
            boundDossier: request.boundDossier, creditMinutes: credit,
            printsSlip: request.kiosk != nil)
        let claim = request.priorityGroup.map {
            PriorityChange.claim(PriorityClaim(group: $0, verified: false))
        }
        return Decision(
            [Fact(.ticketIssued(issue: event), priority: claim)],
            deliveries: deliveries(of: event, at: now), answer: .ticket(request.id))
    }

    private func deliveries(of issue: TicketIssue, at now: Instant) -> [DeliveryOrder] {
        let rank = now.millisecondsSinceEpoch - Int64(issue.creditMinutes) * 60_000
        let place = WaitingQueue.Entry(rank: rank, order: issued + 1, ticket: issue.id)
        let ahead = lines[issue.line]?.waiting.position(of: place) ?? 0
        let step = HandOffStep(
            ticket: issue.id, step: 1, kind: .issued, centre: plan.centre,
            serviceDay: day ?? ServiceDay(at: now), number: issue.number, line: issue.line,
            field: issue.field, procedure: issue.procedure, channel: issue.channel,
            boundDossier: issue.boundDossier, issuedAt: now, occurredAt: now, counter: nil,
            clerk: nil, end: nil, outcome: nil, procedures: [], compensates: nil)
        guard let kiosk = issue.kiosk else { return [.handOff(step)] }
        let slip = SlipOrder(
            ticket: issue.id, number: issue.number, line: issue.line, kiosk: kiosk,
            language: issue.language, statusToken: issue.statusToken, issuedAt: now, print: 1,
            counters: countersToShow(for: issue.line), ahead: ahead)
        return [.slip(slip), .handOff(step)]
    }

    /// The open counters of a line, or all of its counters while none is open yet.
    package func countersToShow(for line: LineID) -> [CounterNumber] {
        let all = index.countersByLine[line] ?? []
        let open = all.filter { counters[$0]?.state == .open }
        return open.isEmpty ? all : open
    }

    func reprint(_ id: TicketID, _ command: Command) throws(Refusal) -> Decision {
        guard let ticket = tickets[id] else { throw Refusal(.unknownTicket) }
        guard let kiosk = ticket.kiosk, !ticket.state.isEnded else { throw Refusal(.wrongState) }
        let print = ticket.prints + 1
        let slip = SlipOrder(
            ticket: id, number: ticket.number, line: ticket.line, kiosk: kiosk,
            language: ticket.language, statusToken: ticket.statusToken,
            issuedAt: ticket.issuedAt, print: print, counters: countersToShow(for: ticket.line),
            ahead: ahead(of: ticket) ?? 0)
        return Decision(
            [Fact(.slipOrdered(ticket: id, print: print))], deliveries: [.slip(slip)],
            answer: .ticket(id))
    }

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

    /// Grants, verifies or withdraws a claim; a waiting ticket moves to its new place at once.
    func setPriority(_ id: TicketID, _ claim: PriorityClaim?) throws(Refusal) -> Decision {
        guard let ticket = tickets[id] else { throw Refusal(.unknownTicket) }
        guard !ticket.state.isEnded, ticket.state != .serving else { throw Refusal(.wrongState) }
        var credit = 0
        if let claim {
            guard let minutes = index.credits[claim.group] else {
                throw Refusal(.invalid, field: "group")
            }
            credit = minutes
        }
        let rank = ticket.rank + Int64(ticket.creditMinutes - credit) * 60_000
        return Decision(
            [
                Fact(
                    .ticketReranked(ticket: id, rank: rank, creditMinutes: credit),
                    priority: claim.map { .claim($0) } ?? .withdrawn)
            ],
            answer: .ticket(id))
    }
}
