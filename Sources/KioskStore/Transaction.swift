import Foundation
import GRDB
import Kiosk
import QueueCore

/// Where the journal ends, as the next transaction must know it.
struct JournalEnd {
    /// The chain's last link.
    var hash = HashChain.origin
    /// The place of the delivery ordered last.
    ///
    /// Places follow the events' numbers, so that they grow over restarts without being looked up.
    var lastOrder: Int64 = 0

    /// Deliveries that one event may order before places could meet those of the next.
    private static let ordersPerEvent: Int64 = 1_024

    /// Numbers that an event can have: the places of its deliveries must be numbers too.
    static let sequences = 1...Int64.max / ordersPerEvent - 2

    static func firstOrder(after sequence: Int64) -> Int64 { sequence * ordersPerEvent }
}

/// One open transaction on the writer's connection.
final class Transaction: StoreTransaction {
    private let db: Database
    private let coding: EventCoding
    private let faultPoint: FaultPoint
    private var previous: Data
    private var lastOrder: Int64

    init(
        _ db: Database, after end: JournalEnd, coding: EventCoding, faultPoint: @escaping FaultPoint
    ) {
        self.db = db
        previous = end.hash
        lastOrder = end.lastOrder
        self.coding = coding
        self.faultPoint = faultPoint
    }

    /// Where the journal ends after this transaction.
    var end: JournalEnd { JournalEnd(hash: previous, lastOrder: lastOrder) }

    func remembered(_ claim: IdempotencyClaim) throws -> RememberedRequest? {
        // A number is read faster than a row, and nearly always there is none.
        let place = try Int64.fetchOne(
            db.prepared(
                "SELECT rowid FROM idempotency WHERE principal=? AND key=?",
                [claim.principal, claim.key]))
        guard let place else { return nil }
        let row = try Row.fetchOne(
            db, sql: "SELECT rowid, request_hash, status, body FROM idempotency WHERE rowid=?",
            arguments: [place])
        guard let stored = row.map({ StoredRow($0, of: "idempotency", by: "rowid") }) else {
            return nil
        }
        return RememberedRequest(
            requestHash: try stored.text("request_hash"),
            answer: StoredAnswer(
                status: try stored.number("status"), body: Array(try stored.bytes("body"))))
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
        lastOrder = max(lastOrder, JournalEnd.firstOrder(after: entry.sequence))
        try faultPoint(.ticket)
        try Projection(db: db, coding: coding)
            .apply(event, entry.sequence, at: entry.at, ticket: entry.ticket)
        try keepPriority(entry)
        if let person = entry.fact.person, let ticket = entry.ticket {
            try execute(
                "INSERT INTO persons VALUES (?, ?, ?)",
                [ticket.day.description, ticket.id.rawValue, person])
        }
        try settleDelivery(event)
        if case .dayOpened = event { try forget(before: entry.at) }
    }

    func order(_ delivery: DeliveryOrder, at now: Instant) throws {
        try faultPoint(.delivery)
        let (kind, ticket, step): (String, TicketID, Int)
        let payload: String
        let state: DeliveryState
        switch delivery {
        case .slip(let slip):
            (kind, ticket, step) = ("slip", slip.ticket, slip.print)
            // Nobody reads it: after a restart a begun slip is unknown and never printed from here.
            payload = ""
            state = .begun
        case .handOff(let handOff):
            (kind, ticket, step) = ("hand-off", handOff.ticket, handOff.step)
            payload = coding.text(handOff)
            state = .due
        case .announcement(let announcement): return try order(announcement)
        }
        lastOrder += 1
        try execute(
            "INSERT INTO deliveries (kind, ticket, step, payload, ordered, state) "
                + "VALUES (?, ?, ?, ?, ?, ?)",
            [kind, ticket.rawValue, step, payload, lastOrder, state.rawValue])
    }

    private func order(_ announcement: AnnouncementOrder) throws {
        try execute(
            "INSERT INTO announcements (id, at_ms, kind, zone, ticket, counter, invitation, state) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, 'due')",
            [
                announcement.id, announcement.at.millisecondsSinceEpoch,
                announcement.kind.rawValue, announcement.zone.rawValue,
                announcement.ticket?.rawValue, announcement.counter, announcement.invitation,
            ])
    }

    func settle(announcement: String, as outcome: AnnouncementOutcome) throws {
        var note: String?
        if case .failed(let reason) = outcome {
            note = String(reason.prefix(AnnouncementOutcome.reasonMax))
        }
        try execute(
            "UPDATE announcements SET state = ?, note = ? WHERE id = ?",
            [outcome.word.rawValue, note, announcement])
    }

    func parkedHandOff(of ticket: TicketID) throws -> Int? {
        try Int.fetchOne(
            db,
            sql: "SELECT step FROM deliveries WHERE ticket = ? AND kind = 'hand-off' "
                + "AND state = 'parked' ORDER BY step LIMIT 1", arguments: [ticket.rawValue])
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
        guard let settled = DeliverySettlement(event) else { return }
        try execute(
            "UPDATE deliveries SET state = ? WHERE ticket = ? AND kind = ? AND step = ?",
            [
                settled.state.rawValue, settled.ticket.rawValue, settled.key.kind,
                settled.key.step,
            ])
    }

    /// Keys are promised for a day; older ones go when a day opens.
    private func forget(before now: Instant) throws {
        let limit = now - .seconds(24 * 3_600)
        try execute("DELETE FROM idempotency WHERE at_ms < ?", [limit.millisecondsSinceEpoch])
        try execute("DELETE FROM announcements WHERE at_ms < ?", [limit.millisecondsSinceEpoch])
        try execute("DELETE FROM persons", [])
    }

    private func execute(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
        try db.run(sql, values)
    }
}
