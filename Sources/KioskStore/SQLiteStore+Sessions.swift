import GRDB
package import Kiosk
package import QueueCore

extension SQLiteStore: SessionStore {
    package func sessions(since: Instant, limit: Int) async throws -> [StoredSession] {
        try await translated {
            try await pool.read { db in
                let rows = try Row.fetchCursor(
                    db,
                    sql: "SELECT * FROM sessions WHERE created_at_ms > ? "
                        + "ORDER BY created_at_ms DESC LIMIT ?",
                    arguments: [since.millisecondsSinceEpoch, limit])
                var sessions: [StoredSession] = []
                while let next = try rows.next() {
                    let row = StoredRow(next, of: "sessions", by: "account")
                    sessions.append(
                        StoredSession(
                            tokenHash: try row.text("token_hash"), account: try row.text("account"),
                            createdAt: try row.instant("created_at_ms"),
                            usedAt: try row.instant("used_at_ms")))
                }
                return sessions
            }
        }
    }

    package func keep(_ session: StoredSession) async throws {
        let at = session.createdAt.millisecondsSinceEpoch
        let used = session.usedAt.millisecondsSinceEpoch
        // A day is far beyond any session's life: what is older only takes room.
        let dayBefore = at - 24 * 3_600 * 1_000
        try await translated {
            try await pool.write { db in
                try db.execute(
                    sql: "DELETE FROM sessions WHERE created_at_ms < ?", arguments: [dayBefore])
                try db.execute(
                    sql: "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?)",
                    arguments: [session.tokenHash, session.account, at, used])
            }
        }
    }

    package func end(tokenHash: String) async throws {
        try await translated {
            try await pool.write { db in
                try db.execute(
                    sql: "DELETE FROM sessions WHERE token_hash = ?", arguments: [tokenHash])
            }
        }
    }

    package func end(account: String, except tokenHash: String?) async throws {
        try await translated {
            try await pool.write { db in
                try db.execute(
                    sql: "DELETE FROM sessions WHERE account = ? AND token_hash IS NOT ?",
                    arguments: [account, tokenHash])
            }
        }
    }

    package func use(tokenHash: String, at: Instant) async throws {
        try await translated {
            try await pool.write { db in
                try db.execute(
                    sql: "UPDATE sessions SET used_at_ms = ? WHERE token_hash = ?",
                    arguments: [at.millisecondsSinceEpoch, tokenHash])
            }
        }
    }

    /// Every error as a `StoreError`, for work that waits aside.
    func translated<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw StoreError(error, path: pool.path)
        }
    }
}
