import QueueCore

extension StaffingAnswer {
    /// The answer as JSON; `null` for figures of nobody.
    package var json: JSONOutput {
        .object([
            "day": .string(day.description), "real": real.json, "before": before.json,
            "after": after.json, "supposed": .number(supposed), "citizens": .number(citizens),
            "variants": .number(variants),
        ])
    }
}

extension StaffingAnswer.Figures {
    fileprivate var json: JSONOutput {
        .object([
            "line": .string(line), "called": .number(called),
            "averageSeconds": .optional(averageSeconds), "p90Seconds": .optional(p90Seconds),
            "within15": .number(within15), "within30": .number(within30),
            "leftOver": .number(leftOver),
        ])
    }
}

extension StaffingAnswer.Roster {
    fileprivate var json: JSONOutput {
        .object([
            "counterMinutes": .number(counterMinutes), "all": all.json,
            "lines": .array(lines.map(\.json)),
            "averageLowSeconds": .optional(averageSeconds?.lowerBound),
            "averageHighSeconds": .optional(averageSeconds?.upperBound),
        ])
    }
}
