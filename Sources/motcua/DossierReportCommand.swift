import ArgumentParser
import DossierCore
import Foundation
import Kiosk
import KioskDossier
import KioskStore
import QueueCore

/// What became of a period's dossiers.
struct DossierReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossiers",
        abstract: "What became of the dossiers of some days, in sums that close.",
        discussion: """
            Counts what was carried over and newly received, resolved early, on time and late, \
            ended without a result, and what is in progress; beside the same days a year before \
            where there were any. With --procedures, a list as 'procedures import' reads it, also \
            how much of what is offered by post and online was used.
            """)

    /// How the report is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, csv, json
    }

    @Option(help: "The folder with the centre's data.")
    var data = "data"

    @Option(help: "First day, such as 2026-11-23.")
    var from: String

    @Option(help: "Last day, included.")
    var to: String

    @Option(help: "text, csv or json.")
    var format = Format.text

    @Option(help: "vi or en; the language of text.")
    var language = FigureStyle.vietnamese

    @Option(help: "A list of the procedures that are offered, in TSV or CSV.")
    var procedures: String?

    @Option(help: "A table of outside surveys: source, from, to, satisfied, asked.")
    var surveys: String?

    func run() throws {
        let (first, last) = try ReportCommand.days(from, to)
        guard
            let period = ReportPeriod(
                from: first, to: last, asOf: SystemClock(startingAt: nil).now())
        else { throw ValidationError("--to is before --from.") }
        let catalogue = try catalogue()
        let found = try satisfaction(first, last)
        let report: PeriodReport
        do throws(DossierError) {
            report = try DossierReader(path: DataDirectory(path: data).dossierPath)
                .report(period, catalogue, surveys: found)
        } catch {
            Commanding.complain(error.cause + ".")
            throw ExitCode.failure
        }
        switch format {
        case .text: report.lines(language).forEach { print($0) }
        case .csv: print(report.csv, terminator: "")
        case .json: print(String(decoding: report.json.bytes, as: UTF8.self))
        }
    }

    private func catalogue() throws -> ProcedureCatalogue {
        guard let procedures else { return ProcedureCatalogue() }
        let list = ProcedureTable.read(
            try Commanding.bytes(of: procedures, atMost: ProcedureTable.bytesMax),
            composing: \.precomposedStringWithCanonicalMapping)
        list.lines(file: procedures).dropFirst().forEach(Commanding.complain)
        return ProcedureCatalogue(list.procedures)
    }

    /// What the counters' ratings say, and what others found.
    private func satisfaction(_ first: ServiceDay, _ last: ServiceDay) throws -> [Satisfaction] {
        let store = try Commanding.openStore(data)
        var tally = RatingTally(by: .day)
        try Commanding.explained {
            try store.ratings(from: first, to: last) { tally.add($0) }
        }
        let total = tally.report(from: first, to: last).total
        let own =
            total.rated == 0
            ? []
            : [
                Satisfaction(
                    source: language == .vietnamese ? "Đánh giá tại quầy" : "Ratings at counters",
                    from: first, to: last, satisfied: Share(total.satisfied, of: total.rated))
            ]
        return own + (try surveysOfOthers())
    }

    private func surveysOfOthers() throws -> [Satisfaction] {
        guard let surveys else { return [] }
        let table = SurveyImport.read(
            try Commanding.bytes(of: surveys, atMost: SurveyImport.bytesMax))
        guard table.refusals.isEmpty else {
            try Commanding.fail(
                with: table.refusals.map { "\(surveys), line \($0.line): \($0.reason)." })
            return []
        }
        return table.surveys
    }
}

extension FigureStyle: ExpressibleByArgument {}
