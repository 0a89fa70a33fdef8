// What the hall learns from its steps, and when.
extension Hall {
    /// All that was learned, with what may still be taken back: a day that ends hands both on.
    var taught: WaitEstimator {
        var taught = estimator
        for number in lastSteps.keys.sorted() {
            if let lesson = lastSteps[number]?.lesson { taught.learn(lesson) }
        }
        return taught
    }

    /// Remembers a counter's last step, so that it can be taken back; what the one before taught is
    /// learned now.
    mutating func keepStep(
        at counter: CounterNumber, _ before: Ticket, _ now: Instant, placed placing: Placing? = nil,
        ordered handOff: Int? = nil, teaches lesson: Lesson? = nil
    ) {
        settleStep(at: counter)
        guard let after = tickets[before.id] else { return }
        lastSteps[counter] = CounterStep(
            at: now, before: before, placing: placing, after: after, handOff: handOff,
            lesson: lesson)
    }

    /// From now on there is nothing to take back at the counter.
    mutating func settleStep(at counter: CounterNumber) {
        guard let step = lastSteps.removeValue(forKey: counter) else { return }
        if let lesson = step.lesson { estimator.learn(lesson) }
    }

    /// What the call of somebody who waits teaches; its forecast is used up.
    mutating func lesson(
        ofCallOf ticket: Ticket, at number: CounterNumber, _ now: Instant
    ) -> Lesson? {
        let forecast = forecasts.removeValue(forKey: ticket.id)
        // Whoever was sent here, or came back, waited for other reasons; of a clock that was put
        // back in between nothing is learned.
        guard ticket.waits.first == nil, !ticket.wasTransferred, ticket.issuedAt <= now,
            let (entry, place) = entry(ticket)
        else { return nil }
        let open = counters.values.count {
            $0.state == .open && reaches[$0.number]?.mayCall(entry, in: place) ?? false
        }
        var hesitation: Duration?
        if let free = counters[number]?.freeSince, counters[number]?.serving == nil {
            hesitation = now.since(max(free, ticket.issuedAt))
        }
        return Lesson(
            line: place,
            kind: .call(
                waited: now.since(ticket.issuedAt), forecast: forecast, openCounters: open,
                hesitation: hesitation))
    }

    func lesson(ofServiceOf ticket: Ticket, _ now: Instant) -> Lesson? {
        guard let place = index.places[ticket.line], let calledAt = ticket.calledAt,
            calledAt <= now
        else { return nil }
        return Lesson(line: place, kind: .service(now.since(calledAt)))
    }

    func lesson(ofVainCallOf ticket: Ticket, _ now: Instant) -> Lesson? {
        guard let place = index.places[ticket.line], let calledAt = ticket.calledAt,
            calledAt <= now
        else { return nil }
        return Lesson(line: place, kind: .vainCall(now.since(calledAt)))
    }

    /// Lines have new places: what may still be learned follows them.
    mutating func moveLessons(from lines: [LinePlan]) {
        for (number, step) in lastSteps {
            guard let lesson = step.lesson else { continue }
            let place =
                lines.indices.contains(lesson.line)
                ? index.places[lines[lesson.line].id] : nil
            lastSteps[number]?.lesson = place.map { Lesson(line: $0, kind: lesson.kind) }
        }
    }
}
