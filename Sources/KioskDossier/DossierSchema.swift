import GRDB

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
        return migrator
    }
}
