package import QueueCore

/// What a simulation is asked for and what it found, as it is printed and kept.
package struct SimulationReport: Hashable, Sendable, Codable {
    /// One roster with its figures.
    package struct Case: Hashable, Sendable, Codable {
        /// Such as `as planned`.
        package let name: String
        package let counterHours: Double
        package let figures: SimulatedFigures

        package init(name: String, counterHours: Double, figures: SimulatedFigures) {
            self.name = name
            self.counterHours = counterHours
            self.figures = figures
        }
    }

    package let day: ServiceDay
    /// Nil for a past day, in which nothing is left to dice.
    package let seed: UInt64?
    package let goal: RosterGoal
    package var cases: [Case] = []
    package var smallest: RosterSearch.Outcome?
    /// Sentences on what the figures rest on.
    package var notes: [String] = []

    package init(day: ServiceDay, seed: UInt64?, goal: RosterGoal) {
        self.day = day
        self.seed = seed
        self.goal = goal
    }

    /// A row for each line of each case and one for all lines, a header first (RFC 4180, CRLF).
    package var csv: String {
        let header =
            "roster,counterHours,days,line,issued,unmet,called,averageSeconds,medianSeconds,"
            + "p90Seconds,longestSeconds,within15,within30,withinTarget,sharePercent,noShows,"
            + "cancelled,expired"
        var rows = [header]
        for item in allCases {
            for line in item.figures.lines + [item.figures.all] {
                rows.append(row(item, line).map(Self.cell).joined(separator: ","))
            }
        }
        return rows.map { $0 + "\r\n" }.joined()
    }

    /// The cases, and the smallest roster as one of them.
    var allCases: [Case] {
        guard let smallest, let roster = smallest.roster, let figures = smallest.figures else {
            return cases
        }
        return cases + [
            Case(name: "smallest", counterHours: roster.counterHours, figures: figures)
        ]
    }

    private func row(_ item: Case, _ line: SimulatedFigures.Line) -> [String] {
        func text(_ value: Int?) -> String { value.map(String.init) ?? "" }
        return [
            item.name, "\(item.counterHours)", "\(item.figures.days)",
            line.line?.rawValue ?? "all", text(line.issued), text(line.unmet), text(line.called),
            text(line.averageSeconds), text(line.medianSeconds), text(line.p90Seconds),
            text(line.longestSeconds), text(line.within15), text(line.within30),
            text(line.withinTarget), line.sharePercent.map { "\($0)" } ?? "", text(line.noShows),
            text(line.cancelled), text(line.expired),
        ]
    }

    private static func cell(_ text: String) -> String {
        let mustQuote = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        guard mustQuote else { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
