import Crypto
import Foundation
import GRDB
import Kiosk
import QueueCore

/// The sealed applicants of dossiers, within one transaction.
struct VaultBook {
    /// Records sealed anew, or erased by rule, in one transaction.
    static let batchMax = 100

    let db: Database
    let ring: VaultRing

    // MARK: Keeping

    func keep(_ applicant: Applicant, of code: String, by actor: String, at now: Instant) throws {
        guard try exists(code) else { throw DossierError.unknownDossier }
        if case .erased = try state(of: code) {
            throw DossierError(.refused, "Dữ liệu người nộp đã được xóa, không ghi lại được.")
        }
        let applicant = try applicant.checked()
        // A new key for each writing: what an older backup has is not opened by this one.
        let key = SymmetricKey(size: .bits256)
        let sealed = try AES.GCM.seal(
            JSONEncoder().encode(applicant), using: key, authenticating: Data(code.utf8)
        ).combined
        try db.execute(
            sql: "INSERT OR REPLACE INTO applicants VALUES (?, ?, ?, ?, ?, NULL)",
            arguments: [
                code, ring.current.id, try ring.current.wrap(key, of: code), sealed,
                now.millisecondsSinceEpoch,
            ])
        try index(applicant, code)
        try note(.kept, code, by: actor, "", at: now)
    }

    private func index(_ applicant: Applicant, _ code: String) throws {
        try db.execute(sql: "DELETE FROM applicant_marks WHERE code = ?", arguments: [code])
        for (kind, value) in VaultIndex.values(of: applicant) {
            try db.execute(
                sql: "INSERT OR IGNORE INTO applicant_marks VALUES (?, ?)",
                arguments: [ring.current.mark(kind, value), code])
        }
    }

    // MARK: Reading

    func state(of code: String) throws -> ApplicantState {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM applicants WHERE code = ?", arguments: [code])
        else {
            guard try exists(code) else { throw DossierError.unknownDossier }
            return .none
        }
        if let erased: Int64 = row["erased_at_ms"] {
            return .erased(at: Instant(millisecondsSinceEpoch: erased))
        }
        return .kept(try open(row).masked(code))
    }

