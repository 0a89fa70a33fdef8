// What each event changes.
extension Hall {
    /// Recent calls kept in memory, however many fall within the dwell time.
    static let recentCallsMax = 64

    mutating func applyIssue(_ issue: TicketIssue, at now: Instant) {
        lastBase = max(lastBase, now.millisecondsSinceEpoch)
        let ticket = Ticket(
            id: issue.id, number: issue.number, day: day ?? ServiceDay(at: now),
            order: order.count + 1, channel: issue.channel, kiosk: issue.kiosk,
            language: issue.language, statusToken: issue.statusToken, procedure: issue.procedure,
            field: issue.field, boundDossier: issue.boundDossier, issuedAt: now, line: issue.line,
            appointment: issue.appointment, estimate: issue.forecast?.range,
            rank: issue.base - Int64(issue.creditMinutes) * 60_000,
            creditMinutes: issue.creditMinutes, handOffSteps: 1, prints: issue.printsSlip ? 1 : 0,
            waits: Waits(legSince: now))
        tickets[issue.id] = ticket
        order.append(issue.id)
        placings.append(
            Placing(arrivedAt: max(lastBase, issue.appointment?.millisecondsSinceEpoch ?? 0)))
        numbers[issue.number] = issue.id
        if let number = Int(issue.number) { series[issue.line]?.next = number + 1 }
        series[issue.line]?.given += 1
        if let kiosk = issue.kiosk { countPress(at: kiosk, now) }
        forecasts[issue.id] = issue.forecast
        enqueue(ticket)
    }

