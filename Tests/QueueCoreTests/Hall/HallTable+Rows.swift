import QueueCore

// The language of the rows.
extension HallTable {
    mutating func result(of row: [String]) -> String {
        var words = row[...]
        var date = "2026-11-23"
        if let day = words.first, !day.contains(":") {
            date = day.contains("-") ? "2026-\(day)" : "2026-11-\(day)"
            words.removeFirst()
        }
        guard words.count >= 3 else { return "unreadable" }
        let now = Centre.at(words.removeFirst(), date: date)
        let name = words.removeFirst()
        let verb = words.removeFirst()
        if verb == "sees" { return sight(Array(words), now) }
        if verb == "assigns" { return assign(at: now).map(text) ?? "nobody" }
        guard let action = action(verb, Array(words), now) else { return "unreadable" }
        let kinds: [(String, Actor.Kind)] = [
            ("clerk", .clerk), ("manager", .manager), ("core", .system), ("system", .system),
        ]
        let kind = kinds.first { name.hasPrefix($0.0) }?.1 ?? .device
        do throws(Refusal) {
            let answer = try perform(action, by: Actor(kind, name), at: now)
            return text(answer)
        } catch {
            if case .issue(let request) = action { keepUnmet(request, error, at: now) }
            return error.field.map { "\(error.code.rawValue) \($0)" } ?? error.code.rawValue
        }
    }

    private func text(_ answer: Answer) -> String {
        switch answer {
        case .ticket(let id): hall.tickets[id]?.number ?? "?"
        case .call(let id, let reason):
            "\(hall.tickets[id]?.number ?? "?") \(reason.code.rawValue)"
        case .counter, .done: "ok"
        case .nobody: "nobody"
        }
    }

    private func sight(_ words: [String], _ now: Instant) -> String {
        switch words.first {
        case "counter":
            let counter = hall.counters[Int(words[1]) ?? 0]
            return "\(counter?.state.rawValue ?? "-") "
                + (hall.shownNumber(at: Int(words[1]) ?? 0) ?? "-")
        case "line":
            let view = hall.lineViews(at: now).first { $0.id.rawValue == words[1] }
            return "\(view?.state.rawValue ?? "-") \(view?.waiting ?? -1)"
        case "next":
            let next = hall.next(for: Int(words.last ?? "") ?? 0, limit: 9, at: now)
            return next.isEmpty ? "nobody" : next.map(\.ticket.number).joined(separator: " ")
        case "wake":
            return hall.nextWakeAt(after: now).map(Self.exactClock) ?? "never"
        case "undo":
            let undoable = hall.undoable(at: Int(words.last ?? "") ?? 0)
            return undoable.map { "\($0.number) until \(Self.exactClock($0.until))" } ?? "nothing"
        case "unmet":
            let unmet = events.compactMap { event, _ -> RefusedPress? in
                guard case .pressRefused(let press) = event else { return nil }
                return press
            }
            return "\(unmet.count)"
        case "rating":
            return hall.ratingWindows[Int(words.last ?? "") ?? 0]?.number ?? "nothing"
        case "help":
            let calls = hall.helpCalls.sorted { $0.key < $1.key }
            return calls.isEmpty
                ? "nobody" : calls.map { "\($0.key) \($0.value.clockText)" }.joined(separator: " ")
        case "clock": return hall.isClockDoubtful(at: now) ? "doubtful" : "right"
        default:
            guard let ticket = hall.ticket(numbered: words[0]) else { return "unknown" }
            let ahead = hall.ahead(of: ticket).map { " behind \($0)" } ?? ""
            return ticket.state.rawValue + ahead
        }
    }

    /// `08:15`, with seconds and thousandths where there are any.
    private static func exactClock(_ instant: Instant) -> String {
        let rest = Int(instant.millisecondsOfDay % 60_000)
        guard rest > 0 else { return instant.clockText }
        let seconds = "\(instant.clockText):\(padded(rest / 1_000, 2))"
        return rest % 1_000 == 0 ? seconds : "\(seconds).\(padded(rest % 1_000, 3))"
    }

    /// The name of the ticket that bears the number; a name nobody has when there is none.
    private func id(_ number: String) -> TicketID {
        hall.ticket(numbered: number)?.id ?? TicketID("none")
    }

