import GRDB
import QueueCore

/// The file as another program sees it: checks that ask the tables and not the code.
struct Ledger {
    /// What belongs to an issued ticket, in one transaction.
    static let parts: Set<String> = [
        "event", "ticket", "slip delivery", "hand-off delivery", "idempotency row",
    ]

    let queue: DatabaseQueue

    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try queue.read { try Int.fetchOne($0, sql: sql, arguments: arguments) ?? 0 }
    }

    func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
    }

    /// Which parts of an issued ticket are there: all, or none.
    func parts(of ticket: String) throws -> Set<String> {
        let queries = [
            "event": "SELECT count(*) FROM events WHERE kind = 'ticketIssued' AND ticket = ?",
            "ticket": "SELECT count(*) FROM tickets WHERE id = ?",
            "slip delivery": "SELECT count(*) FROM deliveries WHERE kind = 'slip' AND ticket = ?",
            "hand-off delivery":
                "SELECT count(*) FROM deliveries WHERE kind = 'hand-off' AND ticket = ?",
            "idempotency row": "SELECT count(*) FROM idempotency WHERE CAST(body AS TEXT) = ?",
        ]
        return Set(try queries.filter { try count($0.value, [ticket]) > 0 }.keys)
    }

    /// What must be nowhere: the flaw's name, a table, and the rows that have it.
    private static let mustBeNone: [(flaw: String, table: String, condition: String)] = [
        (
            "a ticket without exactly one issue", "tickets",
            "1 <> (SELECT count(*) FROM events WHERE kind = 'ticketIssued' AND ticket = tickets.id)"
        ),
        (
            "an issue without a ticket", "events",
            "kind = 'ticketIssued' AND ticket NOT IN (SELECT id FROM tickets)"
        ),
        (
            "a delivery without a ticket", "deliveries", "ticket NOT IN (SELECT id FROM tickets)"
        ),
        (
            "hand-offs other than the ticket's steps", "tickets",
            "hand_off_steps <> (SELECT count(*) FROM deliveries WHERE kind = 'hand-off' "
                + "AND ticket = tickets.id AND step <= hand_off_steps)"
        ),
        (
            "slips other than the ticket's prints", "tickets",
            "prints <> (SELECT count(*) FROM deliveries WHERE kind = 'slip' "
                + "AND ticket = tickets.id AND step <= prints)"
        ),
        (
            "accepted steps other than the deliveries done", "tickets",
            "accepted_steps <> (SELECT count(*) FROM deliveries WHERE kind = 'hand-off' "
                + "AND ticket = tickets.id AND state = 'done')"
        ),
        (
            "a remembered answer about a ticket that is not there", "idempotency",
            "CAST(body AS TEXT) NOT IN (SELECT id FROM tickets)"
        ),
        (
            "a gap in the sequence", "events",
            "sequence > 1 AND sequence - 1 NOT IN (SELECT sequence FROM events)"
        ),
    ]

    /// Sentences on everything that does not fit together; none in a whole store.
    func flaws() throws -> [String] {
        var flaws = try Self.mustBeNone.filter {
            try count("SELECT count(*) FROM \($0.table) WHERE \($0.condition)") > 0
        }.map(\.flaw)
        let integrity = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        if integrity != ["ok"] { flaws += integrity }
        return flaws
    }
}
