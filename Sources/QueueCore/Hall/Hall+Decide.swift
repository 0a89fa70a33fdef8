// From a command to its consequences.
extension Hall {
    /// What must happen before a command of `now` may be decided: the first command of a day opens
    /// it and ends what the day before left.
    ///
    /// - Returns: nil when the day is open already, or when `now` lies before it.
    package func opening(at now: Instant) -> Decision? {
        let today = ServiceDay(at: now)
        guard day.map({ $0 < today }) ?? true, !plan.lines.isEmpty else { return nil }
        let leftovers = tickets.values.filter { !$0.state.isEnded }.sorted { $0.order < $1.order }
        var facts: [Fact] = []
        var deliveries: [DeliveryOrder] = []
        for ticket in leftovers {
            let end = TicketEnd(
                state: .expired, outcome: nil, procedures: [], counter: nil, clerk: nil)
            facts.append(Fact(.ticketEnded(ticket: ticket.id, end: end)))
            deliveries.append(.handOff(step(of: ticket, .ended, at: now, end: end)))
        }
        facts.append(Fact(.dayOpened(day: today, plan: plan)))
        return Decision(facts, deliveries: deliveries, answer: .done)
    }

    /// Decides a command: its consequences, or why it is not possible.
    ///
    /// Changes nothing.
    ///
    /// - Parameter command: its day must be open; see `opening(at:)`.
    /// - Returns: what to commit and answer.
    /// - Throws: `Refusal`, an everyday answer.
    package func decide(_ command: Command) throws(Refusal) -> Decision {
        try checkClock(command)
        switch command.action {
        case .issue(let request):
            return try issue(request, by: command.actor, at: command.at)
        case .openCounter(let number): return try open(number, command)
        case .pauseCounter(let number, let note): return try pause(number, note, command)
        case .closeCounter(let number, let note): return try close(number, note, command)
        case .callNext(let number): return try callNext(number, command)
        case .callNumber(let number, let ticket, let note):
            return try call(ticket, at: number, note, command)
        case .recall(let number): return try recall(number, command)
        case .start(let number): return try start(number, command)
        case .complete(let number, let outcome, let procedures):
            return try complete(number, outcome, procedures, command)
        case .noShow(let number, let note): return try noShow(number, note, command)
        case .park(let number, let note): return try park(number, note, command)
        case .resume(let number, let ticket): return try resume(ticket, at: number, command)
        case .transfer(let number, let target, let place):
            return try transfer(number, target, place, command)
        case .cancel(let id, let note): return try cancel(id, note, command)
        case .reprint(let id): return try reprint(id, command)
        case .setPriority(let id, let claim): return try setPriority(id, claim)
        case .verifyPriority: throw Refusal(.wrongState)
        case .adopt(let plan): return Decision(.planChanged(plan: plan), answer: .done)
        case .settleSlip(let id, let print, let state, let note):
            return Decision(
                [Fact(.slipSettled(ticket: id, print: print, state: state), note: note)],
                answer: .done)
        case .settleHandOff(let id, let step, let dossiers):
            return Decision(
                .handOffAccepted(ticket: id, step: step, dossiers: dossiers), answer: .done)
        case .parkHandOff(let id, let step):
            return Decision(.handOffParked(ticket: id, step: step), answer: .done)
        }
    }

    /// Whether the clock stands so far before the last event, or before its day, that an arrival
    /// given now would be one that others already passed.
    package func isClockDoubtful(at now: Instant) -> Bool {
        guard let last = lastEventAt else { return false }
        return now < last - Self.clockStepBackMax || day.map { ServiceDay(at: now) < $0 } ?? false
    }

    private func checkClock(_ command: Command) throws(Refusal) {
        guard case .issue = command.action, isClockDoubtful(at: command.at) else { return }
        throw Refusal(.clockDoubtful)
    }

    func step(
        of ticket: Ticket, _ kind: HandOffStep.Kind, at now: Instant, end: TicketEnd? = nil,
        counter: CounterNumber? = nil, clerk: ClerkID? = nil
    ) -> HandOffStep {
        HandOffStep(
            ticket: ticket.id, step: ticket.nextHandOffStep, kind: kind, centre: plan.centre,
            serviceDay: ticket.day, number: ticket.number, line: ticket.line, field: ticket.field,
            procedure: ticket.procedure, channel: ticket.channel,
            boundDossier: ticket.boundDossier, issuedAt: ticket.issuedAt, occurredAt: now,
            counter: end?.counter ?? counter, clerk: end?.clerk ?? clerk, end: end?.state,
            outcome: end?.outcome, procedures: end?.procedures ?? [], compensates: nil)
    }

    func checked(note: String) throws(Refusal) -> String {
        guard !note.isEmpty, note.count <= Self.noteLengthMax else {
            throw Refusal(.invalid, field: "reason")
        }
        return note
    }
}
