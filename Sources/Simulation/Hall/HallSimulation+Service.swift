import QueueCore

// Calls and services.
extension HallSimulation {
    /// Brings free clerks and citizens together.
    ///
    /// - Parameter line: where somebody came just now; nil when anybody may be waiting for anyone.
    mutating func settle(arrivedIn line: LineID? = nil) {
        guard !idle.isEmpty else { return }
        if !parked.isEmpty { resumeParked() }
        if plan.rules.assignment == .push {
            assign()
            return
        }
        var place = 0
        while place < idle.count {
            let index = idle[place]
            if let line, !posts[index].lines.contains(line) {
                place += 1
                continue
            }
            // A clerk who called is not idle any more: the next one has moved up.
            guard callNext(index) else {
                place += 1
                continue
            }
            // The one who came is called: for all other idle clerks nothing changed.
            if line != nil { return }
        }
    }

    /// In push the hall calls by itself.
    private mutating func assign() {
        while let decision = hall.assignment(at: now) {
            apply(decision)
            for case .ticketCalled(let ticket, let counter, _, _) in decision.facts.map(\.event) {
                guard let index = posts.firstIndex(where: { $0.number == counter }) else {
                    continue
                }
                expect(ticket, at: index)
            }
        }
    }

    private mutating func callNext(_ index: Int) -> Bool {
        let answer = perform(.callNext(posts[index].number), by: posts[index].actor)
        guard case .call(let ticket, _) = answer else { return false }
        expect(ticket, at: index)
        return true
    }

    /// Whoever was set aside goes first: a clerk nearby takes up what was begun.
    private mutating func resumeParked() {
        for index in idle {
            let place = parked.firstIndex { item in
                hall.tickets[Self.ticket(item.citizen)].map {
                    posts[index].lines.contains($0.line)
                } ?? false
            }
            guard let place, let ticket = hall.tickets[Self.ticket(parked[place].citizen)]
            else { continue }
            let command = Command(
                .resume(posts[index].number, number: ticket.number), by: posts[index].actor,
                at: now)
            // A clerk who is not qualified for it leaves it to another one.
            guard let decision = try? hall.decide(command) else { continue }
            apply(decision)
            restOfService[parked[place].citizen] = parked[place].rest
            parked.remove(at: place)
            expect(ticket.id, at: index)
        }
    }

    /// Somebody was called and is on the way, or does not come.
    private mutating func expect(_ ticket: TicketID, at index: Int) {
        guard let citizen = Self.citizen(ticket) else { return }
        idle.removeAll { $0 == index }
        posts[index].work = .called(citizen: citizen)
        posts[index].turn = (posts[index].turn + 1) & 0xFF_FFFF
        posts[index].busySince = time
        posts[index].rest = restOfService.removeValue(forKey: citizen)
        let who = workload.citizens[citizen]
        if who.comes {
            schedule(.startService, index, at: time + max(0, who.walk), turn: posts[index].turn)
        } else {
            schedule(.invite, index, at: time + pause(ticket), turn: posts[index].turn)
        }
    }

    /// Milliseconds between two invitations.
    private func pause(_ ticket: TicketID) -> Int64 {
        let rules = plan.rules
        let hasCredit = (hall.tickets[ticket]?.creditMinutes ?? 0) > 0
        let seconds =
            hasCredit ? max(rules.recallSeconds, rules.priorityRecallSeconds) : rules.recallSeconds
        return Int64(max(1, seconds)) * 1_000
    }

    mutating func inviteAgain(_ index: Int) {
        guard case .called(let citizen) = posts[index].work else { return }
        let id = Self.ticket(citizen)
        let number = posts[index].number
        if let ticket = hall.tickets[id], ticket.calls < plan.rules.invitations {
            perform(.recall(number), by: posts[index].actor)
            schedule(.invite, index, at: time + pause(id), turn: posts[index].turn)
        } else {
            perform(.noShow(number, note: nil), by: posts[index].actor)
            becomeFree(index)
        }
    }

    mutating func start(_ index: Int) {
        guard case .called(let citizen) = posts[index].work else { return }
        perform(.start(posts[index].number), by: posts[index].actor)
        let length = max(1, posts[index].rest ?? workload.citizens[citizen].service)
        posts[index].rest = nil
        posts[index].work = .serving(citizen: citizen, until: time + length)
        schedule(.endService, index, at: time + length, turn: posts[index].turn)
    }

    mutating func complete(_ index: Int) {
        guard case .serving = posts[index].work else { return }
        perform(
            .complete(posts[index].number, .informationGiven, procedures: []),
            by: posts[index].actor)
        count(at: index) { $0.served += 1 }
        becomeFree(index)
    }

    private mutating func becomeFree(_ index: Int) {
        addBusyTime(index)
        result.lastEnd = max(result.lastEnd, time)
        posts[index].work = .idle
        posts[index].turn = (posts[index].turn + 1) & 0xFF_FFFF
        idle.append(index)
        if case .afterThis = posts[index].leaving { return goHome(index) }
        if plan.rules.assignment == .push || !parked.isEmpty {
            settle()
        } else {
            _ = callNext(index)
        }
        if case .afterAll = posts[index].leaving, posts[index].isIdle { goHome(index) }
    }
}
