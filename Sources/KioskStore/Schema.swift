import GRDB
import Kiosk
import QueueCore

/// The tables.
///
/// What every press writes is stored in the order of its coming, with a small index for its key: a
/// b-tree that holds rows of half a kilobyte under their keys is balanced anew with every third
/// row, which is more work than a further page. Small and rare rows are stored under their keys
/// (`WITHOUT ROWID`).
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
        migrator.registerMigration("announcements") { db in
            for statement in announcements { try db.execute(sql: statement) }
        }
        migrator.registerMigration("ratings") { db in
            for statement in ratings { try db.execute(sql: statement) }
        }
        migrator.registerMigration("counters") { db in try db.execute(sql: counters) }
        migrator.registerMigration("credentials") { db in
            for statement in credentials { try db.execute(sql: statement) }
        }
        migrator.registerMigration("parked") { db in try db.execute(sql: parked) }
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
            // Keyed hashes of the day; gone with it.
            """
            CREATE TABLE persons (
              day TEXT NOT NULL, ticket TEXT NOT NULL, person TEXT NOT NULL,
              PRIMARY KEY (day, ticket)) STRICT, WITHOUT ROWID
            """,
            // Who asked for a number and got none.
            """
            CREATE TABLE refused_presses (
              sequence INTEGER PRIMARY KEY, day TEXT NOT NULL, at_ms INTEGER NOT NULL,
              line TEXT NOT NULL, code TEXT NOT NULL, channel TEXT NOT NULL, kiosk TEXT) STRICT
            """,
            "CREATE INDEX refused_presses_day ON refused_presses (day)",
            tickets,
            "CREATE UNIQUE INDEX tickets_number ON tickets (day, number)",
            """
            CREATE UNIQUE INDEX tickets_open_call ON tickets (day, counter)
              WHERE state IN ('called', 'serving')
            """,
            """
            CREATE TABLE deliveries (
              ticket TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('slip', 'hand-off')),
              step INTEGER NOT NULL, payload TEXT NOT NULL, ordered INTEGER PRIMARY KEY,
              state TEXT NOT NULL CHECK (state IN (\(list(DeliveryState.allCases)))),
              UNIQUE (ticket, kind, step)) STRICT
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
              UNIQUE (principal, key)) STRICT
            """,
            """
            CREATE TABLE sessions (
              token_hash TEXT PRIMARY KEY, account TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
              used_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX sessions_created ON sessions (created_at_ms)",
        ]
    }

    /// When counters were open: a handful of events among the thousands of a day.
    ///
    /// Alternatives and no list, as for `deliveries_open`.
    private static let counters = """
        CREATE INDEX events_counters ON events (sequence)
          WHERE kind = 'counterOpened' OR kind = 'counterPaused' OR kind = 'counterClosed'
        """

    /// Why hand-offs were parked: a handful of events in all the years.
    private static let parked =
        "CREATE INDEX events_parked ON events (ticket) WHERE kind = 'handOffParked'"

    /// What was to be spoken; gone after a day, and no part of a rebuild: which zones there were is
    /// in no event.
    private static let announcements = [
        """
        CREATE TABLE announcements (
          id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN (\(list(AnnouncementOrder.Kind.allCases)))),
          zone TEXT NOT NULL, ticket TEXT, counter INTEGER, invitation INTEGER NOT NULL,
          state TEXT NOT NULL
            CHECK (state IN ('due', \(list(AnnouncementOutcome.Word.allCases)))),
          note TEXT) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX announcements_due ON announcements (id) WHERE state = 'due'",
    ]

    /// What citizens thought of their visits: one rating a ticket, whatever the code promises.
    private static let ratings = [
        """
        CREATE TABLE ratings (
          sequence INTEGER PRIMARY KEY, ticket TEXT NOT NULL UNIQUE, at_ms INTEGER NOT NULL,
          counter INTEGER NOT NULL, clerk TEXT NOT NULL,
          level INTEGER NOT NULL CHECK (level BETWEEN 1 AND \(RatingLevel.allCases.count)),
          reasons TEXT NOT NULL) STRICT
        """
    ]

    /// What accounts keep beside the configuration: no part of the chain, no part of a rebuild.
    private static let credentials = [
        """
        CREATE TABLE passwords (
          user TEXT PRIMARY KEY, hash TEXT NOT NULL, instead_of TEXT NOT NULL,
          must_change INTEGER NOT NULL) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE one_time_codes (
          user TEXT PRIMARY KEY, secret BLOB NOT NULL, last_step INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE recovery_codes (
          user TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (user, hash)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let tickets = """
        CREATE TABLE tickets (
          id TEXT PRIMARY KEY, day TEXT NOT NULL, number TEXT NOT NULL, issue_order INTEGER NOT NULL,
          issued_line TEXT NOT NULL, line TEXT NOT NULL, procedure TEXT, field TEXT,
          channel TEXT NOT NULL CHECK (channel IN (\(list(Channel.allCases)))),
          kiosk TEXT, language TEXT NOT NULL, status_token TEXT NOT NULL, bound_dossier TEXT,
          issued_at_ms INTEGER NOT NULL, appointment_ms INTEGER, estimate_low_s INTEGER,
          estimate_high_s INTEGER,
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
          dossiers TEXT NOT NULL DEFAULT '[]', services TEXT NOT NULL DEFAULT '[]',
          returns INTEGER NOT NULL DEFAULT 0) STRICT
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
