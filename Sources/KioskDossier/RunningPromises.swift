import DossierCore
import GRDB
import QueueCore

/// The promises that run, out of the ledger.
struct RunningPromises {
    let db: Database

    /// What has to be hurried, an office each; `soonDays` is held within 0…20.
    func lists(at now: Instant, _ law: CentreLaw, soonDays: Int) throws -> [UrgingList] {
        let soon = min(max(soonDays, 0), 20)
        let calendar = law.rules(of: "", at: now).dates.calendar
        let today = ServiceDay(at: now)
        let last = calendar.workingDay(soon, after: today) ?? today
        let candidates = try rows(until: last.advanced(by: 1).start).map { row in
            UrgingList.Candidate(
                code: row["code"], office: OfficeID(rawValue: row["urged_office"]),
                promise: DueDate.Point(
                    passedFrom: Instant(millisecondsSinceEpoch: row["running_ms"]),
                    isHour: row["is_hour"]))
        }
        return UrgingList.lists(candidates, at: now, in: calendar, soonDays: soon)
    }

    /// Codes of dossiers whose promise has passed without an apology being opened for it.
    func unnoted(at now: Instant) throws -> [String] {
        try rows(until: now, " AND is_noted_late = 0").map { $0["code"] }
    }

    /// Dossiers in work whose promise has passed, or passes by that moment.
    private func rows(until end: Instant, _ condition: String = "") throws -> [Row] {
        try Row.fetchAll(
            db,
            sql: "SELECT code, urged_office, running_ms, is_hour FROM ledger "
                + "WHERE running_ms <= ?\(condition) AND code NOT IN "
                + "(SELECT code FROM dossiers WHERE withdrawn_at_ms IS NOT NULL) "
                + "ORDER BY running_ms, code",
            arguments: [end.millisecondsSinceEpoch])
    }
}
