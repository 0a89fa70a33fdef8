import Foundation
import Kiosk
import KioskStore
import QueueCore

extension Benchmarks {
    /// What a manager waits for: a day's report, a year's, and a log of any length.
    ///
    /// - Parameters:
    ///   - folder: takes the store.
    ///   - tickets: of the past days, 600 a day; 150,000 are a year.
    /// - Throws: when a store cannot be written or read.
    static func reports(_ folder: String, tickets: Int) throws {
        let path = "\(folder)/hall.sqlite"
        try History.write(tickets, perDay: 600, at: path)
        let store = try SQLiteStore(path: path, mode: .reading)
        let last = ServiceDay(at: BenchClock().now()).advanced(by: -1)
        let first = last.advanced(by: -(tickets + 599) / 600)
        for (name, from, rounds, goal) in [
            ("a day's report", last, 41, 50.0), ("a report of \(tickets) tickets", first, 11, 500),
        ] {
            var samples = Samples()
            for _ in 0..<rounds {
                samples.add(
                    try ContinuousClock().measure {
                        var tally = WaitTally(by: .line)
                        try store.samples(from: from, to: last) { tally.add($0) }
                        try store.unmet(from: from, to: last) { tally.add($0) }
                        _ = tally.report(from: from, to: last).json.bytes
                    })
            }
            report(
                name,
                "p50 \(rounded(samples.p50 / 1_000, 1)) ms, p99 "
                    + "\(rounded(samples.p99 / 1_000, 1)) ms",
                samples.p50 / 1_000 / goal, goal: "≤ 1 of \(Int(goal)) ms")
        }
        try stream(store, from: first, to: last)
    }

    /// Writes the log as the server does, a day at a time, to nobody.
    private static func stream(
        _ store: SQLiteStore, from first: ServiceDay, to last: ServiceDay
    ) throws {
        // The first days fill what is kept anyway.
        let half = first.advanced(by: (last.daysSinceEpoch - first.daysSinceEpoch) / 2)
        var bytes = 0
        var rows = 0
        var middle = 0
        let length = try ContinuousClock().measure {
            var day = first
            while day <= last {
                var text: [UInt8] = []
                try store.waits(from: day, to: day) { row in
                    rows += 1
                    text += WaitLogLine(row, withClerk: true).csv.utf8
                }
                bytes += text.count
                if day == half { middle = residentBytes() }
                day = day.advanced(by: 1)
            }
        }
        let end = residentBytes()
        report(
            "the log streamed",
            "\(rows) rows, \(bytes / 1_000_000) MB in "
                + "\(rounded(length / .seconds(1), 1)) s; resident \(middle / 1_000_000) MB at half "
                + "of it, \(end / 1_000_000) MB at its end",
            Double(end) / Double(max(1, middle)), goal: "≤ 1.05")
    }

    /// Memory that the process has in use now.
    private static func residentBytes() -> Int {
        let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
            .split(separator: " ")
        return (words?.dropFirst().first.flatMap { Int($0) } ?? 0)
            * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
