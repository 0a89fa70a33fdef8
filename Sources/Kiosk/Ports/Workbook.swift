/// Writes tables as workbooks that spreadsheet programs open (Office Open XML, `.xlsx`).
package protocol WorkbookWriter: Sendable {
    /// Writes a workbook of one table.
    ///
    /// Memory does not grow with its rows: they go to the disk one by one. A text is written as a
    /// text, whatever it begins with, so that no cell is ever a formula. What a sheet cannot hold
    /// goes on in the next one. Blocks: call it from a thread that may wait.
    ///
    /// - Parameters:
    ///   - path: a file that is made anew; gone again when this throws.
    ///   - columns: the first row of each sheet.
    ///   - rows: hands the rows over, one call each; what it throws ends the writing.
    /// - Throws: `WorkbookError`, or what `rows` throws.
    func write(
        to path: String, columns: [String],
        rows: (_ add: @escaping ([ReportCell]) throws -> Void) throws -> Void) throws
}

/// Why a workbook could not be written.
package struct WorkbookError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
