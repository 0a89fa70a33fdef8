import DossierCore
import GRDB
import QueueCore

/// What lists and reports read of a dossier.
struct LedgerRow {
    private let dossier: Dossier

    init(_ dossier: Dossier) { self.dossier = dossier }

    /// Writes the row in the place of an older one.
    func write(to db: Database) throws {
        let entry = dossier.periodEntry
        let ending = entry?.ending.map { DossierClass($0).rawValue }
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                dossier.code, try kind(in: db), dossier.state.rawValue,
                entry?.receivedAt.millisecondsSinceEpoch,
                entry?.promise?.passedFrom.millisecondsSinceEpoch, ending,
                ending == nil ? nil : entry?.endedAt?.millisecondsSinceEpoch,
                dossier.urgingCandidate?.promise.passedFrom.millisecondsSinceEpoch,
                dossier.urgingCandidate?.promise.isHour ?? false,
                dossier.urgingCandidate?.office.rawValue ?? "", dossier.isNotedLate,
                promisedDay?.description,
            ])
    }

    /// The promised day; an hour may fall on a day on which nobody opens the door.
    private var promisedDay: ServiceDay? {
        guard case .day(let day) = dossier.due?.date?.point else { return nil }
        return dossier.renewedDay ?? day
    }

    /// The number of what it has in common with others: numbers are counted faster than names.
    private func kind(in db: Database) throws -> Int64? {
        let names: StatementArguments = [
            dossier.filing.procedure.code.rawValue, dossier.filing.field.rawValue,
            dossier.holder.rawValue, dossier.filing.channel.rawValue,
        ]
        try db.cachedStatement(
            sql: "INSERT INTO dossier_kinds (procedure, field, office, channel) "
                + "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        ).execute(arguments: names)
        return try Int64.fetchOne(
            db.cachedStatement(
                sql: "SELECT id FROM dossier_kinds "
                    + "WHERE procedure = ? AND field = ? AND office = ? AND channel = ?"),
            arguments: names)
    }
}

/// What became of a dossier, as a number of the ledger's `ending` and of a period's counts.
enum DossierClass: Int, CaseIterable {
    case early, onTime, late, resolved, refused, withdrawn, stopped
    /// In progress; not in the ledger, for it depends on the moment.
    case undated, overdue, notDue

    init(_ ending: PeriodEntry.Ending) {
        switch ending {
        case .resolved(.early): self = .early
        case .resolved(.onTime): self = .onTime
        case .resolved(.late): self = .late
        case .resolved(nil): self = .resolved
        case .refused: self = .refused
        case .withdrawn: self = .withdrawn
        case .stopped: self = .stopped
        }
    }

    /// Where it is counted.
    var count: WritableKeyPath<PeriodCounts, Int> {
        switch self {
        case .early: \.resolvedEarly
        case .onTime: \.resolvedOnTime
        case .late: \.resolvedLate
        case .resolved: \.resolvedUndated
        case .refused: \.refused
        case .withdrawn: \.withdrawn
        case .stopped: \.stopped
        case .undated: \.undated
        case .overdue: \.overdue
        case .notDue: \.notDue
        }
    }
}
