import Foundation
import GRDB
package import Kiosk

extension SQLiteStore: CredentialStore {
    package func credential(of user: String) async throws -> Credential {
        try await translated {
            try await pool.read { db in
                Credential(
                    password: try Self.password(db, of: user), codes: try Self.codes(db, of: user))
            }
        }
    }

    private static func password(_ db: Database, of user: String) throws -> KeptPassword? {
        let found = try Row.fetchOne(
            db, sql: "SELECT * FROM passwords WHERE user = ?", arguments: [user])
        guard let found else { return nil }
        let row = StoredRow(found, of: "passwords", by: "user")
        return KeptPassword(
            hash: try row.text("hash"), insteadOf: try row.text("instead_of"),
            mustChange: try row.flag("must_change"))
    }

    private static func codes(_ db: Database, of user: String) throws -> KeptCodes? {
        let found = try Row.fetchOne(
            db, sql: "SELECT * FROM one_time_codes WHERE user = ?", arguments: [user])
        guard let found else { return nil }
        let row = StoredRow(found, of: "one_time_codes", by: "user")
        let recovery = try Row.fetchAll(
            db, sql: "SELECT * FROM recovery_codes WHERE user = ?", arguments: [user])
        return KeptCodes(
            sealedSecret: Array(try row.bytes("secret")),
            lastStep: Int64(try row.number("last_step")),
            recoveryHashes: Set(
                try recovery.map {
                    try StoredRow($0, of: "recovery_codes", by: "user").text("hash")
                }))
    }

    package func keep(_ password: KeptPassword, of user: String) async throws {
        try await translated {
            try await pool.write { db in
                try db.execute(
                    sql: "INSERT OR REPLACE INTO passwords (user, hash, instead_of, must_change) "
                        + "VALUES (?, ?, ?, ?)",
                    arguments: [user, password.hash, password.insteadOf, password.mustChange])
            }
        }
    }

    package func keep(_ codes: KeptCodes, of user: String) async throws {
        try await translated {
            try await pool.write { db in
                try Self.remove(db, of: user)
                try db.execute(
                    sql: "INSERT INTO one_time_codes (user, secret, last_step) VALUES (?, ?, ?)",
                    arguments: [user, Data(codes.sealedSecret), codes.lastStep])
                for hash in codes.recoveryHashes {
                    try db.execute(
                        sql: "INSERT INTO recovery_codes (user, hash) VALUES (?, ?)",
                        arguments: [user, hash])
                }
            }
        }
    }

    package func removeCodes(of user: String) async throws {
        try await translated { try await pool.write { try Self.remove($0, of: user) } }
    }

    private static func remove(_ db: Database, of user: String) throws {
        for table in ["one_time_codes", "recovery_codes"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE user = ?", arguments: [user])
        }
    }

    package func spend(step: Int64, of user: String) async throws -> Bool {
        try await changesOne(
            "UPDATE one_time_codes SET last_step = ? WHERE user = ? AND last_step < ?",
            [step, user, step])
    }

    package func spend(recovery hash: String, of user: String) async throws -> Bool {
        try await changesOne(
            "DELETE FROM recovery_codes WHERE user = ? AND hash = ?", [user, hash])
    }

    private func changesOne(_ sql: String, _ arguments: StatementArguments) async throws -> Bool {
        try await translated {
            try await pool.write { db in
                try db.execute(sql: sql, arguments: arguments)
                return db.changesCount == 1
            }
        }
    }
}