    private func action(_ verb: String, _ words: [String], _ now: Instant) -> Command.Action? {
        let counter = (Self.value(after: "at", words) ?? words.first).flatMap { Int($0) } ?? 0
        let note = Self.value(after: "because", words)
        switch verb {
        case "takes": return .issue(request(words, now))
        case "opens" where words.first == "dossier": return dossier(words)
        case "opens": return .openCounter(counter)
        case "pauses": return .pauseCounter(counter, note: note ?? "")
        case "closes": return .closeCounter(counter, note: note)
        case "calls" where words.first == "next": return .callNext(counter)
        case "calls": return .callNumber(counter, number: words[0], note: note ?? "")
        case "recalls": return .recall(counter)
        case "starts": return .start(counter)
        case "completes":
            let end = Self.end(words, word: "with")
            return .complete(counter, end.outcome, procedures: end.procedures)
        case "misses": return .noShow(counter, note: note)
        case "parks": return .park(counter, note: note ?? "")
        case "resumes": return .resume(counter, number: words[0])
        case "sends": return transfer(words, counter)
        case "undoes": return .undo(counter)
        case "returns": return .returnTicket(id(words[0]))
        case "cancels" where words.contains("unseen"):
            return .cancelUnseen(id(words[0]), note: "no-paper")
        case "cancels": return .cancel(id(words[0]), note: note ?? "")
        case "reprints": return .reprint(id(words[0]))
        case "grants":
            return .setPriority(
                id(words[0]), PriorityClaim(group: words[1], verified: true), note: note)
        case "withdraws": return .setPriority(id(words[0]), nil, note: note)
        case "rates":
            let reasons = (note ?? "").split(separator: ",").compactMap {
                RatingReason(rawValue: String($0))
            }
            return Int(words[0]).flatMap(RatingLevel.init(rawValue:)).map {
                .rate(counter, $0, reasons: reasons)
            }
        case "rings": return .askHelp(KioskID(words[0]))
        case "answers": return .answerHelp(KioskID(words[0]))
        case "confirms": return .confirmClock
        case "lets": return .tick
        default: return nil
        }
    }

    private static func value(after word: String, _ words: [String]) -> String? {
        words.firstIndex(of: word).flatMap {
            words.indices.contains($0 + 1) ? words[$0 + 1] : nil
        }
    }

    /// `takes ho-tich for 1.001193 as elderly on kiosk-1 slot 09:00 holding 1001`.
    private func request(_ words: [String], _ now: Instant) -> IssueRequest {
        let line = words.first.flatMap { $0 == "number" ? nil : LineID($0) }
        var request = IssueRequest(
            id: TicketID("t\(events.count)"), statusToken: "s\(events.count)", line: line,
            procedure: Self.value(after: "for", words).map(ProcedureCode.init(_:)),
            priorityGroup: Self.value(after: "as", words), channel: .kiosk,
            kiosk: Self.value(after: "on", words).map(KioskID.init(_:)), language: "vi")
        request.appointment = Self.value(after: "slot", words).map {
            Centre.at($0, date: "\(ServiceDay(at: now))")
        }
        request.heldTickets = Self.value(after: "holding", words).map { [id($0)] } ?? []
        return request
    }

    /// What a service led to: `with dossier-received for 1.001193,2.001263`.
    private static func end(_ words: [String], word: String) -> ServiceEnd {
        ServiceEnd(
            Outcome(rawValue: value(after: word, words) ?? "") ?? .informationGiven,
            procedures: (value(after: "for", words) ?? "").split(separator: ",")
                .map { ProcedureCode(String($0)) })
    }

    /// `opens dossier for 1001`, of the ticket's last step.
    private func dossier(_ words: [String]) -> Command.Action {
        let number = Self.value(after: "for", words) ?? ""
        return .settleHandOff(
            id(number), step: hall.ticket(numbered: number)?.handOffSteps ?? 0,
            dossiers: [DossierReference(procedure: Centre.birth, code: "H53.12.3-261123-0007")])
    }

    /// `sends ho-tich first at 6`, `sends counter-8 last at 6`, and after a service
    /// `sends ho-tich first at 6 after result-returned for 1.001193`.
    private func transfer(_ words: [String], _ counter: CounterNumber) -> Command.Action? {
        guard let place = TransferPlace(rawValue: words[1]) else { return nil }
        let target: TransferTarget =
            words[0].hasPrefix("counter-")
            ? .counter(Int(words[0].dropFirst(8)) ?? 0) : .line(LineID(words[0]))
        let service = words.contains("after") ? Self.end(words, word: "after") : nil
        return .transfer(counter, to: target, place: place, after: service)
    }
}
