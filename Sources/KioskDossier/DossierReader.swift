package import DossierCore
import Foundation
import GRDB
package import Kiosk
package import QueueCore

/// A core's store as reports and lists read it, also beside a running core; nothing is changed.
package struct DossierReader: Sendable {
    private let path: String

    /// A reader of the store at that path.
    package init(path: String) { self.path = path }

    /// The report of a period, beside the one of the same days a year before.
    ///
    /// Blocks while it reads; a million dossiers are read in about a second.
    ///
    /// - Parameters:
    ///   - period: its days.
    ///   - catalogue: tells what was offered through which channel.
    ///   - surveys: what others found out about satisfaction.
    /// - Returns: the report; without a year before where nothing was received until then.
    /// - Throws: `DossierError` with code `.storage`.
    package func report(
        _ period: ReportPeriod, _ catalogue: ProcedureCatalogue = ProcedureCatalogue(),
        surveys: [Satisfaction] = []
    ) throws(DossierError) -> PeriodReport {
        try read { db in
            let report = try PeriodQuery(period: period).builder(db).report(catalogue)
            let before = try period.yearBefore.map {
                try PeriodQuery(period: $0).builder(db).report(catalogue).counts
            }
            return report.with(before: before?.total == 0 ? nil : before, satisfaction: surveys)
        }
    }

    /// What has to be hurried, an office each.
    ///
    /// - Parameters:
    ///   - now: the moment of which is asked.
    ///   - law: tells working days.
    ///   - soonDays: working days within which a promise is near, 0…20.
    /// - Returns: a list for each office that has something urgent.
    /// - Throws: `DossierError` with code `.storage`.
    package func urgingLists(
        at now: Instant, _ law: CentreLaw, soonDays: Int = 2
    ) throws(DossierError) -> [UrgingList] {
        try read { try RunningPromises(db: $0).lists(at: now, law, soonDays: soonDays) }
    }

    /// All that happened to a dossier; empty for one that is not there.
    ///
    /// - Throws: `DossierError` with code `.storage`.
    package func history(ofDossier code: String) throws(DossierError) -> [DossierEvent] {
        try read { try DossierBook($0).history(code) }
    }

    /// Applicants that are kept, whichever key they are sealed by.
    func sealedCount() throws(DossierError) -> Int {
        try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM applicants WHERE erased_at_ms IS NULL")
                ?? 0
        }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(DossierError) -> Value {
        do {
            guard FileManager.default.fileExists(atPath: path) else {
                throw DossierError(.storage, "there is no dossier store at \(path)")
            }
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let store = try DatabaseQueue(path: path, configuration: configuration)
            return try store.read { db in
                try DossierSchema.mustBeCurrent(db, path)
                return try body(db)
            }
        } catch let error as DossierError {
            throw error
        } catch {
            throw DossierError(.storage, "\(path): \(error)")
        }
    }
}
