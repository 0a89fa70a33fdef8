// Bringing clerk and citizen together without a press.
extension Hall {
    /// The next call that the hall makes by itself: in push, the free clerk who idled longest gets
    /// whoever is next there.
    ///
    /// Ask again until it is nil: several may be free.
    package func assignment(at now: Instant) -> Decision? {
        guard plan.rules.assignment == .push, !isClockDoubtful(at: now) else { return nil }
        for counter in idleCounters {
            guard let clerk = counter.clerk, let next = choose(at: counter, now) else { continue }
            let reason = reason(for: next, at: counter, now)
            guard let ticket = ticket(next.entry) else { continue }
            return Decision(
                .ticketCalled(
                    ticket: ticket.id, counter: counter.number, clerk: clerk, reason: reason),
                answer: .call(ticket.id, reason))
        }
        return nil
    }

    /// When time alone will change whom the hall calls; nil when it will not.
    ///
    /// In push a free clerk may take another counter's citizen once that one waited long enough.
    package func nextWakeAt(after now: Instant) -> Instant? {
        guard plan.rules.assignment == .push else { return nil }
        return idleCounters.compactMap { counter in
            index.counterRules[counter.number].flatMap { rule in
                policy.nextOverflow(
                    at: rule, fields: index.fields(of: counter.clerk),
                    after: now.millisecondsSinceEpoch)
            }
        }
        // Waited *longer* than set: a millisecond after.
        .min().map { Instant(millisecondsSinceEpoch: $0 + 1) }
    }

    /// Open counters without anybody, the longest idle first.
    private var idleCounters: [Counter] {
        counters.values.filter { $0.state == .open && $0.serving == nil }
            .sorted { one, other in
                (one.freeSince?.millisecondsSinceEpoch ?? 0, one.number)
                    < (other.freeSince?.millisecondsSinceEpoch ?? 0, other.number)
            }
    }
}
