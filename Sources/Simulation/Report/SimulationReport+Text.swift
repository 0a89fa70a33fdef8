import QueueCore

// The report for a reader at a terminal.
extension SimulationReport {
    /// Tables and sentences.
    package var text: String {
        var parts = [heading]
        parts += allCases.map(Self.table)
        if let smallest { parts.append(sentences(on: smallest)) }
        if !notes.isEmpty { parts.append(notes.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var heading: String {
        guard let seed else { return "The day \(day) again." }
        let days = cases.first?.figures.days ?? 0
        return "\(days) simulated \(days == 1 ? "day" : "days") like \(day), seed \(seed)."
    }

    private static func table(_ item: Case) -> String {
        let figures = item.figures
        var rows = [
            [
                "line", "given", "mean", "median", "p90", "longest", "≤15 min", "≤30 min",
                "in time",
                "left over", "no-show", "no number",
            ]
        ]
        for line in figures.lines + [figures.all] {
            rows.append([
                line.line?.rawValue ?? "all", String(line.issued), clock(line.averageSeconds),
                clock(line.medianSeconds), clock(line.p90Seconds), clock(line.longestSeconds),
                share(line.within15, of: line.called), share(line.within30, of: line.called),
                percent(line.sharePercent), String(line.expired), String(line.noShows),
                String(line.unmet),
            ])
        }
        var parts = [
            "\(item.name): \(decimal(item.counterHours)) counter-hours a day, in time within "
                + "\(figures.targetMinutes) minutes", columns(rows),
        ]
        if !figures.counters.isEmpty {
            let counters =
                [["counter", "served", "open h", "busy h", "busy"]]
                + figures.counters.map { counter in
                    [
                        String(counter.counter), String(counter.served),
                        decimal(counter.openHours), decimal(counter.busyHours),
                        counter.utilisationPercent.map { "\($0) %" } ?? "-",
                    ]
                }
            parts.append(columns(counters))
            parts.append("The last citizen left at \(time(figures.lastEndMinutes)).")
        }
        if !figures.refusedSteps.isEmpty {
            let codes = figures.refusedSteps.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value)×" }.joined(separator: ", ")
            parts.append("The hall refused steps of this roster: \(codes).")
        }
        return parts.joined(separator: "\n")
    }

    private func sentences(on outcome: RosterSearch.Outcome) -> String {
        let aim =
            "\(Self.decimal(goal.sharePercent)) % within \(goal.targetMinutes) minutes"
            + (goal.everyLine ? " in every line" : "")
        var lines: [String] = ["Tried, each on the same citizens:"]
        for trial in outcome.trials {
            lines.append(
                "  without \(trial.without): \(Self.decimal(trial.counterHours)) h, "
                    + "\(Self.decimal(trial.sharePercent)) %, \(trial.leftOver) left over: "
                    + (trial.isKept ? "enough" : "too few"))
        }
        guard let roster = outcome.roster else {
            let share = Self.decimal(goal.share(of: outcome.widest))
            return "No roster keeps \(aim): with every counter of "
                + "\(Self.decimal(outcome.widestHours)) counter-hours it is \(share) %."
        }
        lines.append(
            "The smallest roster found that keeps \(aim): "
                + "\(Self.decimal(roster.counterHours)) counter-hours of "
                + "\(Self.decimal(outcome.widestHours)).")
        for counter in roster.counters {
            let spans = roster.spans.filter { $0.counter == counter }.map {
                "\(OpeningHours.Span(from: $0.from, to: $0.to).text) \($0.clerk)"
            }
            lines.append("  counter \(counter): \(spans.joined(separator: ", "))")
        }
        if let check = outcome.check {
            lines.append(
                "On \(check.days) other days: \(Self.decimal(goal.share(of: check))) %, "
                    + (outcome.isChecked ? "kept." : "not kept."))
        } else {
            lines.append("It was not checked on other days.")
        }
        return lines.joined(separator: "\n")
    }

    /// Columns side by side, the first one to the left and all others to the right.
    private static func columns(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let gap = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + gap : gap + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// Minutes and seconds, `12:05`.
    private static func clock(_ seconds: Int?) -> String {
        seconds.map { "\($0 / 60):\(padded($0 % 60, 2))" } ?? "-"
    }

    private static func time(_ minutes: Int) -> String {
        "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    private static func share(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "-" : "\((part * 100 + whole / 2) / whole) %"
    }

    private static func percent(_ value: Double?) -> String {
        value.map { "\(decimal($0)) %" } ?? "-"
    }

    /// One decimal, rounded down: 89.97 is not 90.
    static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10 + 1e-6).rounded(.down))
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
