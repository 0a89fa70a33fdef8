extension WaitReport {
    /// The report as a table; of nobody's figures the cells are empty.
    package var table: ReportTable {
        let figures = [
            "averageSeconds", "medianSeconds", "p90Seconds", "longestSeconds", "within15",
            "within30", "denominator",
        ]
        var columns = [by.rawValue, "count"] + figures
        columns += ["noShows", "expired", "cancelled", "unmet"]
        for measure in ["total", "open", "totalOpen"] {
            columns += figures.map { "\(measure).\($0)" }
        }
        columns += ["abandoned", "transferred"]
        return ReportTable(columns: columns, rows: rows.map(\.cells))
    }

    /// The report as CSV (RFC 4180, CRLF), a header line first.
    package var csv: String { table.csv }
}

extension WaitReport.Row {
    fileprivate var cells: [ReportCell] {
        let ends = [noShows, expired, cancelled, unmet].map { ReportCell($0) }
        let others = [total, open, totalOpen].flatMap(\.cells)
        let last = [abandoned, transferred].map(ReportCell.number)
        return [.text(key), .number(count)] + first.cells + ends + others + last
    }
}

extension WaitFigures {
    fileprivate var cells: [ReportCell] {
        [
            averageSeconds, medianSeconds, p90Seconds, longestSeconds, within15, within30,
            denominator,
        ].map { ReportCell($0) }
    }
}
