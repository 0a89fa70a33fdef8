package import QueueCore

extension Dossier {
    /// Events of the longest dossier.
    package static let eventsMax = 1_000

    /// The first event of a dossier that is handed in.
    ///
    /// - Parameters:
    ///   - filing: how it came; `filing.at` may lie before `now`, for post and portals.
    ///   - official: who takes it in.
    ///   - now: when that is.
    /// - Returns: the event to store, out of which the dossier is made.
    /// - Throws: `.clockBehind` for one that is to be handed in later than now.
    package static func file(
        _ filing: Filing, by official: Official, at now: Instant
    ) throws(DossierRefusal) -> DossierEvent {
        guard filing.at <= now else { throw .clockBehind(filing.at) }
        return DossierEvent(sequence: 1, at: now, by: official, fact: .filed(filing))
    }

    /// What an action does, decided and not yet done.
    ///
    /// - Parameters:
    ///   - action: what is wanted.
    ///   - official: who wants it, and for which office.
    ///   - now: when; never before the dossier's last event.
    ///   - rules: by which it is decided.
    /// - Returns: the events to store and ``apply(_:)``; none where there is nothing to do.
    /// - Throws: why not; then nothing changes.
    package func decide(
        _ action: DossierAction, by official: Official, at now: Instant, _ rules: DossierRules
    ) throws(DossierRefusal) -> [DossierEvent] {
        guard DossierTransitions.states(for: action.kind).contains(state) else {
            throw .wrongState(state)
        }
        guard now >= changedAt else { throw .clockBehind(changedAt) }
        let facts = try facts(of: action, official, now, rules)
        guard sequence + facts.count <= Self.eventsMax else { throw .tooLong }
        return facts.enumerated().map { index, fact in
            DossierEvent(sequence: sequence + 1 + index, at: now, by: official, fact: fact)
        }
    }

    private func facts(
        of action: DossierAction, _ official: Official, _ now: Instant, _ rules: DossierRules
    ) throws(DossierRefusal) -> [DossierEvent.Fact] {
        switch action {
        case .receive(let limit): return [receive(limit, now, rules)]
        case .refuse(let reason):
            guard course == nil else { throw .wrongState(state) }
            return [.refused(reason: try Words.checked(reason, "reason"))]
        case .askSupplement(let papers, let reason):
            return [
                .supplementAsked(
                    papers: try Words.checked(papers: papers),
                    reason: try Words.checked(reason, "reason"))
            ]
        case .supply(let channel): return [waitEnded(.supplement, through: channel, now, rules)]
        case .goOn: return [waitEnded(.suspension, through: .direct, now, rules)]
        case .forward(let office, let note): return [try forward(to: office, note, official)]
        case .accept:
            guard let sentTo, sentTo == official.office else { throw .notSent }
            return [.accepted(sentTo)]
        case .charge(let amount, let reason, let isAwaited):
            return [try charge(amount, reason, isAwaited)]
        case .pay(let amount, let receipt): return try pay(amount, receipt, now, rules)
        case .suspend(let reason):
            return [.suspended(reason: try Words.checked(reason, "reason"))]
        case .withdraw(let reason):
            return [.withdrawn(reason: try Words.checked(reason, "reason"))]
        case .stop(let reason): return [.stopped(reason: try Words.checked(reason, "reason"))]
        case .finish(let result): return try finish(result, official, now, rules)
        case .takeBackResult(let reason):
            return [.resultTakenBack(reason: try Words.checked(reason, "reason"))]
        case .handOver(let method): return [try handOver(method)]
        case .recordError(let what):
            let cause = ApologyCause.receptionError(what: try Words.checked(what, "what"))
            return apologiesOwed.contains(cause) ? [] : [.apologyOwed(cause)]
        case .apologise(let cause, let reason, let newDay):
            return [try apologise(cause, reason, newDay, now, rules)]
        case .noteLateness: return latenessOwed(at: now).map { [.apologyOwed($0)] } ?? []
        }
    }

