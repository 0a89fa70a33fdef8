import ArgumentParser
import Foundation
import Kiosk
import KioskStore
import QueueCore

/// Reports from a centre's data, also beside a running server.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print reports from a centre's data.",
        subcommands: [Waits.self])

    /// How long people waited.
    struct Waits: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "How long people waited.")

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

        @Option(help: "line, field, counter, clerk, hour or day.")
        var by = "line"

        @Option(help: "csv or json.")
        var format = Format.csv

        func run() throws {
            guard let first = ServiceDay(from) else {
                throw ValidationError("--from \(from) is no day like 2026-11-23.")
            }
            guard let last = ServiceDay(to), first <= last else {
                throw ValidationError("--to \(to) is no day like 2026-11-23 on or after --from.")
            }
            guard let key = WaitReport.Key(rawValue: by) else {
                throw ValidationError(
                    "--by \(by) is none of line, field, counter, clerk, hour, day.")
            }
            let store = try Commanding.openStore(data)
            var tally = WaitTally(by: key)
            try Commanding.explained {
                try store.waits(from: first, to: last) { tally.add($0) }
            }
            let report = tally.report(from: first, to: last)
            switch format {
            case .csv: print(report.csv, terminator: "")
            case .json: print(String(decoding: report.json.bytes, as: UTF8.self))
            }
        }
    }
}
