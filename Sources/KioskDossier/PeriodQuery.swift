import DossierCore
import GRDB
import QueueCore

/// Counts a period in the store: a centre's years are more dossiers than are read one by one.
///
/// Counts exactly as `PeriodEntry.counts(in:)` does; a test compares the two.
struct PeriodQuery {
    let period: ReportPeriod

    /// Kinds are told apart by number: sorted by their names, a million would take three times as
    /// long.
    private static let sql = """
        SELECT kind, received_at_ms < :start AS carried,
          CASE WHEN ended_at_ms < :end THEN ending
            WHEN due_ms IS NULL THEN \(DossierClass.undated.rawValue)
            WHEN due_ms <= :end THEN \(DossierClass.overdue.rawValue)
            ELSE \(DossierClass.notDue.rawValue) END AS class,
          count(*) AS dossiers
        FROM ledger
        WHERE received_at_ms < :end
          AND (received_at_ms >= :start OR ended_at_ms IS NULL OR ended_at_ms >= :start)
          AND code NOT IN (SELECT code FROM dossiers WHERE withdrawn_at_ms IS NOT NULL)
        GROUP BY kind * 20 + carried * 10 + class
        """

    /// All of it, summed up.
    func builder(_ db: Database) throws -> PeriodReport.Builder {
        let kinds = try Self.kinds(db)
        var builder = PeriodReport.Builder(period)
        let rows = try Row.fetchCursor(
            db, sql: Self.sql,
            arguments: [
                "start": period.from.start.millisecondsSinceEpoch,
                "end": period.end.millisecondsSinceEpoch,
            ])
        while let row = try rows.next() {
            guard let key = kinds[row["kind"]] else { continue }
            let count: Int = row["dossiers"]
            var counts = PeriodCounts()
            if row["carried"] { counts.carriedOver = count } else { counts.newlyReceived = count }
            counts[keyPath: (DossierClass(rawValue: row["class"]) ?? .undated).count] = count
            builder.add(counts, of: key)
        }
        return builder
    }

    private static func kinds(_ db: Database) throws -> [Int64: PeriodKey] {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM dossier_kinds")
        return Dictionary(
            rows.map { row in
                (
                    row["id"],
                    PeriodKey(
                        procedure: ProcedureCode(row["procedure"]), field: FieldID(row["field"]),
                        office: OfficeID(rawValue: row["office"]),
                        channel: FilingChannel(rawValue: row["channel"]) ?? .direct)
                )
            }, uniquingKeysWith: { first, _ in first })
    }
}