    // MARK: Reception and waits

    private func receive(
        _ limit: TimeLimit, _ now: Instant, _ rules: DossierRules
    ) -> DossierEvent.Fact {
        // What came while the centre was closed is received at its next opening, and so is what a
        // clerk opens before that: early work takes no time from the applicant.
        let opened = rules.dates.reception(filedAt: filing.at, through: filing.channel)
        let course = DossierCourse(
            limit: limit, filedAt: filing.at, receivedAt: opened ?? filing.at)
        return .received(course, due: rules.dates.answer(for: course))
    }

    private func waitEnded(
        _ kind: Interruption.Kind, through channel: FilingChannel, _ now: Instant,
        _ rules: DossierRules
    ) -> DossierEvent.Fact {
        let over = rules.dates.reception(filedAt: now, through: channel) ?? now
        guard var course, let open = course.interruptions.popLast() else {
            return .waitEnded(kind, at: over, due: nil)
        }
        course.interruptions.append(Interruption(kind, from: open.from, to: max(open.from, over)))
        return .waitEnded(kind, at: over, due: rules.dates.answer(for: course))
    }

    // MARK: Offices

    private func forward(
        to office: OfficeID, _ note: String, _ official: Official
    ) throws(DossierRefusal) -> DossierEvent.Fact {
        try mustHold(official)
        guard office != holder, !office.rawValue.isEmpty else { throw .words(field: "office") }
        return .forwarded(
            from: holder, to: office, note: try Words.checked(note, "note", mayBeEmpty: true))
    }

    /// A dossier is worked on by whoever has it in hand.
    private func mustHold(_ official: Official) throws(DossierRefusal) {
        if let sentTo { throw .onTheWay(to: sentTo) }
        guard holder == official.office else { throw .elsewhere(holder) }
    }

    private func finish(
        _ result: String, _ official: Official, _ now: Instant, _ rules: DossierRules
    ) throws(DossierRefusal) -> [DossierEvent.Fact] {
        // Central agencies have no account here: the front office notes what they bring.
        if official.office != rules.frontOffice { try mustHold(official) }
        let fact = DossierEvent.Fact.finished(
            result: try Words.checked(result, "result"),
            timeliness: due?.date?.timeliness(readyAt: now))
        return [fact] + (latenessOwed(at: now).map { [.apologyOwed($0)] } ?? [])
    }

    private func handOver(_ method: ReturnMethod) throws(DossierRefusal) -> DossierEvent.Fact {
        guard balanceVND <= 0 else { throw .unpaid(amountVND: balanceVND) }
        switch method {
        case .counter(let note):
            return .returned(.counter(note: try Words.checked(note, "note")))
        case .post(let consignment):
            return .returned(.post(consignment: try Words.checked(consignment, "consignment")))
        case .online: return .returned(.online)
        }
    }

    // MARK: Fees

    private func charge(
        _ amount: Int, _ reason: String, _ isAwaited: Bool
    ) throws(DossierRefusal) -> DossierEvent.Fact {
        guard (1...Self.amountMaxVND).contains(amount), owedVND + amount <= Self.amountMaxVND
        else { throw .amount }
        guard !isAwaited || state.isInWork else { throw .wrongState(state) }
        return .charged(
            amountVND: amount, reason: try Words.checked(reason, "reason"), isAwaited: isAwaited)
    }

    /// đồng that one dossier may cost; what is more is a slip of the finger.
    package static let amountMaxVND = 100_000_000_000

    private func pay(
        _ amount: Int, _ receipt: String, _ now: Instant, _ rules: DossierRules
    ) throws(DossierRefusal) -> [DossierEvent.Fact] {
        guard amount >= 1, amount <= balanceVND else { throw .amount }
        let paid = DossierEvent.Fact.paid(
            amountVND: amount, receipt: try Words.checked(receipt, "receipt"))
        guard state == .awaitingPayment, amount == balanceVND else { return [paid] }
        return [paid, waitEnded(.payment, through: .direct, now, rules)]
    }
}
