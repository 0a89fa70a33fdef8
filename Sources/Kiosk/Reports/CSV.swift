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
