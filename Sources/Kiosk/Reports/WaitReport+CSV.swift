extension WaitReport {
    /// The report as CSV (RFC 4180, CRLF), a header line first.
    package var csv: String {
        let figures = [
            "averageSeconds", "medianSeconds", "p90Seconds", "longestSeconds", "within15",
            "within30", "denominator",
        ]
        var header = [by.rawValue, "count"] + figures
        header += ["noShows", "expired", "cancelled", "unmet"]
        for measure in ["total", "open", "totalOpen"] {
            header += figures.map { "\(measure).\($0)" }
        }
        var lines = [header.map(CSV.field).joined(separator: ",")]
        for row in rows {
            let ends = [row.noShows, row.expired, row.cancelled, row.unmet].map(CSV.number)
            let others = [row.total, row.open, row.totalOpen].flatMap(\.cells)
            let cells = [row.key, String(row.count)] + row.first.cells + ends + others
            lines.append(cells.map(CSV.field).joined(separator: ","))
        }
        return lines.map { $0 + "\r\n" }.joined()
    }
}

extension WaitFigures {
    fileprivate var cells: [String] {
        [
            averageSeconds, medianSeconds, p90Seconds, longestSeconds, within15, within30,
            denominator,
        ].map(CSV.number)
    }
}

/// Cells of a CSV file.
package enum CSV {
    /// A cell, quoted where it must be.
    ///
    /// One that a spreadsheet would take for a formula gets an apostrophe before it.
    package static func field(_ text: String) -> String {
        var cell = text
        // By scalar: CR LF is one character, and so is a sign with an accent on it.
        if let first = cell.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first),
            cell != "-", Int(cell) == nil
        {
            cell = "'" + cell
        }
        guard cell.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
            return cell
        }
        let parts = cell.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"\(parts.map { String($0) }.joined(separator: "\"\""))\""
    }

    /// A number, or an empty cell.
    package static func number(_ number: Int?) -> String {
        number.map(String.init) ?? ""
    }
}
