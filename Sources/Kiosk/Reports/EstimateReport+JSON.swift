import QueueCore

extension EstimateReport {
    /// The report as JSON; `null` for figures of nobody.
    package var json: JSONOutput {
        .object([
            "from": .string(from.description), "to": .string(to.description),
            "by": .string(by.rawValue), "rows": .array(rows.map { .object($0.members) }),
            "total": .object(total.members.filter { $0.key != "key" }),
        ])
    }
}

extension EstimateReport.Row {
    fileprivate var members: [String: JSONOutput] {
        [
            "key": .string(key), "count": .number(count), "told": .number(told),
            "within": .number(figures.within), "shorter": .number(figures.shorter),
            "longer": .number(figures.longer), "muchLonger": .number(figures.muchLonger),
            "denominator": .number(figures.denominator),
            "coveragePermille": .optional(figures.coveragePermille),
            "medianErrorSeconds": .optional(figures.medianErrorSeconds),
            "biasSeconds": .optional(figures.biasSeconds),
        ]
    }
}
