import DossierCore
import Foundation
import GRDB
import Kiosk
import KioskDossier
import QueueCore

extension Benchmarks {
    /// A store of many dossiers: receiving one more beside a durable append, the report of a year,
    /// and the list of the late ones.
    ///
    /// - Parameters:
    ///   - folder: an empty one.
    ///   - count: dossiers that lie there before; over three years, a third of them late.
    /// - Throws: whatever the store throws.
    static func dossiers(_ folder: String, count: Int) async throws {
        let path = "\(folder)/dossier.db"
        let procedure = ProcedureEntry(
            code: "1.000001", name: "Khai sinh", field: "ho-tich", line: "ho-tich",
            limit: "3 working_day", feeVND: nil, decision: "")
        let core = try EmbeddedCore(
            path: path, settings: DossierSettings(authority: .embedded, agencyCode: "H53.12.3"),
            law: CentreLaw(procedures: [procedure], plan: .empty))
        let now = ServiceDay(daysSinceEpoch: 20_780).start + .minutes(600)
        try fill(path, count, now)
        try await receive(core, folder, now)
        let clock = ContinuousClock()
        let today = ServiceDay(at: now)
        guard
            let year = ReportPeriod(from: today.advanced(by: -364), to: today, asOf: now)
        else { return }
        var reports = Samples()
        var lists = Samples()
        var counted = 0
        var late = 0
        for _ in 0..<5 {
            reports.add(
                try clock.measure {
                    let report = try DossierReader(path: path).report(year)
                    counted = report.counts.total
                })
            let start = clock.now
            late = try await core.urgingLists(at: now).reduce(0) { $0 + $1.entries.count }
            lists.add(start.duration(to: clock.now))
        }
        print(
            "  a year of \(counted) among \(count) dossiers, beside the year before: "
                + "\(rounded(reports.p50 / 1e6, 2)) s (≤ 1 s)")
        print("  the list of \(late) urgent ones: \(rounded(lists.p50 / 1e3, 1)) ms (≤ 50 ms)")
    }

    /// Lays dossiers into the store as the workflow would, many at a time.
    private static func fill(_ path: String, _ count: Int, _ now: Instant) throws {
        let store = try DatabaseQueue(path: path)
        let step = Int64(3 * 365 * 86_400_000) / Int64(max(count, 1))
        try store.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 399)
                    INSERT INTO dossier_kinds
                    SELECT 1000 + i, printf('1.1%05d', i), printf('field-%d', i % 25),
                      printf('office-%d', i % 8),
                      CASE i % 20 WHEN 0 THEN 'postal' WHEN 1 THEN 'online' ELSE 'direct' END
                    FROM n
                    """)
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :last)
                    INSERT INTO ledger
                    SELECT printf('H53.12.3-%06d-%06d', i / 1000000, i), 1000 + i % 400, 'returned',
                      :now - (:last - i) * :step, :now - (:last - i) * :step + 259200000, i % 3,
                      :now - (:last - i) * :step + 172800000, NULL, 0, '', 0, NULL
                    FROM n
                    """,
                arguments: [
                    "last": count - 1, "now": now.millisecondsSinceEpoch, "step": step,
                ])
            try db.execute(
                sql: """
                    INSERT INTO dossiers
                    SELECT code, code, '1.100000', received_at_ms, 1, NULL FROM ledger
                    """)
        }
        try store.close()
    }

    /// Receives a thousand, of which the first three days are late by then.
    private static func receive(
        _ core: EmbeddedCore, _ folder: String, _ now: Instant
    ) async throws {
        let disk = try Disk(path: "\(folder)/append")
        let clock = ContinuousClock()
        var receptions = Samples()
        var syncs = Samples()
        for number in 0..<1_000 {
            let ticket = "B\(number)"
            let at = now + .minutes(number - 14_400)
            syncs.add(disk.appendAndSync())
            for (index, kind) in ["issued", "started", "ended"].enumerated() {
                let step = try self.step(ticket, index + 1, kind, at)
                let start = clock.now
                _ = try await core.handOver(step, key: step.key)
                if kind == "ended" { receptions.add(start.duration(to: clock.now)) }
            }
        }
        report(
            "a dossier received",
            "p50 \(rounded(receptions.p50, 0)) µs, p99 \(rounded(receptions.p99, 0)) µs; append and "
                + "fdatasync p50 \(rounded(syncs.p50, 0)) µs", receptions.p50 / syncs.p50,
            goal: "≤ 5")
    }

    private static func step(
        _ ticket: String, _ number: Int, _ kind: String, _ at: Instant
    ) throws -> HandOffStep {
        let isEnd = kind == "ended"
        let fields: [String: Any] = [
            "ticket": ticket, "step": number, "kind": kind, "centre": "benchmark",
            "serviceDay": ServiceDay(at: at).description, "number": "1001", "line": "ho-tich",
            "channel": "kiosk", "issuedAt": at.millisecondsSinceEpoch,
            "occurredAt": at.millisecondsSinceEpoch, "counter": 6, "clerk": "clerk6",
            "procedures": isEnd ? ["1.000001"] : [],
        ]
        let ending = isEnd ? ["end": "completed", "outcome": "dossier-received"] : [:]
        let data = try JSONSerialization.data(
            withJSONObject: fields.merging(ending) { _, new in new })
        return try JSONDecoder().decode(HandOffStep.self, from: data)
    }
}
