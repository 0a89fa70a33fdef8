import QueueCore

// Clerks who come, rest and go, and counters that are lost.
extension HallSimulation {
    private static let manager = Actor(.manager, "manager")

    mutating func begin(span: Roster.Span) {
        guard let index = posts.firstIndex(where: { $0.number == span.counter }) else { return }
        let end = Int64(span.to) * 60_000
        guard time < end else { return }
        if !posts[index].isAway {
            guard posts[index].span?.clerk == span.clerk else {
                // The clerk before still serves somebody.
                return retry(span)
            }
            posts[index].leaving = .notYet
        }
        let before = posts[index].span
        posts[index].span = span
        if posts[index].isAway, !posts[index].isLost {
            // A clerk who still serves elsewhere comes later.
            let isHeldUp = posts.indices.contains {
                $0 != index && posts[$0].span?.clerk == span.clerk && !posts[$0].isAway
            }
            guard !isHeldUp, open(index) else {
                posts[index].span = before
                if isHeldUp { retry(span) }
                return
            }
        }
        posts[index].spanTurn += 1
        schedule(.endSpan, index, at: end, turn: posts[index].spanTurn)
    }

    private mutating func retry(_ span: Roster.Span) {
        guard let place = roster.spans.firstIndex(of: span) else { return }
        schedule(.beginSpan, place, at: time + Int64(Self.openingRetryMinutes) * 60_000)
    }

    /// Whether the counter could be opened.
    private mutating func open(_ index: Int) -> Bool {
        guard perform(.openCounter(posts[index].number), by: posts[index].actor) != nil else {
            return false
        }
        posts[index].work = .idle
        posts[index].leaving = .notYet
        posts[index].openSince = time
        idle.append(index)
        settle()
        return true
    }

    mutating func endSpan(_ index: Int) {
        guard let span = posts[index].span else { return }
        guard !posts[index].isAway else {
            posts[index].span = nil
            return
        }
        let isLast = !roster.spans.contains { $0.counter == span.counter && $0.from >= span.to }
        // At the end of the day whoever holds a number is still served.
        posts[index].leaving =
            isLast && time >= posts[index].closing ? .afterAll : .afterThis
        if case .afterAll = posts[index].leaving {
            schedule(
                .endOvertime, index, at: time + Int64(Self.overtimeMinutes) * 60_000,
                turn: posts[index].spanTurn)
        }
        if posts[index].isIdle { goHome(index) }
    }

    mutating func endOvertime(_ index: Int) {
        guard !posts[index].isAway else { return }
        posts[index].leaving = .afterThis
        if posts[index].isIdle { goHome(index) }
    }

    /// An idle clerk leaves: for lunch if the same clerk comes back here, else until tomorrow.
    mutating func goHome(_ index: Int) {
        guard let span = posts[index].span else { return }
        let next = roster.spans.first { $0.counter == span.counter && $0.from >= span.to }
        let comesBack = next?.clerk == span.clerk
        let isElsewhere = roster.spans.contains {
            $0.clerk == span.clerk && $0.counter != span.counter
        }
        let number = posts[index].number
        // Paused, the counter stays the clerk's own; nobody can have two.
        perform(
            comesBack && !isElsewhere
                ? .pauseCounter(number, note: "rest") : .closeCounter(number),
            by: posts[index].actor)
        leavePost(index)
        posts[index].span = nil
    }

    private mutating func leavePost(_ index: Int) {
        addOpenTime(index)
        posts[index].work = .away
        posts[index].turn = (posts[index].turn + 1) & 0xFF_FFFF
        idle.removeAll { $0 == index }
    }

    private mutating func addOpenTime(_ index: Int) {
        let length = max(0, time - posts[index].openSince)
        count(at: index) { $0.open += length }
    }

    /// A manager closes a counter that cannot be used: who was called waits again, and who was
    /// being served is set aside until another clerk goes on.
    mutating func lose(_ number: CounterNumber) {
        guard let index = posts.firstIndex(where: { $0.number == number }),
            !posts[index].isLost
        else { return }
        posts[index].isLost = true
        guard !posts[index].isAway else { return }
        addBusyTime(index)
        switch posts[index].work {
        case .serving(let citizen, let until): parked.append((citizen, max(1, until - time)))
        case .called(let citizen):
            if let rest = posts[index].rest { restOfService[citizen] = rest }
        case .away, .idle: break
        }
        posts[index].rest = nil
        perform(.closeCounter(number, note: "lost"), by: Self.manager)
        leavePost(index)
        settle()
    }

    mutating func restore(_ number: CounterNumber) {
        guard let index = posts.firstIndex(where: { $0.number == number }), posts[index].isLost
        else { return }
        posts[index].isLost = false
        if let span = posts[index].span, posts[index].isAway, time < Int64(span.to) * 60_000 {
            _ = open(index)
        }
    }

    mutating func addBusyTime(_ index: Int) {
        guard posts[index].isBusy else { return }
        let length = max(0, time - posts[index].busySince)
        count(at: index) { $0.busy += length }
    }

    mutating func count(at index: Int, _ body: (inout DayResult.Counter) -> Void) {
        // Counters of the result and posts stand in the same order.
        body(&result.counters[index])
    }
}
