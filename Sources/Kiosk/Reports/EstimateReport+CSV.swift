extension EstimateReport {
    /// The report as a table, the total last under `*`.
    package var table: ReportTable {
        let columns = [
            by.rawValue, "count", "told", "within", "shorter", "longer", "muchLonger",
            "denominator", "coveragePermille", "medianErrorSeconds", "biasSeconds",
        ]
        return ReportTable(
            columns: columns,
            rows: rows.map { [.text($0.key)] + $0.cells } + [[.text("*")] + total.cells])
    }

    /// The report as CSV (RFC 4180, CRLF), a header line first.
    package var csv: String { table.csv }
}

extension EstimateReport.Row {
    fileprivate var cells: [ReportCell] {
        [
            count, told, figures.within, figures.shorter, figures.longer, figures.muchLonger,
            figures.denominator, figures.coveragePermille, figures.medianErrorSeconds,
            figures.biasSeconds,
        ].map { ReportCell($0) }
    }
}
