import Kiosk
import QueueCore

/// The contract's shapes, written from what the program knows.
struct Shapes: Sendable {
    let publicBaseURL: String?
    let texts: Texts
    let lineNames: [LineID: LocalizedName]

    init(_ configuration: Configuration) {
        publicBaseURL = configuration.publicBaseURL
        texts = configuration.texts
        lineNames = configuration.lineNames
    }

    /// A ticket; devices see nothing of priority, dossiers or clerks.
    ///
    /// - Parameters:
    ///   - record: what is known of it.
    ///   - hall: where it waits.
    ///   - isStaff: whether the asker is a clerk or a manager.
    ///   - now: when it is asked for.
    ///   - reason: why it was taken back just now, where it was.
    /// - Returns: the contract's `Ticket`.
    func ticket(
        _ record: TicketRecord, in hall: Hall, forStaff isStaff: Bool, at now: Instant,
        reason: CallReason? = nil
    ) -> JSONOutput {
        let ticket = record.ticket
        var json = JSONText()
        json.open()
        json.member("id", ticket.id.rawValue)
        json.member("number", ticket.number)
        json.member("line", ticket.line.rawValue)
        json.member("procedure", ticket.procedure?.rawValue)
        json.member("state", ticket.state.rawValue)
        json.member("channel", ticket.channel.rawValue)
        json.member("issuedAt", ticket.issuedAt.rfc3339)
        json.member("calledAt", ticket.calledAt?.rfc3339)
        json.member("startedAt", ticket.startedAt?.rfc3339)
        json.member("endedAt", ticket.endedAt?.rfc3339)
        json.member("counter", ticket.counter)
        json.member("calls", ticket.calls)
        json.member("ahead", hall.ahead(of: ticket))
        json.member("estimate", estimate(hall.estimate(of: ticket, at: now)))
        json.member("slip", record.settlement.slip.rawValue)
        json.member("statusURL", statusURL(ticket.statusToken))
        json.member("handOff", record.settlement.handOffWord(steps: ticket.handOffSteps))
        if isStaff { writeStaffMembers(of: record, to: &json) }
        if let reason { json.member("reason", self.reason(reason)) }
        json.close()
        return .written(json)
    }

    /// What only clerks and managers see of a ticket.
    private func writeStaffMembers(of record: TicketRecord, to json: inout JSONText) {
        let ticket = record.ticket
        json.member(
            "priority",
            record.priority.map {
                .object(["group": .string($0.group), "verified": .bool($0.verified)])
            } ?? .null)
        json.member("dossiers", .array(record.settlement.dossiers.map(dossier)))
        json.member("outcome", ticket.outcome?.rawValue)
        json.member("appointment", ticket.appointment?.rfc3339)
        json.member("services", .array(ticket.services.map(service)))
    }

    /// No estimate is better than a guess: null until the hall has learned one.
    private func estimate(_ range: EstimateRange?) -> JSONOutput {
        range.map {
            .object([
                "lowSeconds": .number($0.lowSeconds), "highSeconds": .number($0.highSeconds),
            ])
        } ?? .null
    }

    private func service(_ service: ServiceRecord) -> JSONOutput {
        .object([
            "counter": .number(service.counter), "clerk": .string(service.clerk.rawValue),
            "outcome": .string(service.outcome.rawValue),
            "procedures": .array(service.procedures.map { .string($0.rawValue) }),
            "startedAt": .string(service.startedAt.rfc3339),
            "endedAt": .string(service.endedAt.rfc3339),
        ])
    }

    func statusURL(_ token: String) -> String? {
        publicBaseURL.map { "\($0)/t/\(token)" }
    }

    private func dossier(_ dossier: DossierReference) -> JSONOutput {
        .object([
            "procedure": .string(dossier.procedure.rawValue), "code": .string(dossier.code),
        ])
    }

    /// What a citizen's phone sees of the one ticket.
    func status(_ record: TicketRecord, in hall: Hall, at now: Instant) -> JSONOutput {
        let ticket = record.ticket
        return .object([
            "number": .string(ticket.number), "state": .string(ticket.state.rawValue),
            "ahead": .optional(hall.ahead(of: ticket)),
            "estimate": estimate(hall.estimate(of: ticket, at: now)),
            "counter": ticket.state.isAtCounter ? .optional(ticket.counter) : .null,
            "slip": .string(record.settlement.slip.rawValue),
        ])
    }

    func call(
        _ record: TicketRecord, _ reason: CallReason, in hall: Hall, at now: Instant
    ) -> JSONOutput {
        .object([
            "ticket": ticket(record, in: hall, forStaff: true, at: now),
            "reason": self.reason(reason),
        ])
    }

