import ArgumentParser
import Foundation
import Kiosk
import KioskStore
import QueueCore
import Simulation

/// What another roster would have done, or will do.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Let a day run with another roster: how long would people wait?",
        discussion: """
            Citizens, clerks and the same hall that "motcua serve" runs; nothing is written. Either a \
            past day from the journal:
              motcua simulate --data /var/lib/motcua --day 2026-11-23 --open 4=09:00-17:00
            or days with so many citizens an hour:
              motcua simulate --config centre.yaml --arrivals ho-tich=12/h,dat-dai=6/h --days 20
              motcua simulate --config centre.yaml --per-hour 60 --smallest --target 15 --share 90
            The same seed gives the same result on every machine.
            """)

    /// What is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, csv
    }

    /// How arrivals spread over the opening hours.
    enum Profile: String, ExpressibleByArgument, CaseIterable {
        case flat, warsaw
    }

    static let daysMax = 1_000
    static let perHourMax = 4_000.0
    static let serviceMinutesMax = 480.0

    @Option(help: "The centre's configuration; for a past day the plan it had, unless given.")
    var config: String?

    @Option(help: "The folder with the centre's data, for a past day.")
    var data: String?

    @Option(help: "The past day, or the day whose hours hold, such as 2026-11-23.")
    var day: String?

    @Option(help: "Citizens an hour of opening, by line: ho-tich=12/h,dat-dai=6/h.")
    var arrivals: String?

    @Option(help: "Citizens an hour of opening, as many in each line.")
    var perHour: Int?

    @Option(help: "Minutes of a service on average: 8, or by line ho-tich=8,dat-dai=15.")
    var service = "8"

    @Option(help: "flat, or warsaw: the half-hours of public offices in Warsaw, busiest at 11:30.")
    var profile = Profile.flat

    @Option(help: "Of all citizens, per cent who do not come when called.")
    var noShow = 0

    @Option(help: "Where the dice begin.")
    var seed: UInt64 = 1

    @Option(help: "Simulated days.")
    var days = 20

    @Option(
        help: ArgumentHelp(
            "When a counter is open instead: 4=09:00-17:00, 4=09:00-11:30,13:30-17:00, "
                + "4:clerk7=09:00-17:00, or 4= for closed. May be given again for other counters.",
            valueName: "counter=times"))
    var open: [String] = []

    @Option(
        help: ArgumentHelp(
            "When a counter is lost: 4=10:00-11:00. May be given again.",
            valueName: "counter=times"))
    var lose: [String] = []

    @Option(help: "Minutes within which citizens should be called.")
    var target = 15

    @Option(help: "Per cent of the citizens who should be.")
    var share = 90

    @Flag(help: "Every line must keep the share, not only all together.")
    var everyLine = false

    @Flag(help: "Look for the smallest roster that keeps the share, and say what was tried.")
    var smallest = false

    @Option(help: "Minutes of the pieces that --smallest takes away; 0 for whole half-days.")
    var piece = 0

    @Option(help: "text, json or csv.")
    var format = Format.text

    func validate() throws {
        guard (1...Self.daysMax).contains(days) else {
            throw ValidationError("--days \(days) must be 1 to \(Self.daysMax).")
        }
        guard (1...480).contains(target) else {
            throw ValidationError("--target \(target) must be 1 to 480 minutes.")
        }
        guard (1...100).contains(share) else {
            throw ValidationError("--share \(share) must be 1 to 100 per cent.")
        }
        guard (0...90).contains(noShow) else {
            throw ValidationError("--no-show \(noShow) must be 0 to 90 per cent.")
        }
        guard piece == 0 || (15...720).contains(piece) else {
            throw ValidationError("--piece \(piece) must be 0, or 15 to 720 minutes.")
        }
        if let perHour, !(1...Int(Self.perHourMax)).contains(perHour) {
            throw ValidationError(
                "--per-hour \(perHour) must be 1 to \(Int(Self.perHourMax)) citizens.")
        }
        if let day, ServiceDay(day) == nil {
            throw ValidationError("--day \(day) is no day like 2026-11-23.")
        }
        for text in open + lose where CounterChange(text) == nil {
            throw ValidationError("\(text) is not \(CounterChange.expectation).")
        }
        let ways = [data != nil, arrivals != nil, perHour != nil].count { $0 }
        guard ways == 1 else {
            throw ValidationError(
                "Give one of --data (a past day), --arrivals and --per-hour: who comes?")
        }
        if data != nil, day == nil {
            throw ValidationError("Give --day with --data: which day is to run again?")
        }
    }

    func run() throws {
        let scene = try data.map { try pastScene($0) } ?? simulatedScene()
        let report = try report(on: scene)
        switch format {
        case .text: print(report.text, terminator: "")
        case .csv: print(report.csv, terminator: "")
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        }
    }
}
