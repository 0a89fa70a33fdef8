import ArgumentParser
import Foundation
import Kiosk
import KioskStore
import QueueCore

/// Reports from a centre's data, also beside a running server.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print reports from a centre's data.",
        subcommands: [
            Waits.self, Estimates.self, Ratings.self, DossierReportCommand.self,
        ])

    /// The first and the last day of a report.
    static func days(
        _ from: String, _ to: String
    ) throws -> (first: ServiceDay, last: ServiceDay) {
        guard let first = ServiceDay(from) else {
            throw ValidationError("--from \(from) is no day like 2026-11-23.")
        }
        guard let last = ServiceDay(to), first <= last else {
            throw ValidationError("--to \(to) is no day like 2026-11-23 on or after --from.")
        }
        return (first, last)
    }

    /// Which days of which data, and how they are written.
    struct Scope: ParsableArguments {
        /// What is written.
        enum Format: String, ExpressibleByArgument, CaseIterable {
            case csv, json
        }

        @Option(help: "The folder with the centre's data.")
        var data = "data"

        @Option(help: "First service day, such as 2026-11-23.")
        var from: String

        @Option(help: "Last service day, included.")
        var to: String

        @Option(help: "csv or json.")
        var format = Format.csv

        /// First and last day.
        func days() throws -> (first: ServiceDay, last: ServiceDay) {
            try ReportCommand.days(from, to)
        }

        func write(csv: String, json: JSONOutput) {
            switch format {
            case .csv: print(csv, terminator: "")
            case .json: print(String(decoding: json.bytes, as: UTF8.self))
            }
        }

        /// The key of that name; a sentence with all names when there is none.
        static func key<Key: RawRepresentable & CaseIterable>(_ name: String) throws -> Key
        where Key.RawValue == String {
            guard let key = Key(rawValue: name) else {
                let names = Key.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--by \(name) is none of \(names).")
            }
            return key
        }
    }

    /// How long people waited.
    struct Waits: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How long people waited, and who got no number.")

        @OptionGroup var scope: Scope

        @Option(help: "line, field, counter, clerk, hour, weekday-hour or day.")
        var by = "line"

        func run() throws {
            let (first, last) = try scope.days()
            let key: WaitReport.Key = try Scope.key(by)
            let store = try Commanding.openStore(scope.data)
            var tally = WaitTally(by: key)
            try Commanding.explained {
                try store.samples(from: first, to: last) { tally.add($0) }
                try store.unmet(from: first, to: last) { tally.add($0) }
            }
            let report = tally.report(from: first, to: last)
            scope.write(csv: report.csv, json: report.json)
        }
    }

    /// What people were told against how long they waited.
    struct Estimates: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What people were told at issue against how long they waited.")

        @OptionGroup var scope: Scope

        @Option(help: "line, hour or day.")
        var by = "line"

        func run() throws {
            let (first, last) = try scope.days()
            let key: EstimateReport.Key = try Scope.key(by)
            let store = try Commanding.openStore(scope.data)
            var tally = EstimateTally(by: key)
            try Commanding.explained {
                try store.estimates(from: first, to: last) { tally.add($0) }
            }
            let report = tally.report(from: first, to: last)
            scope.write(csv: report.csv, json: report.json)
        }
    }

    /// How satisfied people were.
    struct Ratings: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How satisfied people were, out of those who rated their visit.")

        @OptionGroup var scope: Scope

        @Option(help: "line, field, counter, clerk, hour or day.")
        var by = "line"

        func run() throws {
            let (first, last) = try scope.days()
            let key: RatingReport.Key = try Scope.key(by)
            let store = try Commanding.openStore(scope.data)
            var tally = RatingTally(by: key)
            try Commanding.explained {
                try store.ratings(from: first, to: last) { tally.add($0) }
            }
            let report = tally.report(from: first, to: last)
            scope.write(csv: report.table.csv, json: report.json)
        }
    }
}
