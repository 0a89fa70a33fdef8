import GRDB
import Kiosk
import QueueCore

/// A ticket as a row of `tickets`, and back.
///
/// Slip, hand-off and dossiers are columns of their own: they are settled by events that may come
/// when the ticket's day is long over, so no write of the ticket touches them.
enum TicketColumns {
    private static let names = [
        "id", "day", "number", "issue_order", "issued_line", "line", "procedure", "field",
        "channel", "kiosk", "language", "status_token", "bound_dossier", "issued_at_ms",
        "appointment_ms", "estimate_low_s", "estimate_high_s", "state", "bound_counter", "rank",
        "credit_minutes", "transferred", "counter", "clerk", "calls",
        "called_at_ms", "invited_at_ms", "started_at_ms", "ended_at_ms", "outcome", "procedures",
        "hand_off_steps", "prints", "leg_since_ms", "first_wait_ms", "first_wait_open_ms",
        "first_counter", "first_clerk", "first_called_at_ms", "total_wait_ms",
        "total_wait_open_ms", "services", "returns",
    ]
    /// From this place on a ticket's columns may change after its issue.
    private static let firstMutable = 17

    /// What a ticket has at its issue; the rest of the columns is empty until it is called.
    private static let atIssue =
        Array(names[..<firstMutable]) + [
            "state", "rank", "credit_minutes", "transferred", "calls", "procedures",
            "hand_off_steps", "prints", "leg_since_ms", "total_wait_ms", "total_wait_open_ms",
            "slip",
        ]

    static let insert =
        "INSERT INTO tickets (\(atIssue.joined(separator: ", "))) VALUES ("
        + atIssue.map { _ in "?" }.joined(separator: ", ") + ")"

    static let update =
        "UPDATE tickets SET line = ?, "
        + names[firstMutable...].map { "\($0) = ?" }.joined(separator: ", ") + " WHERE id = ?"

    static func valuesAtIssue(_ ticket: Ticket, _ slip: SlipState)
        -> [(any DatabaseValueConvertible)?]
    {
        [
            ticket.id.rawValue, ticket.day.description, ticket.number, ticket.order,
            ticket.issuedLine.rawValue, ticket.line.rawValue, ticket.procedure?.rawValue,
            ticket.field?.rawValue, ticket.channel.rawValue, ticket.kiosk?.rawValue,
            ticket.language, ticket.statusToken, ticket.boundDossier,
            ticket.issuedAt.millisecondsSinceEpoch, ticket.appointment?.millisecondsSinceEpoch,
            ticket.estimate?.lowSeconds, ticket.estimate?.highSeconds, ticket.state.rawValue,
            ticket.rank, ticket.creditMinutes, false, 0, "[]", ticket.handOffSteps, ticket.prints,
            ticket.waits.legSince?.millisecondsSinceEpoch, 0, 0, slip.rawValue,
        ]
    }

    static func mutableValues(_ ticket: Ticket, _ coding: EventCoding) throws
        -> [(any DatabaseValueConvertible)?]
    {
        let procedures = ticket.procedures.isEmpty ? "[]" : try coding.text(ticket.procedures)
        let services = ticket.services.isEmpty ? "[]" : try coding.text(ticket.services)
        return [
            ticket.state.rawValue, ticket.boundCounter, ticket.rank, ticket.creditMinutes,
            ticket.wasTransferred, ticket.counter, ticket.clerk?.rawValue, ticket.calls,
            ticket.calledAt?.millisecondsSinceEpoch, ticket.lastInvitedAt?.millisecondsSinceEpoch,
            ticket.startedAt?.millisecondsSinceEpoch, ticket.endedAt?.millisecondsSinceEpoch,
            ticket.outcome?.rawValue, procedures, ticket.handOffSteps, ticket.prints,
            ticket.waits.legSince?.millisecondsSinceEpoch, ticket.waits.first?.milliseconds,
            ticket.waits.firstOpen?.milliseconds, ticket.waits.firstCounter,
            ticket.waits.firstClerk?.rawValue, ticket.waits.firstCalledAt?.millisecondsSinceEpoch,
            ticket.waits.total.milliseconds, ticket.waits.totalOpen.milliseconds, services,
            ticket.returns,
        ]
    }

    static func ticket(_ row: StoredRow, _ coding: EventCoding) throws(StoreError) -> Ticket {
        var waits = Waits(legSince: try row.optionalInstant("leg_since_ms"))
        waits.first = try row.optionalLength("first_wait_ms")
        waits.firstOpen = try row.optionalLength("first_wait_open_ms")
        waits.firstCounter = try row.optionalNumber("first_counter")
        waits.firstClerk = try row.optionalText("first_clerk").map(ClerkID.init(rawValue:))
        waits.firstCalledAt = try row.optionalInstant("first_called_at_ms")
        waits.total = try row.length("total_wait_ms")
        waits.totalOpen = try row.length("total_wait_open_ms")
        var ticket = Ticket(
            id: TicketID(try row.text("id")), number: try row.text("number"),
            day: try row.day("day"), order: try row.number("issue_order"),
            channel: try row.word("channel"),
            kiosk: try row.optionalText("kiosk").map(KioskID.init(_:)),
            language: try row.text("language"), statusToken: try row.text("status_token"),
            procedure: try row.optionalText("procedure").map(ProcedureCode.init(_:)),
            field: try row.optionalText("field").map(FieldID.init(_:)),
            boundDossier: try row.optionalText("bound_dossier"),
            issuedAt: try row.instant("issued_at_ms"),
            issuedLine: LineID(try row.text("issued_line")), line: LineID(try row.text("line")),
            appointment: try row.optionalInstant("appointment_ms"), estimate: try estimate(row),
            rank: Int64(try row.number("rank")), creditMinutes: try row.number("credit_minutes"),
            handOffSteps: try row.number("hand_off_steps"), prints: try row.number("prints"),
            waits: waits)
        ticket.state = try row.word("state")
        ticket.boundCounter = try row.optionalNumber("bound_counter")
        ticket.wasTransferred = try row.flag("transferred")
        ticket.counter = try row.optionalNumber("counter")
        ticket.clerk = try row.optionalText("clerk").map(ClerkID.init(_:))
        ticket.calls = try row.number("calls")
        ticket.calledAt = try row.optionalInstant("called_at_ms")
        ticket.lastInvitedAt = try row.optionalInstant("invited_at_ms")
        ticket.startedAt = try row.optionalInstant("started_at_ms")
        ticket.endedAt = try row.optionalInstant("ended_at_ms")
        ticket.outcome = try row.optionalWord("outcome")
        ticket.procedures = try row.list("procedures", coding)
        ticket.services = try row.list("services", coding)
        ticket.returns = try row.number("returns")
        return ticket
    }

    static func estimate(_ row: StoredRow) throws(StoreError) -> EstimateRange? {
        let (low, high) = (
            try row.optionalNumber("estimate_low_s"), try row.optionalNumber("estimate_high_s")
        )
        guard let low, let high else { return nil }
        return EstimateRange(lowSeconds: low, highSeconds: high)
    }

    static func settlement(_ row: StoredRow, _ coding: EventCoding) throws(StoreError)
        -> Settlement
    {
        var settlement = Settlement(slip: try row.word("slip"))
        settlement.acceptedSteps = try row.number("accepted_steps")
        settlement.parked = try row.flag("hand_off_parked")
        settlement.dossiers = try row.list("dossiers", coding)
        return settlement
    }
}
