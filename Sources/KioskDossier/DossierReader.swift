package import DossierCore
import Foundation
import GRDB
package import Kiosk

/// Reports over periods out of a core's store, also beside a running core.
package enum PeriodReports {
    /// The report of a period, beside the one of the same days a year before.
    ///
    /// Blocks while it reads; a million dossiers are read in about a second.
    ///
    /// - Parameters:
    ///   - period: its days.
    ///   - path: the core's file, which is not changed.
    ///   - catalogue: tells what was offered through which channel.
    ///   - surveys: what others found out about satisfaction.
    /// - Returns: the report; without a year before where nothing was received until then.
    /// - Throws: `DossierError` with code `.storage`.
    package static func report(
        _ period: ReportPeriod, in path: String, _ catalogue: ProcedureCatalogue,
        surveys: [Satisfaction] = []
    ) throws(DossierError) -> PeriodReport {
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
                let report = try PeriodQuery(period: period).builder(db).report(catalogue)
                let before = try period.yearBefore.map {
                    try PeriodQuery(period: $0).builder(db).report(catalogue).counts
                }
                return report.with(
                    before: before?.total == 0 ? nil : before, satisfaction: surveys)
            }
        } catch let error as DossierError {
            throw error
        } catch {
            throw DossierError(.storage, "\(path): \(error)")
        }
    }
}
