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

    static func ticket(_ row: Row, _ coding: EventCoding) throws -> Ticket {
        func instant(_ column: String) -> Instant? {
            (row[column] as Int64?).map(Instant.init(millisecondsSinceEpoch:))
        }
        func length(_ column: String) -> Duration? {
            (row[column] as Int64?).map { Duration.milliseconds($0) }
        }
        func word<Word: RawRepresentable>(_ column: String) throws -> Word
        where Word.RawValue == String {
            let text: String = row[column]
            guard let word = Word(rawValue: text) else {
                throw StoreError(
                    .corrupt, cause: "unknown \(column) \"\(text)\" in tickets",
                    hint: "Restore the last backup.")
            }
            return word
        }
        guard let day = ServiceDay(row["day"] as String) else {
            throw StoreError(
                .corrupt, cause: "a ticket's day is no day", hint: "Restore the last backup.")
        }
        var waits = Waits(legSince: instant("leg_since_ms"))
        waits.first = length("first_wait_ms")
        waits.firstOpen = length("first_wait_open_ms")
        waits.firstCounter = row["first_counter"]
        waits.firstClerk = (row["first_clerk"] as String?).map(ClerkID.init(rawValue:))
        waits.firstCalledAt = instant("first_called_at_ms")
        waits.total = length("total_wait_ms") ?? .zero
        waits.totalOpen = length("total_wait_open_ms") ?? .zero
        var ticket = Ticket(
            id: TicketID(row["id"]), number: row["number"], day: day, order: row["issue_order"],
            channel: try word("channel"), kiosk: (row["kiosk"] as String?).map(KioskID.init(_:)),
            language: row["language"], statusToken: row["status_token"],
            procedure: (row["procedure"] as String?).map(ProcedureCode.init(_:)),
            field: (row["field"] as String?).map(FieldID.init(_:)),
            boundDossier: row["bound_dossier"], issuedAt: instant("issued_at_ms") ?? day.start,
            issuedLine: LineID(row["issued_line"]), line: LineID(row["line"]),
            appointment: instant("appointment_ms"), estimate: estimate(row), rank: row["rank"],
            creditMinutes: row["credit_minutes"],
            handOffSteps: row["hand_off_steps"], prints: row["prints"], waits: waits)
        ticket.state = try word("state")
        ticket.boundCounter = row["bound_counter"]
        ticket.wasTransferred = row["transferred"]
        ticket.counter = row["counter"]
        ticket.clerk = (row["clerk"] as String?).map(ClerkID.init(_:))
        ticket.calls = row["calls"]
        ticket.calledAt = instant("called_at_ms")
        ticket.lastInvitedAt = instant("invited_at_ms")
        ticket.startedAt = instant("started_at_ms")
        ticket.endedAt = instant("ended_at_ms")
        ticket.outcome = (row["outcome"] as String?).flatMap(Outcome.init(rawValue:))
        ticket.procedures = try coding.value([ProcedureCode].self, from: row["procedures"])
        ticket.services = try coding.value([ServiceRecord].self, from: row["services"])
        ticket.returns = row["returns"]
        return ticket
    }

    static func estimate(_ row: Row) -> EstimateRange? {
        guard let low: Int = row["estimate_low_s"], let high: Int = row["estimate_high_s"] else {
            return nil
        }
        return EstimateRange(lowSeconds: low, highSeconds: high)
    }

    static func settlement(_ row: Row, _ coding: EventCoding) throws -> Settlement {
        var settlement = Settlement(slip: SlipState(rawValue: row["slip"]) ?? .unknown)
        settlement.acceptedSteps = row["accepted_steps"]
        settlement.parked = row["hand_off_parked"]
        settlement.dossiers = try coding.value([DossierReference].self, from: row["dossiers"])
        return settlement
    }
}
