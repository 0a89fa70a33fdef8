extension EstimateReport {
    /// The report as CSV (RFC 4180, CRLF), a header line first, the total last under `*`.
    package var csv: String {
        let header = [
            by.rawValue, "count", "told", "within", "shorter", "longer", "muchLonger",
            "denominator", "coveragePermille", "medianErrorSeconds", "biasSeconds",
        ]
        let lines = [header] + rows.map { [$0.key] + $0.cells } + [["*"] + total.cells]
        return lines.map { $0.map(CSV.field).joined(separator: ",") + "\r\n" }.joined()
    }
}

extension EstimateReport.Row {
    fileprivate var cells: [String] {
        [
            count, told, figures.within, figures.shorter, figures.longer, figures.muchLonger,
            figures.denominator, figures.coveragePermille, figures.medianErrorSeconds,
            figures.biasSeconds,
        ].map(CSV.number)
    }
}
