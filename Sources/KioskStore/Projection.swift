import GRDB
import Kiosk
import QueueCore

/// The `tickets` table as a fold over events: what a commit writes, and what a rebuild writes anew.
struct Projection {
    let db: Database
    let coding: EventCoding

    /// Writes what the event changed.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - sequence: its number in the journal.
    ///   - now: when.
    ///   - ticket: the event's ticket after it; nil for one of a past day, of which only what
    ///     became of its deliveries can still change.
    /// - Throws: what SQLite throws.
    func apply(_ event: Event, _ sequence: Int64, at now: Instant, ticket: Ticket?) throws {
        if case .pressRefused(let press) = event { return try keep(press, sequence, at: now) }
        guard let id = event.ticket else { return }
        if case .ticketIssued(let issue) = event, let ticket {
            let slip: SlipState = issue.printsSlip ? .pending : .none
            let values = TicketColumns.valuesAtIssue(ticket, slip)
            try db.run(TicketColumns.insert, values)
            return
        }
        switch event {
        case .ticketRated(_, let counter, let clerk, let level, let reasons):
            try execute(
                "INSERT INTO ratings VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    sequence, id.rawValue, now.millisecondsSinceEpoch, counter, clerk.rawValue,
                    level.rawValue, try coding.text(reasons),
                ])
        case .slipSettled(_, _, let state):
            try execute("UPDATE tickets SET slip = ? WHERE id = ?", [state.rawValue, id.rawValue])
        case .handOffAccepted(_, _, let dossiers): try accept(dossiers, id)
        case .handOffParked:
            try execute("UPDATE tickets SET hand_off_parked = 1 WHERE id = ?", [id.rawValue])
        case .handOffResumed:
            try execute("UPDATE tickets SET hand_off_parked = 0 WHERE id = ?", [id.rawValue])
        case .slipOrdered:
            try execute("UPDATE tickets SET slip = 'pending' WHERE id = ?", [id.rawValue])
            if let ticket { try update(ticket) }
        default:
            if let ticket { try update(ticket) }
        }
    }

    private func keep(_ press: RefusedPress, _ sequence: Int64, at now: Instant) throws {
        try execute(
            "INSERT INTO refused_presses VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                sequence, ServiceDay(at: now).description, now.millisecondsSinceEpoch,
                press.line.rawValue, press.code, press.channel.rawValue, press.kiosk?.rawValue,
            ])
    }

    private func update(_ ticket: Ticket) throws {
        let values =
            [ticket.line.rawValue] + (try TicketColumns.mutableValues(ticket, coding))
            + [ticket.id.rawValue]
        try execute(TicketColumns.update, values)
    }

    private func accept(_ new: [DossierReference], _ id: TicketID) throws {
        try execute(
            "UPDATE tickets SET accepted_steps = accepted_steps + 1, hand_off_parked = 0 "
                + "WHERE id = ?", [id.rawValue])
        guard !new.isEmpty else { return }
        let row = try Row.fetchOne(
            db, sql: "SELECT id, dossiers FROM tickets WHERE id = ?", arguments: [id.rawValue])
        var dossiers: [DossierReference] =
            try row.map {
                try StoredRow($0, of: "tickets", by: "id").list("dossiers", coding)
            } ?? []
        dossiers += new.filter { !dossiers.contains($0) }
        try execute(
            "UPDATE tickets SET dossiers = ? WHERE id = ?",
            [try coding.text(dossiers), id.rawValue])
    }

    private func execute(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
        try db.run(sql, values)
    }
}
