import GRDB
import Kiosk

/// The core's own tables; nothing in them is shared with the hall's store.
enum DossierSchema {
    /// "mots": marks the file as a dossier store of this program.
    static let applicationID = 0x6D6F_7473

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE receptions (
                      ticket TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT NOT NULL,
                      line TEXT NOT NULL, day TEXT NOT NULL, steps INTEGER NOT NULL,
                      counter INTEGER, clerk TEXT, started_at_ms INTEGER, ended_at_ms INTEGER,
                      end_state TEXT, outcome TEXT) STRICT;
                    CREATE TABLE steps (
                      ticket TEXT NOT NULL, step INTEGER NOT NULL, key TEXT NOT NULL UNIQUE,
                      content TEXT NOT NULL, receipt TEXT NOT NULL,
                      PRIMARY KEY (ticket, step)) STRICT, WITHOUT ROWID;
                    CREATE TABLE services (
                      ticket TEXT NOT NULL, step INTEGER NOT NULL, counter INTEGER, clerk TEXT,
                      outcome TEXT, ended_at_ms INTEGER NOT NULL, taken_back_at_ms INTEGER,
                      PRIMARY KEY (ticket, step)) STRICT, WITHOUT ROWID;
                    CREATE TABLE dossiers (
                      code TEXT PRIMARY KEY, ticket TEXT NOT NULL, procedure TEXT NOT NULL,
                      received_at_ms INTEGER NOT NULL, minted INTEGER NOT NULL,
                      withdrawn_at_ms INTEGER, UNIQUE (ticket, procedure)) STRICT;
                    CREATE TABLE code_serials (
                      day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("v2") { db in
            try db.execute(
                sql: """
                    CREATE TABLE results (
                      code TEXT PRIMARY KEY, ready_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("v3") { db in
            try db.execute(sql: "ALTER TABLE results ADD COLUMN noted_by TEXT NOT NULL DEFAULT ''")
        }
        migrator.registerMigration("v4") { db in
            try db.execute(
                sql: """
                    CREATE TABLE dossier_events (
                      code TEXT NOT NULL, sequence INTEGER NOT NULL, at_ms INTEGER NOT NULL,
                      by_name TEXT NOT NULL, by_office TEXT NOT NULL, fact TEXT NOT NULL,
                      PRIMARY KEY (code, sequence)) STRICT, WITHOUT ROWID;
                    CREATE TABLE dossier_kinds (
                      id INTEGER PRIMARY KEY, procedure TEXT NOT NULL, field TEXT NOT NULL,
                      office TEXT NOT NULL, channel TEXT NOT NULL,
                      UNIQUE (procedure, field, office, channel)) STRICT;
                    CREATE TABLE ledger (
                      code TEXT PRIMARY KEY, kind INTEGER NOT NULL, state TEXT NOT NULL,
                      received_at_ms INTEGER, due_ms INTEGER, ending INTEGER,
                      ended_at_ms INTEGER, running_ms INTEGER, is_hour INTEGER NOT NULL,
                      urged_office TEXT NOT NULL, is_noted_late INTEGER NOT NULL,
                      due_day TEXT) STRICT;
                    CREATE INDEX ledger_by_running ON ledger (running_ms)
                      WHERE running_ms IS NOT NULL;
                    CREATE INDEX ledger_by_reception ON ledger (received_at_ms);
                    CREATE INDEX dossiers_withdrawn ON dossiers (code)
                      WHERE withdrawn_at_ms IS NOT NULL;
                    """)
        }
        migrator.registerMigration("deed keys") { db in
            try db.execute(
                sql: """
                    CREATE TABLE deed_keys (
                      key TEXT PRIMARY KEY, code TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
                    CREATE INDEX deed_keys_at ON deed_keys (at_ms);
                    """)
        }
        migrator.registerMigration("intakes") { db in
            try db.execute(
                sql: """
                    CREATE TABLE intakes (
                      id TEXT PRIMARY KEY, content TEXT NOT NULL, source TEXT NOT NULL,
                      filed_at_ms INTEGER NOT NULL, arrived_at_ms INTEGER NOT NULL,
                      code TEXT UNIQUE, is_waiting INTEGER NOT NULL) STRICT;
                    CREATE INDEX intakes_waiting ON intakes (filed_at_ms, id)
                      WHERE is_waiting = 1;
                    CREATE TABLE intake_refusals (
                      number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, source TEXT NOT NULL,
                      reference TEXT NOT NULL, fault TEXT NOT NULL) STRICT;
                    """)
        }
        migrator.registerMigration("sync") { db in
            try db.execute(
                sql: """
                    CREATE TABLE sync_settings (is_kept INTEGER PRIMARY KEY) STRICT;
                    CREATE TABLE sync_deliveries (
                      code TEXT NOT NULL, sequence INTEGER NOT NULL, attempts INTEGER NOT NULL,
                      next_at_ms INTEGER NOT NULL, is_parked INTEGER NOT NULL,
                      error TEXT NOT NULL, PRIMARY KEY (code, sequence)) STRICT, WITHOUT ROWID;
                    CREATE INDEX sync_deliveries_due ON sync_deliveries (next_at_ms, code)
                      WHERE is_parked = 0;
                    """)
        }
        migrator.registerMigration("postal lists") { db in
            try db.execute(
                sql: """
                    CREATE INDEX dossier_events_returned ON dossier_events (at_ms)
                      WHERE substr(fact, 1, 12) = '{"returned":';
                    """)
        }
        migrator.registerMigration("vault") { db in
            try db.execute(
                sql: """
                    CREATE TABLE applicants (
                      code TEXT PRIMARY KEY, key_id TEXT NOT NULL, wrapped_key BLOB, sealed BLOB,
                      kept_at_ms INTEGER NOT NULL, erased_at_ms INTEGER) STRICT;
                    CREATE TABLE applicant_marks (
                      mark BLOB NOT NULL, code TEXT NOT NULL,
                      PRIMARY KEY (mark, code)) STRICT, WITHOUT ROWID;
                    CREATE INDEX applicant_marks_by_code ON applicant_marks (code);
                    CREATE TABLE applicant_readings (
                      number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, by_name TEXT NOT NULL,
                      code TEXT NOT NULL, deed TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
                    """)
        }
        return migrator
    }

    /// Refuses a store that this version cannot read as it is.
    static func mustBeCurrent(_ db: Database, _ path: String) throws {
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID,
            try migrator.hasCompletedMigrations(db), try !migrator.hasBeenSuperseded(db)
        else {
            throw DossierError(
                .storage,
                "\(path) is a store of another program or version; start this version's server on "
                    + "it once")
        }
    }
}
