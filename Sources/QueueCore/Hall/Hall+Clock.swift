// A clock that cannot be right, and who says that it is.
extension Hall {
    /// Whether the clock stands so far before the last event, or before its day, that an arrival
    /// given now would be one that others already passed; or so far after it that a flat battery is
    /// likelier than so long a rest.
    package func isClockDoubtful(at now: Instant) -> Bool {
        guard let last = lastEventAt else { return false }
        return now < last - Self.clockStepBackMax || isFarAhead(now)
            || day.map { ServiceDay(at: now) < $0 } ?? false
    }

    private func isFarAhead(_ now: Instant) -> Bool {
        lastEventAt.map { $0 + Self.clockAheadMax < now } ?? false
    }

    /// Refuses what a doubtful clock would spoil.
    ///
    /// Behind, only numbers are refused: who waits is still served. Ahead, whatever a person did
    /// would carry the wrong time into the journal, and make it the right one.
    func checkClock(_ command: Command) throws(Refusal) {
        guard isClockDoubtful(at: command.at) else { return }
        switch command.action {
        case .confirmClock, .adopt, .settleSlip, .settleHandOff, .parkHandOff, .resumeHandOff:
            return
        case .issue: throw Refusal(.clockDoubtful)
        default: if isFarAhead(command.at) { throw Refusal(.clockDoubtful) }
        }
    }

    /// A manager looked: from now on this clock is the right one.
    ///
    /// One on a day before the open one is not taken: that day's numbers were given.
    func confirmClock(_ command: Command) throws(Refusal) -> Decision {
        guard command.actor.kind != .clerk, command.actor.kind != .device else {
            throw Refusal(.notYours)
        }
        guard isClockDoubtful(at: command.at) else { return Decision([], answer: .done) }
        guard day.map({ $0 <= ServiceDay(at: command.at) }) ?? true else {
            throw Refusal(.clockDoubtful)
        }
        return Decision(.clockConfirmed, answer: .done)
    }
}
