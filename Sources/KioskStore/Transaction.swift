import Foundation
import GRDB
import Kiosk
import QueueCore

/// One open transaction on the writer's connection.
final class Transaction: StoreTransaction {
    private let db: Database
    private let coding: EventCoding
    private let faultPoint: FaultPoint
    private var previous: Data

    init(_ db: Database, previous: Data, coding: EventCoding, faultPoint: @escaping FaultPoint) {
        self.db = db
        self.previous = previous
        self.coding = coding
        self.faultPoint = faultPoint
    }

    /// The chain's last link after this transaction.
    var head: Data { previous }

    func remembered(_ claim: IdempotencyClaim) throws -> RememberedRequest? {
        let statement = try db.cachedStatement(
            sql: "SELECT request_hash, status, body FROM idempotency WHERE principal=? AND key=?")
        guard
            let row = try Row.fetchOne(statement, arguments: [claim.principal, claim.key])
        else { return nil }
        let body: Data = row["body"]
        return RememberedRequest(
            requestHash: row["request_hash"],
            answer: StoredAnswer(status: row["status"], body: Array(body)))
    }

    func append(_ entry: JournalEntry) throws {
        try faultPoint(.event)
        let event = entry.fact.event
        let kind = EventCoding.kind(event)
        let actor = EventCoding.text(entry.actor)
        let body = try coding.text(event: event)
        let at = entry.at.millisecondsSinceEpoch
        previous = HashChain.link(
            after: previous, sequence: entry.sequence, at: at, actor: actor, kind: kind, body: body)
        try execute(
            "INSERT INTO events (sequence, at_ms, actor, kind, ticket, body, hash) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [entry.sequence, at, actor, kind, event.ticket?.rawValue, body, previous])
        if let note = entry.fact.note, !note.isEmpty {
            try execute("INSERT INTO notes VALUES (?, ?)", [entry.sequence, note])
        }
        try faultPoint(.ticket)
        try Projection(db: db, coding: coding).apply(event, ticket: entry.ticket)
        try keepPriority(entry)
        try settleDelivery(event)
        if case .dayOpened = event { try forget(before: entry.at) }
    }

    func order(_ delivery: DeliveryOrder, at now: Instant) throws {
        try faultPoint(.delivery)
        let kind: String
        let key: String
        let ticket: TicketID
        let step: Int
        let payload: String
        let state: DeliveryState
        switch delivery {
        case .slip(let slip):
            (kind, key) = ("slip", Self.slipKey(slip.ticket, slip.print))
            (ticket, step, state) = (slip.ticket, slip.print, .begun)
            // Nobody reads it: after a restart a begun slip is unknown and never printed from here.
            payload = ""
        case .handOff(let handOff):
            (kind, key) = ("hand-off", handOff.key)
            (ticket, step, state) = (handOff.ticket, handOff.step, .due)
            payload = coding.text(handOff)
        }
        try execute(
            "INSERT INTO deliveries (kind, key, ticket, step, payload, ordered_at_ms, state) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                kind, key, ticket.rawValue, step, payload, now.millisecondsSinceEpoch,
                state.rawValue,
            ])
    }

    func remember(_ claim: IdempotencyClaim, _ answer: StoredAnswer, at now: Instant) throws {
        try faultPoint(.idempotency)
        try execute(
            "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?)",
            [
                claim.principal, claim.key, claim.requestHash, answer.status, Data(answer.body),
                now.millisecondsSinceEpoch,
            ])
    }

    private func keepPriority(_ entry: JournalEntry) throws {
        guard let change = entry.fact.priority, let ticket = entry.ticket else { return }
        switch change {
        case .claim(let claim):
            try execute(
                "INSERT OR REPLACE INTO priorities VALUES (?, ?, ?, ?)",
                [ticket.id.rawValue, ticket.day.description, claim.group, claim.verified])
        case .withdrawn:
            try execute("DELETE FROM priorities WHERE ticket = ?", [ticket.id.rawValue])
        }
    }

    private func settleDelivery(_ event: Event) throws {
        let key: String
        let settled: DeliveryState
        switch event {
        case .slipSettled(let ticket, let print, let state):
            key = Self.slipKey(ticket, print)
            settled = state == .failed ? .failed : state == .unknown ? .unknown : .done
        case .handOffAccepted(let ticket, let step, _):
            (key, settled) = (HandOffStep.key(ticket, step), .done)
        case .handOffParked(let ticket, let step):
            (key, settled) = (HandOffStep.key(ticket, step), .parked)
        default: return
        }
        try execute("UPDATE deliveries SET state = ? WHERE key = ?", [settled.rawValue, key])
    }

    private static func slipKey(_ ticket: TicketID, _ print: Int) -> String {
        "slip/\(ticket.rawValue)/\(print)"
    }

    /// Keys are promised for a day; older ones go when a day opens.
    private func forget(before now: Instant) throws {
        let limit = now - .seconds(24 * 3_600)
        try execute("DELETE FROM idempotency WHERE at_ms < ?", [limit.millisecondsSinceEpoch])
    }

    private func execute(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    }
}