    func read(
        _ code: String, _ deed: ApplicantReading.Deed, _ reason: String, by actor: String,
        at now: Instant
    ) throws -> Applicant? {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM applicants WHERE code = ? AND erased_at_ms IS NULL",
                arguments: [code])
        else {
            guard try exists(code) else { throw DossierError.unknownDossier }
            return nil
        }
        let applicant = try open(row)
        try note(deed, code, by: actor, reason, at: now)
        return applicant
    }

    func find(_ words: String, limit: Int, by actor: String, at now: Instant) throws
        -> [MaskedApplicant]
    {
        let keys = [ring.current, ring.old].compactMap { $0 }
        let marks = VaultIndex.candidates(words).flatMap { kind, value in
            value.isEmpty ? [] : keys.map { $0.mark(kind, value) }
        }
        guard !marks.isEmpty else { return [] }
        let places = marks.map { _ in "?" }.joined(separator: ", ")
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM applicants WHERE code IN "
                + "(SELECT code FROM applicant_marks WHERE mark IN (\(places))) "
                + "ORDER BY kept_at_ms DESC, code LIMIT \(limit)",
            arguments: StatementArguments(marks))
        return try rows.map { row in
            let code: String = row["code"]
            try note(.found, code, by: actor, "", at: now)
            return try open(row).masked(code)
        }
    }

    func readings(limit: Int) throws -> [ApplicantReading] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM applicant_readings ORDER BY number DESC LIMIT \(limit)"
        ).map { row in
            guard let deed = ApplicantReading.Deed(rawValue: row["deed"]) else {
                throw DossierError(.storage, "a reading of \(row["code"] as String) has no deed")
            }
            return ApplicantReading(
                at: Instant(millisecondsSinceEpoch: row["at_ms"]), by: row["by_name"],
                code: row["code"], deed: deed, reason: row["reason"])
        }
    }

    private func open(_ row: Row) throws -> Applicant {
        let (code, id): (String, String) = (row["code"], row["key_id"])
        guard let key = ring.key(id) else {
            throw DossierError(.unavailable, "the applicant of \(code) is sealed by another key")
        }
        guard let wrapped: Data = row["wrapped_key"], let sealed: Data = row["sealed"] else {
            throw DossierError(.storage, "the applicant of \(code) lost its content on disk")
        }
        do {
            let record = try key.unwrap(wrapped, of: code)
            let plain = try AES.GCM.open(
                AES.GCM.SealedBox(combined: sealed), using: record,
                authenticating: Data(code.utf8))
            return try JSONDecoder().decode(Applicant.self, from: plain)
        } catch {
            // Neither the record nor the error's own words: they might repeat what was sealed.
            throw DossierError(.storage, "the applicant of \(code) was changed on disk")
        }
    }

    // MARK: Erasing

    /// Key, content and marks go; the row stays and says when.
    func erase(_ code: String, _ reason: String, by actor: String, at now: Instant) throws -> Bool {
        guard try exists(code) else { throw DossierError.unknownDossier }
        try db.execute(
            sql: "UPDATE applicants SET key_id = '', wrapped_key = NULL, sealed = NULL, "
                + "erased_at_ms = ? WHERE code = ? AND erased_at_ms IS NULL",
            arguments: [now.millisecondsSinceEpoch, code])
        guard db.changesCount > 0 else { return false }
        try db.execute(sql: "DELETE FROM applicant_marks WHERE code = ?", arguments: [code])
        try note(.erased, code, by: actor, reason, at: now)
        return true
    }

    /// Erases the applicants of dossiers that were over before `moment`, at most `batchMax`.
    ///
    /// - Returns: how many.
    func eraseEnded(before moment: Instant, at now: Instant) throws -> Int {
        let codes = try String.fetchAll(
            db,
            sql: "SELECT code FROM applicants JOIN ledger USING (code) "
                + "WHERE erased_at_ms IS NULL AND ended_at_ms < ? AND state IN "
                + "('returned', 'withdrawn', 'stopped', 'not-received') LIMIT \(Self.batchMax)",
            arguments: [moment.millisecondsSinceEpoch])
        for code in codes {
            _ = try erase(code, "hết thời hạn lưu", by: "motcua", at: now)
        }
        return codes.count
    }

    // MARK: Rotation

    /// Seals records of the old key by the current one, at most `batchMax`.
    ///
    /// - Returns: how many; 0 once none is left.
    func resealOld() throws -> Int {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM applicants WHERE erased_at_ms IS NULL AND key_id <> ? "
                + "LIMIT \(Self.batchMax)", arguments: [ring.current.id])
        for row in rows {
            let (code, id): (String, String) = (row["code"], row["key_id"])
            guard let old = ring.key(id), let wrapped: Data = row["wrapped_key"] else {
                throw DossierError(.unavailable, "the applicant of \(code) has another key")
            }
            let applicant = try open(row)
            let record = try old.unwrap(wrapped, of: code)
            try db.execute(
                sql: "UPDATE applicants SET key_id = ?, wrapped_key = ? WHERE code = ?",
                arguments: [ring.current.id, try ring.current.wrap(record, of: code), code])
            try index(applicant, code)
        }
        return rows.count
    }

    // MARK: Notes

    private func note(
        _ deed: ApplicantReading.Deed, _ code: String, by actor: String, _ reason: String,
        at now: Instant
    ) throws {
        try db.execute(
            sql: "INSERT INTO applicant_readings (at_ms, by_name, code, deed, reason) "
                + "VALUES (?, ?, ?, ?, ?)",
            arguments: [
                now.millisecondsSinceEpoch, actor, code, deed.rawValue, String(reason.prefix(300)),
            ])
    }

    private func exists(_ code: String) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM ledger WHERE code = ?)", arguments: [code])
            ?? false
    }
}