    mutating func applyCall(
        _ id: TicketID, _ number: CounterNumber, _ clerk: ClerkID, at now: Instant
    ) {
        guard var ticket = tickets[id] else { return }
        let before = ticket
        dequeue(ticket)
        var lesson: Lesson?
        if ticket.state == .waiting {
            lesson = self.lesson(ofCallOf: ticket, at: number, now)
            endLeg(&ticket, at: now, number, clerk)
        }
        if ticket.state == .noShow {
            // The core was told of an end that is none.
            ticket.handOffSteps += 1
            ticket.returns += 1
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
        counters[number]?.take(ticket, from: index.places[ticket.line])
        // A missed call that was made good told the core so: that is not taken back again.
        if before.state == .noShow {
            settleStep(at: number)
        } else {
            keepStep(at: number, before, now, teaches: lesson)
        }
        record(ticket, at: number, now)
    }

    private func endLeg(
        _ ticket: inout Ticket, at now: Instant, _ number: CounterNumber, _ clerk: ClerkID
    ) {
        let isFirst = ticket.waits.first == nil
        ticket.waits.endLeg(at: now, hours: openingHours(of: ticket.line))
        guard isFirst else { return }
        ticket.waits.first = ticket.waits.total
        ticket.waits.firstOpen = ticket.waits.totalOpen
        ticket.waits.firstCounter = number
        ticket.waits.firstClerk = clerk
        ticket.waits.firstCalledAt = now
    }

    mutating func applyRecall(_ id: TicketID, _ number: CounterNumber, at now: Instant) {
        guard let before = tickets[id] else { return }
        tickets[id]?.calls += 1
        tickets[id]?.lastInvitedAt = now
        // An invitation was heard: nothing takes it back.
        settleStep(at: number)
        if let ticket = tickets[before.id] { record(ticket, at: number, now) }
    }

    mutating func applyStart(_ id: TicketID, _ number: CounterNumber, at now: Instant) {
        guard let before = tickets[id] else { return }
        tickets[id]?.state = .serving
        tickets[id]?.startedAt = now
        tickets[id]?.handOffSteps += 1
        // Whoever rates from now on may be the next citizen.
        ratingWindows[number] = nil
        keepStep(at: number, before, now, ordered: before.nextHandOffStep)
    }

    mutating func applyPark(_ id: TicketID, _ number: CounterNumber, at now: Instant) {
        guard let before = tickets[id] else { return }
        tickets[id]?.state = .parked
        counters[number]?.release(at: now)
        keepStep(at: number, before, now, teaches: lesson(ofVainCallOf: before, now))
    }

    mutating func applyTransfer(
        _ id: TicketID, _ line: LineID, _ counter: CounterNumber?, _ rank: Int64,
        _ service: ServiceRecord?, at now: Instant
    ) {
        guard var ticket = tickets[id] else { return }
        let before = ticket
        ticket.line = line
        ticket.boundCounter = counter
        let placing = self.placing(of: before)
        if rank != before.rank, placings.indices.contains(before.order - 1) {
            placings[before.order - 1] = Placing(
                arrivedAt: rank > before.rank ? max(placing.arrivedAt, rank) : placing.arrivedAt,
                usedCreditMinutes: max(placing.usedCreditMinutes, before.creditMinutes))
        }
        ticket.rank = rank
        ticket.wasTransferred = true
        if let service {
            ticket.services.append(service)
            ticket.handOffSteps += 1
        }
        wait(&ticket, at: now)
        tickets[id] = ticket
        enqueue(ticket)
        if let here = before.counter {
            counters[here]?.release(at: now)
            keepStep(
                at: here, before, now, placed: placing,
                ordered: service == nil ? nil : before.nextHandOffStep,
                teaches: service == nil
                    ? lesson(ofVainCallOf: before, now) : lesson(ofServiceOf: before, now))
        }
    }

    mutating func applyReturn(_ id: TicketID, at now: Instant) {
        guard var ticket = tickets[id] else { return }
        if let here = ticket.counter, counters[here]?.serving == id {
            settleStep(at: here)
            if let lesson = lesson(ofVainCallOf: ticket, now) { estimator.learn(lesson) }
            counters[here]?.release(at: now)
        }
        if ticket.state == .noShow {
            ticket.handOffSteps += 1
            ticket.returns += 1
        }
        wait(&ticket, at: now)
        tickets[id] = ticket
        enqueue(ticket)
    }

    /// A new leg of waiting begins.
    private func wait(_ ticket: inout Ticket, at now: Instant) {
        ticket.state = .waiting
        ticket.counter = nil
        ticket.calls = 0
        ticket.calledAt = nil
        ticket.startedAt = nil
        ticket.endedAt = nil
        ticket.waits.legSince = now
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
        let before = ticket
        forecasts[id] = nil
        if ticket.state == .waiting {
            dequeue(ticket)
            // Who gave up after a call waited until then; who was left over was not there any more.
            if end.state == .cancelled, ticket.waits.first != nil {
                ticket.waits.endLeg(at: now, hours: openingHours(of: ticket.line))
            }
            ticket.waits.legSince = nil
        }
        if let outcome = end.outcome, let counter = end.counter, let clerk = end.clerk {
            ticket.services.append(
                ServiceRecord(
                    counter: counter, clerk: clerk, outcome: outcome, procedures: end.procedures,
                    startedAt: min(ticket.startedAt ?? now, now), endedAt: now))
        }
        ticket.state = end.state
        ticket.outcome = end.outcome
        ticket.procedures = end.procedures
        ticket.endedAt = now
        ticket.handOffSteps += 1
        tickets[id] = ticket
        guard let here = before.counter, counters[here]?.serving == id else { return }
        counters[here]?.release(at: now)
        if end.state == .completed, let clerk = end.clerk {
            openRating(of: ticket, by: clerk, at: now)
        }
        let lesson: Lesson? =
            switch end.state {
            case .completed: lesson(ofServiceOf: before, now)
            case .noShow: lesson(ofVainCallOf: before, now)
            // Who was left over or gave up tells nothing of a counter's time.
            default: nil
            }
        keepStep(
            at: here, before, now, ordered: before.nextHandOffStep, teaches: lesson)
    }

    mutating func applyClose(_ number: CounterNumber, at now: Instant) {
        counters[number]?.turn(.closed, clerk: nil, at: now)
        reaches[number] = nil
        ratingWindows[number] = nil
        settleStep(at: number)
        // Whoever was sent to this counter alone would wait for ever.
        for id in order where tickets[id]?.boundCounter == number {
            guard var ticket = tickets[id], ticket.state == .waiting else { continue }
            dequeue(ticket)
            ticket.boundCounter = nil
            tickets[id] = ticket
            enqueue(ticket)
        }
    }

    private mutating func countPress(at kiosk: KioskID, _ now: Instant) {
        guard plan.rules.pressesPerMinute != nil else { return }
        kioskPresses[kiosk, default: []].removeAll { now.since($0) >= .seconds(60) }
        kioskPresses[kiosk, default: []].append(now)
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
