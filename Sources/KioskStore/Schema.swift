import GRDB
import Kiosk
import QueueCore

/// The tables.
///
/// What has a natural key is stored under it (`WITHOUT ROWID`): each further b-tree is one more page
/// that every press must bring to the disk.
///
/// State words come from the enums, so that code and `CHECK` share them.
enum Schema {
    /// "motc": marks a file as ours before anything in it is read.
    static let applicationID = 0x6D6F_7463

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            for statement in v1 { try db.execute(sql: statement) }
        }
        return migrator
    }

    private static var v1: [String] {
        [
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE events (
              sequence INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, actor TEXT NOT NULL,
              kind TEXT NOT NULL, ticket TEXT, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT
            """,
            "CREATE INDEX events_day_opened ON events (sequence) WHERE kind = 'dayOpened'",
            // What may be erased: no part of the chain, no part of a rebuild.
            """
            CREATE TABLE notes (
              sequence INTEGER PRIMARY KEY REFERENCES events, note TEXT NOT NULL) STRICT
            """,
            """
            CREATE TABLE priorities (
              ticket TEXT PRIMARY KEY, day TEXT NOT NULL, priority_group TEXT NOT NULL,
              verified INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX priorities_day ON priorities (day)",
            tickets,
            "CREATE UNIQUE INDEX tickets_number ON tickets (day, number)",
            """
            CREATE UNIQUE INDEX tickets_open_call ON tickets (day, counter)
              WHERE state IN ('called', 'serving')
            """,
            """
            CREATE TABLE deliveries (
              ticket TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('slip', 'hand-off')),
              step INTEGER NOT NULL, payload TEXT NOT NULL, ordered INTEGER NOT NULL,
              state TEXT NOT NULL CHECK (state IN (\(list(DeliveryState.allCases)))),
              PRIMARY KEY (ticket, kind, step)) STRICT, WITHOUT ROWID
            """,
            // What a restart and the workers look for: a handful of rows, however long the history.
            // Alternatives and no list: SQLite cannot tell that `state = 'begun'` lies within an
            // IN list, and would read the slips of all days instead of this index.
            """
            CREATE INDEX deliveries_open ON deliveries (kind, state, ordered)
              WHERE state = 'due' OR state = 'begun' OR state = 'parked'
            """,
            """
            CREATE TABLE idempotency (
              principal TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL,
              status INTEGER NOT NULL, body BLOB NOT NULL, at_ms INTEGER NOT NULL,
              PRIMARY KEY (principal, key)) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE sessions (
              token_hash TEXT PRIMARY KEY, account TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
              used_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX sessions_created ON sessions (created_at_ms)",
        ]
    }

    private static let tickets = """
        CREATE TABLE tickets (
          id TEXT PRIMARY KEY, day TEXT NOT NULL, number TEXT NOT NULL, issue_order INTEGER NOT NULL,
          issued_line TEXT NOT NULL, line TEXT NOT NULL, procedure TEXT, field TEXT,
          channel TEXT NOT NULL CHECK (channel IN (\(list(Channel.allCases)))),
          kiosk TEXT, language TEXT NOT NULL, status_token TEXT NOT NULL, bound_dossier TEXT,
          issued_at_ms INTEGER NOT NULL,
          state TEXT NOT NULL CHECK (state IN (\(list(TicketState.allCases)))),
          bound_counter INTEGER, rank INTEGER NOT NULL, credit_minutes INTEGER NOT NULL,
          transferred INTEGER NOT NULL, counter INTEGER, clerk TEXT, calls INTEGER NOT NULL,
          called_at_ms INTEGER, invited_at_ms INTEGER, started_at_ms INTEGER, ended_at_ms INTEGER,
          outcome TEXT CHECK (outcome IN (\(list(Outcome.allCases)))),
          procedures TEXT NOT NULL, hand_off_steps INTEGER NOT NULL, prints INTEGER NOT NULL,
          leg_since_ms INTEGER, first_wait_ms INTEGER, first_wait_open_ms INTEGER,
          first_counter INTEGER, first_clerk TEXT, first_called_at_ms INTEGER,
          total_wait_ms INTEGER NOT NULL, total_wait_open_ms INTEGER NOT NULL,
          slip TEXT NOT NULL CHECK (slip IN (\(list(SlipState.allCases)))),
          accepted_steps INTEGER NOT NULL DEFAULT 0, hand_off_parked INTEGER NOT NULL DEFAULT 0,
          dossiers TEXT NOT NULL DEFAULT '[]') STRICT, WITHOUT ROWID
        """

    private static func list<Word: RawRepresentable>(_ words: [Word]) -> String
    where Word.RawValue == String {
        words.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }
}

/// Where a delivery stands.
enum DeliveryState: String, CaseIterable {
    /// A hand-off that the core has not accepted yet.
    case due
    /// A slip whose bytes may be on their way.
    case begun
    case done
    case failed
    /// Nobody can say whether it came out.
    case unknown
    /// Waits for a person.
    case parked
}
