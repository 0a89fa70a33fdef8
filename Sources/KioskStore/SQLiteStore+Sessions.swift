import GRDB
package import Kiosk
package import QueueCore

extension SQLiteStore: SessionStore {
    package func sessions(since: Instant, limit: Int) async throws -> [StoredSession] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM sessions WHERE created_at_ms > ? "
                    + "ORDER BY created_at_ms DESC LIMIT ?",
                arguments: [since.millisecondsSinceEpoch, limit]
            ).map {
                StoredSession(
                    tokenHash: $0["token_hash"], account: $0["account"],
                    createdAt: Instant(millisecondsSinceEpoch: $0["created_at_ms"]))
            }
        }
    }

    package func keep(_ session: StoredSession) async throws {
        let at = session.createdAt.millisecondsSinceEpoch
        // A day is far beyond any session's life: what is older only takes room.
        let dayBefore = at - 24 * 3_600 * 1_000
        try await pool.write { db in
            try db.execute(
                sql: "DELETE FROM sessions WHERE created_at_ms < ?", arguments: [dayBefore])
            try db.execute(
                sql: "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?)",
                arguments: [session.tokenHash, session.account, at, at])
        }
    }

    package func end(tokenHash: String) async throws {
        try await pool.write { db in
            try db.execute(
                sql: "DELETE FROM sessions WHERE token_hash = ?", arguments: [tokenHash])
        }
    }
}
