// From a command to its consequences.
extension Hall {
    /// What must happen before a command of `now` may be decided: the first command of a day opens
    /// it and ends what the day before left.
    ///
    /// - Returns: nil when the day is open already, or when the clock cannot be right.
    package func opening(at now: Instant) -> Decision? {
        let today = ServiceDay(at: now)
        guard day.map({ $0 < today }) ?? true, !wholePlan.lines.isEmpty,
            !isClockDoubtful(at: now)
        else { return nil }
        var facts: [Fact] = []
        var deliveries: [DeliveryOrder] = []
        for ticket in order.compactMap({ tickets[$0] }) where !ticket.state.isEnded {
            let end = TicketEnd(
                state: .expired, outcome: nil, procedures: [], counter: nil, clerk: nil)
            facts.append(Fact(.ticketEnded(ticket: ticket.id, end: end)))
            deliveries.append(.handOff(step(of: ticket, .ended, at: now, end: end)))
        }
        let priors = day == nil ? nil : taught.priors
        facts.append(Fact(.dayOpened(day: today, plan: wholePlan, priors: priors)))
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
            return try complete(number, ServiceEnd(outcome, procedures: procedures), command)
        case .noShow(let number, let note): return try noShow(number, note, command)
        case .park(let number, let note): return try park(number, note, command)
        case .resume(let number, let ticket): return try resume(ticket, at: number, command)
        case .transfer(let number, let target, let place, let service):
            return try transfer(number, target, place, service, command)
        case .undo(let number): return try undo(number, command)
        case .returnTicket(let id): return try returnTicket(id, command)
        case .cancel(let id, let note): return try cancel(id, note, command)
        case .cancelUnseen(let id, let note): return try cancelUnseen(id, note, command)
        case .reprint(let id): return try reprint(id, command)
        case .setPriority(let id, let claim, let note):
            return try setPriority(id, claim, note, command)
        case .verifyPriority: throw Refusal(.wrongState)
        case .rate(let number, let level, let reasons):
            return try rate(number, level, reasons, command)
        case .askHelp(let kiosk): return try askHelp(kiosk, command)
        case .answerHelp(let kiosk): return answerHelp(kiosk)
        case .confirmClock: return try confirmClock(command)
        case .showClerks(let from, let to):
            return Decision(.clerksShown(from: from, to: to), answer: .done)
        case .tick: return Decision([], answer: .done)
        case .resumeHandOff(let id, let step):
            guard ![.clerk, .device].contains(command.actor.kind) else { throw Refusal(.notYours) }
            return Decision(.handOffResumed(ticket: id, step: step), answer: .done)
        case .adopt, .settleSlip, .settleHandOff, .parkHandOff: return report(command.action)
        }
    }

    /// What no person asked for, and nothing refuses.
    private func report(_ action: Command.Action) -> Decision {
        switch action {
        case .adopt(let plan): Decision(.planChanged(plan: plan), answer: .done)
        case .settleSlip(let id, let print, let state, let note):
            Decision(
                [Fact(.slipSettled(ticket: id, print: print, state: state), note: note)],
                answer: .done)
        case .settleHandOff(let id, let step, let dossiers):
            Decision(
                .handOffAccepted(ticket: id, step: step, dossiers: dossiers), answer: .done)
        case .parkHandOff(let id, let step, let note):
            Decision(
                [Fact(.handOffParked(ticket: id, step: step), note: note)], answer: .done)
        default: Decision([], answer: .done)
        }
    }

    func step(
        of ticket: Ticket, _ kind: HandOffStep.Kind, at now: Instant, end: TicketEnd? = nil,
        counter: CounterNumber? = nil, clerk: ClerkID? = nil, service: ServiceEnd? = nil,
        compensates: Int? = nil
    ) -> HandOffStep {
        HandOffStep(
            ticket: ticket.id, step: ticket.nextHandOffStep, kind: kind, centre: plan.centre,
            serviceDay: ticket.day, number: ticket.number, line: ticket.line, field: ticket.field,
            procedure: ticket.procedure, channel: ticket.channel,
            boundDossier: ticket.boundDossier, issuedAt: ticket.issuedAt, occurredAt: now,
            counter: end?.counter ?? counter, clerk: end?.clerk ?? clerk, end: end?.state,
            outcome: end?.outcome ?? service?.outcome,
            procedures: end?.procedures ?? service?.procedures ?? [], compensates: compensates)
    }

    func checked(note: String) throws(Refusal) -> String {
        guard !note.isEmpty, note.count <= Self.noteLengthMax else {
            throw Refusal(.invalid, field: "reason")
        }
        return note
    }

    func checked(optional note: String?) throws(Refusal) -> String? {
        guard let note else { return nil }
        return try checked(note: note)
    }
}
