/// A cell of a table that leaves the program.
package enum ReportCell: Hashable, Sendable {
    case text(String)
    case number(Int)
    case empty

    /// A number, or an empty cell.
    package init(_ number: Int?) { self = number.map(ReportCell.number) ?? .empty }

    /// A text, or an empty cell.
    package init(_ text: String?) { self = text.map(ReportCell.text) ?? .empty }

    /// The cell in a CSV file.
    package var csv: String {
        switch self {
        case .text(let text): CSV.field(text)
        case .number(let number): String(number)
        case .empty: ""
        }
    }
}

/// A table as it leaves the program, in CSV or as a workbook.
package struct ReportTable: Hashable, Sendable {
    package let columns: [String]
    /// Each as long as `columns`.
    package let rows: [[ReportCell]]

    package init(columns: [String], rows: [[ReportCell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// As CSV (RFC 4180, CRLF), a header line first.
    package var csv: String {
        Self.line(columns.map(ReportCell.text)) + rows.map(Self.line).joined()
    }

    /// One line of a CSV file, with its end.
    package static func line(_ cells: [ReportCell]) -> String {
        cells.map(\.csv).joined(separator: ",") + "\r\n"
    }
}