    /// Why somebody is next, in both languages from the same facts.
    func reason(_ reason: CallReason) -> JSONOutput {
        func words(_ language: Texts.Language) -> JSONOutput {
            .string(
                texts(
                    "reason.\(reason.code.rawValue)", in: language,
                    [
                        "minutes": String(reason.waitedSeconds / 60),
                        "line": lineNames[reason.line].map { $0(in: language) }
                            ?? reason.line.rawValue,
                        "others": String(reason.others), "credit": String(reason.creditMinutes),
                        "limit": String(reason.limitMinutes ?? 0),
                    ]))
        }
        return .object([
            "vi": words("vi"), "en": words("en"), "code": .string(reason.code.rawValue),
        ])
    }

    func counter(
        _ number: CounterNumber, in book: DayBook, forStaff isStaff: Bool, at now: Instant
    ) -> JSONOutput {
        let counter = book.hall.counters[number]
        let plan = book.hall.plan.counters.first { $0.number == number }
        var members: [String: JSONOutput] = [
            "number": .number(number), "state": .string((counter?.state ?? .closed).rawValue),
            "lines": .array((plan?.lines ?? []).map { .string($0.rawValue) }),
            "since": .optional(counter?.since?.rfc3339),
            "serving": counter?.serving.flatMap { book.record($0) }
                .map { ticket($0, in: book.hall, forStaff: isStaff, at: now) } ?? .null,
        ]
        if isStaff {
            members["clerk"] = .optional(counter?.clerk?.rawValue)
            members["undo"] =
                book.hall.undoable(at: number).map {
                    .object([
                        "number": .string($0.number), "until": .string($0.until.rfc3339),
                    ])
                } ?? .null
        }
        return .object(members)
    }

    /// The hall as every screen sees it; nothing in it is personal.
    ///
    /// - Parameters:
    ///   - snapshot: the newest there is.
    ///   - now: when it is sent, which may be long after the last change: pages tell time by it.
    /// - Returns: the contract's shape.
    func hall(_ snapshot: Snapshot, at now: Instant) -> JSONOutput {
        .object([
            "sequence": .number(Int(snapshot.sequence)),
            "serviceDay": .string(snapshot.serviceDay.description),
            "at": .string(now.rfc3339),
            "lines": .array(
                snapshot.lines.map { line($0, snapshot.outlooks[$0.id], at: now) }),
            "counters": .array(
                snapshot.counters.map {
                    .object([
                        "number": .number($0.number), "state": .string($0.state.rawValue),
                        "shows": .optional($0.shows),
                    ])
                }),
            "recentCalls": .array(
                snapshot.recentCalls.map {
                    .object([
                        "number": .string($0.number), "counter": .number($0.counter),
                        "call": .number($0.call), "at": .string($0.at.rfc3339),
                    ])
                }),
            "dwellSeconds": .number(snapshot.dwellSeconds),
            "kiosks": .array(
                snapshot.kiosks.map {
                    .object([
                        "id": .string($0.id.rawValue),
                        "printer": .string($0.printer?.condition.code.rawValue ?? "none"),
                        "since": .optional($0.printer?.since.rfc3339), "scan": .number($0.scan),
                        "help": .optional($0.helpSince?.rfc3339),
                    ])
                }),
        ])
    }

    private func line(
        _ line: Hall.LineView, _ outlook: Hall.LineOutlook?, at now: Instant
    ) -> JSONOutput {
        let name = lineNames[line.id]
        let wait = line.oldestIssuedAt.map { Int(max(0, now.since($0).milliseconds / 1_000)) }
        return .object([
            "id": .string(line.id.rawValue),
            "name": .string(name?.vi ?? line.id.rawValue),
            "state": .string(line.state.rawValue),
            "reason": .optional(reason(line, in: Texts.defaultLanguage)),
            "reasonEn": .optional(reason(line, in: "en")),
            "waiting": .number(line.waiting), "longestWaitSeconds": .optional(wait),
            "estimate": line.state == .open ? estimate(outlook?.estimate) : .null,
            "closing": .bool(line.state == .open && outlook?.isClosing ?? false),
            "counters": .array(line.counters.map(JSONOutput.number)),
        ])
    }

    /// The sentence why a line gives no number, with its hours of the day; nil while it gives them.
    private func reason(_ line: Hall.LineView, in language: Texts.Language) -> String? {
        guard line.state != .open else { return nil }
        guard line.state == .closed else { return texts("problem.line-full", in: language) }
        let hours = line.hours.map(\.text).joined(separator: ", ")
        guard !hours.isEmpty else { return texts("hall.closed-today", in: language) }
        return texts("hall.closed-now", in: language, ["hours": hours])
    }

    func device(_ health: DeviceHealth) -> JSONOutput {
        .object([
            "id": .string(health.id.rawValue), "family": .string(health.family.rawValue),
            "condition": .string(health.condition.code.rawValue),
            "detail": .string(health.condition.detail), "since": .string(health.since.rfc3339),
        ])
    }
}
