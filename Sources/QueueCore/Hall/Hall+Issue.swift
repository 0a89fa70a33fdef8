// Numbers and slips.
extension Hall {
    /// Seconds within which a press refused again counts as the same citizen's.
    static let refusedPressSeconds = 10

    func issue(_ request: IssueRequest, by actor: Actor, at now: Instant) throws(Refusal)
        -> Decision
    {
        let (line, procedure) = try lineAsked(request)
        guard let status = series[line.id] else { throw Refusal(.unknownLine) }
        guard isGivingNumbers(line, at: now) else { throw Refusal(.lineClosed, line: line.id) }
        // A series that a changed plan moved here may hold numbers that another line gave today.
        var next = status.next
        while numbers[padded(next, line.digits)] != nil { next += 1 }
        guard next <= line.lastNumber, line.dailyLimit.map({ status.given < $0 }) ?? true else {
            throw Refusal(.lineFull, line: line.id)
        }
        try checkHoarding(request, in: line.id, at: now)
        var credit = 0
        if let group = request.priorityGroup {
            guard let minutes = index.credits[group] else {
                throw Refusal(.invalid, field: "priority")
            }
            credit = minutes
        }
        guard tickets[request.id] == nil else { throw Refusal(.wrongState) }
        let slot = try slotKept(request, at: now)
        let arrival = max(now.millisecondsSinceEpoch, lastBase)
        let base = slot?.millisecondsSinceEpoch ?? arrival
        let field = procedure?.field ?? line.fields.first
        let forecast = foreseen(
            rank: base - Int64(credit) * 60_000, arrivedAt: max(base, arrival),
            request.procedure, field, in: line.id, at: now)
        if plan.rules.closing == .refuse, !isServed(after: forecast, in: line.id, at: now) {
            throw Refusal(.lineClosing, line: line.id)
        }
        let event = TicketIssue(
            id: request.id, number: padded(next, line.digits), line: line.id,
            procedure: request.procedure, field: field,
            channel: request.channel, kiosk: request.kiosk, language: request.language,
            statusToken: request.statusToken, boundDossier: request.boundDossier,
            creditMinutes: credit, printsSlip: request.kiosk != nil, appointment: slot, base: base,
            forecast: forecast)
        let claim = request.priorityGroup.map {
            PriorityChange.claim(PriorityClaim(group: $0, verified: false))
        }
        return Decision(
            [Fact(.ticketIssued(issue: event), priority: claim, person: request.person)],
            deliveries: deliveries(of: event, at: now), answer: .ticket(request.id))
    }

    /// What is foreseen for who gets the next number.
    private func foreseen(
        rank: Int64, arrivedAt: Int64, _ procedure: ProcedureCode?, _ field: FieldID?,
        in line: LineID, at now: Instant
    ) -> Forecast? {
        guard let place = index.places[line],
            let needs = index.needs(procedure: procedure, field: field, in: line)
        else { return nil }
        let entry = WaitingEntry(
            rank: rank, order: order.count + 1, arrivedAt: arrivedAt, needs: needs)
        return forecast(entry, in: place, at: now)
    }

    private func lineAsked(_ request: IssueRequest) throws(Refusal) -> (LinePlan, ProcedurePlan?) {
        var procedure: ProcedurePlan?
        if let code = request.procedure {
            guard let known = index.procedures[code] else { throw Refusal(.unknownProcedure) }
            procedure = known
        }
        guard let id = request.line ?? procedure?.line else {
            throw Refusal(.invalid, field: "line")
        }
        guard let line = index.lines[id], !leavingLines.contains(id) else {
            throw Refusal(.unknownLine)
        }
        if let procedure, procedure.line != id { throw Refusal(.invalid, field: "procedure") }
        return (line, procedure)
    }

    /// Whether the line is within its hours, and not within the last minutes before closing.
    func isGivingNumbers(_ line: LinePlan, at now: Instant) -> Bool {
        let hours = DatedHours(hours: line.hours, calendar: plan.calendar)
        guard hours.isOpen(at: now) else { return false }
        guard line.lastTicketMinutes > 0, let closing = hours.closing(onDayOf: now) else {
            return true
        }
        return now < closing - .minutes(line.lastTicketMinutes)
    }

    private func checkHoarding(_ request: IssueRequest, in line: LineID, at now: Instant)
        throws(Refusal)
    {
        if let limit = plan.rules.pressesPerMinute, let kiosk = request.kiosk {
            let recent = kioskPresses[kiosk]?.count { now.since($0) < .seconds(60) } ?? 0
            guard recent < limit else { throw Refusal(.tooMany, line: line) }
        }
        guard plan.rules.oneNumberPerPerson else { return }
        let holdsOne = request.heldTickets.contains { id in
            tickets[id].map { $0.line == line && !$0.state.isEnded } ?? false
        }
        guard !holdsOne else { throw Refusal(.tooMany, line: line) }
    }

    /// The slot, unless the citizen came too late for it.
    private func slotKept(_ request: IssueRequest, at now: Instant) throws(Refusal) -> Instant? {
        guard let slot = request.appointment else { return nil }
        guard ServiceDay(at: slot) == ServiceDay(at: now) else {
            throw Refusal(.invalid, field: "appointment")
        }
        return now <= slot + .minutes(plan.rules.appointmentGraceMinutes) ? slot : nil
    }

    private func deliveries(of issue: TicketIssue, at now: Instant) -> [DeliveryOrder] {
        let rank = issue.base - Int64(issue.creditMinutes) * 60_000
        let ahead =
            index.places[issue.line].map {
                policy.ahead(ofRank: rank, order: order.count + 1, in: $0)
            } ?? 0
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
            counters: countersToShow(for: issue.line), ahead: ahead,
            estimate: issue.forecast?.range)
        return [.slip(slip), .handOff(step)]
    }

    /// The press that got no number, if it is to be kept as unmet demand.
    ///
    /// One who presses a closed line three times is one citizen.
    package func unmetDemand(_ request: IssueRequest, _ refusal: Refusal, at now: Instant)
        -> Decision?
    {
        guard let line = refusal.line, !isClockDoubtful(at: now),
            [.lineClosed, .lineFull, .lineClosing, .tooMany].contains(refusal.code)
        else { return nil }
        let press = RefusedPress(
            line: line, code: refusal.code.rawValue, channel: request.channel,
            kiosk: request.kiosk)
        if let last = refusedPresses[press], now.since(last) < .seconds(Self.refusedPressSeconds) {
            return nil
        }
        return Decision(.pressRefused(press: press), answer: .done)
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
            ahead: ahead(of: ticket) ?? 0, estimate: estimate(of: ticket, at: command.at))
        return Decision(
            [Fact(.slipOrdered(ticket: id, print: print))], deliveries: [.slip(slip)],
            answer: .ticket(id))
    }
}
