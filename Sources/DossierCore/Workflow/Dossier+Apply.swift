import QueueCore

extension Dossier {
    /// Takes in what happened; never decides and never fails.
    package mutating func apply(_ event: DossierEvent) {
        sequence = event.sequence
        changedAt = event.at
        switch event.fact {
        case .filed: break
        case .received(let course, let due):
            state = .received
            (self.course, self.due) = (course, due)
            holder = event.by.office
        case .refused: close(.notReceived, event)
        case .supplementAsked: beginWait(.awaitingSupplement, event)
        case .suspended: beginWait(.suspended, event)
        case .charged(let amount, _, let isAwaited):
            owedVND += amount
            if isAwaited { beginWait(.awaitingPayment, event) }
        case .paid(let amount, _): paidVND += amount
        case .waitEnded(let kind, let instant, let due): endWait(kind, at: instant, due)
        case .forwarded(_, let office, _): sentTo = office
        case .accepted(let office):
            (holder, sentTo) = (office, nil)
            if state == .received { state = .processing }
        case .withdrawn: close(.withdrawn, event)
        case .stopped:
            course?.stoppedAt = event.at
            close(.stopped, event)
        case .finished(_, let timeliness):
            (state, readyAt, self.timeliness) = (.finished, event.at, timeliness)
        case .resultTakenBack: (state, readyAt, timeliness) = (.processing, nil, nil)
        case .returned: close(.returned, event)
        case .apologyOwed(let cause):
            apologies.append(Apology(cause: cause, owedSince: event.at))
        case .apologised(let cause, _, let newDay): settle(cause, newDay, event)
        }
    }

    private mutating func close(_ state: DossierState, _ event: DossierEvent) {
        self.state = state
        closedAt = event.at
        (sentTo, stateBeforeWait) = (nil, nil)
    }

    private mutating func beginWait(_ state: DossierState, _ event: DossierEvent) {
        stateBeforeWait = self.state
        self.state = state
        guard let wait else { return }
        course?.interruptions.append(Interruption(wait, from: event.at))
    }

    private mutating func endWait(
        _ kind: Interruption.Kind, at instant: Instant, _ due: DueAnswer?
    ) {
        state = stateBeforeWait ?? .processing
        stateBeforeWait = nil
        if let due {
            self.due = due
            // The promise of law overtook the fresh one.
            if let day = due.date?.day, let renewed = renewedDay, day > renewed { renewedDay = nil }
        }
        guard let open = course?.interruptions.popLast() else { return }
        course?.interruptions.append(
            Interruption(open.kind, from: open.from, to: max(open.from, instant)))
    }

    private mutating func settle(
        _ cause: ApologyCause, _ newDay: ServiceDay?, _ event: DossierEvent
    ) {
        if let index = apologies.firstIndex(where: { $0.cause == cause && $0.madeAt == nil }) {
            apologies[index].madeAt = event.at
            apologies[index].newDay = newDay
        }
        if let newDay { renewedDay = newDay }
        if case .receptionError = cause { receiptVersion += 1 }
    }
}
