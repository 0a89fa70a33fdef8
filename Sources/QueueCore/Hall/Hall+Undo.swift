// Taking a counter's last step back.
extension Hall {
    /// The last step at the counter taken back within the minute: the ticket stands as before it.
    ///
    /// Refused once anything else happened to the ticket, and once a dossier exists: its code may
    /// already be on the citizen's receipt.
    func undo(_ number: CounterNumber, _ command: Command) throws(Refusal) -> Decision {
        let counter = try owned(number, by: command.actor)
        guard let last = lastSteps[number], isLast(last, at: counter) else {
            throw Refusal(.nothingToUndo)
        }
        guard command.at <= undoEnd(of: last), !hasDossier(last) else { throw Refusal(.tooLate) }
        var deliveries: [DeliveryOrder] = []
        if let handOff = last.handOff, let ticket = tickets[last.before.id] {
            deliveries.append(
                .handOff(
                    step(
                        of: ticket, .compensated, at: command.at, counter: number,
                        clerk: counter.clerk, compensates: handOff)))
        }
        return Decision(
            [Fact(.stepUndone(ticket: last.before.id, counter: number))], deliveries: deliveries,
            answer: .ticket(last.before.id))
    }

    /// The number whose last step the counter can take back, and until when; nil without one.
    package func undoable(at number: CounterNumber) -> (number: String, until: Instant)? {
        guard let counter = counters[number], let last = lastSteps[number],
            isLast(last, at: counter), !hasDossier(last)
        else { return nil }
        return (last.before.number, undoEnd(of: last))
    }

    private func undoEnd(of step: CounterStep) -> Instant {
        step.at + .seconds(plan.rules.undoSeconds)
    }

    private func hasDossier(_ step: CounterStep) -> Bool {
        step.handOff.flatMap { dossierSteps[step.before.id]?.contains($0) } ?? false
    }

    /// Whether nothing but a print happened to the ticket since, and nobody else is at the counter.
    private func isLast(_ step: CounterStep, at counter: Counter) -> Bool {
        guard var ticket = tickets[step.before.id],
            counter.serving.map({ $0 == ticket.id }) ?? true
        else { return false }
        ticket.prints = step.after.prints
        return ticket == step.after
    }

    mutating func applyUndo(_ number: CounterNumber, at now: Instant) {
        guard let step = lastSteps[number], let current = tickets[step.before.id] else {
            return
        }
        dequeue(current)
        if counters[number]?.serving == current.id { counters[number]?.release(at: now) }
        var restored = step.before
        restored.prints = current.prints
        restored.handOffSteps = current.handOffSteps + (step.handOff == nil ? 0 : 1)
        unbindUnlessServed(&restored)
        tickets[restored.id] = restored
        if let placing = step.placing, placings.indices.contains(restored.order - 1) {
            placings[restored.order - 1] = placing
        }
        if restored.state == .waiting { enqueue(restored) }
        if restored.state.isAtCounter {
            counters[number]?.take(restored, from: index.places[restored.line])
        }
        // A call that was none leaves the screens with it.
        if step.after.state == .called {
            recentCalls.removeAll {
                $0.ticket == restored.id && $0.counter == number && $0.at == step.at
            }
        }
        // What it would have taught is not learned, and a forecast is there for the next call.
        if case .call(_, let forecast, _, _) = step.lesson?.kind {
            forecasts[restored.id] = forecast
        }
        if ratingWindows[number]?.ticket == restored.id { ratingWindows[number] = nil }
        lastSteps[number] = nil
    }
}
