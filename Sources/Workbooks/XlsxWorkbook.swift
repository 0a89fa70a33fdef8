import CXlsxWriter
import Foundation
package import Kiosk

/// Workbooks by libxlsxwriter, in the mode that keeps no row in memory.
package struct XlsxWorkbook: WorkbookWriter {
    /// Rows of one sheet, the head among them: what the format allows.
    package static let sheetRowsMax = 1_048_576

    private let sheetRows: Int

    /// - Parameter sheetRows: rows of one sheet, the head among them; at least 2.
    package init(sheetRows: Int = Self.sheetRowsMax) {
        self.sheetRows = min(max(2, sheetRows), Self.sheetRowsMax)
    }

    package func write(
        to path: String, columns: [String],
        rows: (_ add: @escaping ([ReportCell]) throws -> Void) throws -> Void
    ) throws {
        let book = try Book(path: path, columns: columns, sheetRows: sheetRows)
        do {
            try rows { try book.add($0) }
            try book.close()
        } catch {
            book.drop()
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }
}

/// A workbook being written.
private final class Book {
    /// Widths of columns, in characters; rows that went to the disk cannot be measured any more.
    private static let widths = (least: 10.0, most: 28.0)

    private var book: UnsafeMutablePointer<lxw_workbook>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private let bold: UnsafeMutablePointer<lxw_format>?
    private let columns: [String]
    private let sheetRows: Int
    private var row = 0

    init(path: String, columns: [String], sheetRows: Int) throws {
        self.columns = columns
        self.sheetRows = sheetRows
        // The library's own files lie where the workbook will.
        let folder = strdup((path as NSString).deletingLastPathComponent)
        defer { free(folder) }
        var options = lxw_workbook_options(
            constant_memory: 1, tmpdir: folder, use_zip64: 0)
        guard let book = workbook_new_opt(path, &options) else {
            throw WorkbookError("libxlsxwriter made no workbook")
        }
        self.book = book
        bold = workbook_add_format(book)
        format_set_bold(bold)
        try addSheet()
    }

    private func addSheet() throws {
        guard let sheet = workbook_add_worksheet(book, nil) else {
            throw WorkbookError("libxlsxwriter added no sheet")
        }
        self.sheet = sheet
        for (place, name) in columns.enumerated() {
            let width = min(max(Double(name.count) + 2, Self.widths.least), Self.widths.most)
            worksheet_set_column(sheet, UInt16(place), UInt16(place), width, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        row = 0
        for (place, name) in columns.enumerated() {
            try check(worksheet_write_string(sheet, 0, UInt16(place), name, bold))
        }
        row = 1
    }

    func add(_ cells: [ReportCell]) throws {
        if row == sheetRows { try addSheet() }
        for (place, cell) in cells.enumerated() {
            let (line, column) = (UInt32(row), UInt16(place))
            switch cell {
            case .text(let text):
                try check(worksheet_write_string(sheet, line, column, text, nil))
            case .number(let number):
                try check(worksheet_write_number(sheet, line, column, Double(number), nil))
            case .empty: break
            }
        }
        row += 1
    }

    func close() throws {
        let closing = book
        book = nil
        try check(workbook_close(closing))
    }

    /// Lets go of a workbook that will not be one.
    func drop() {
        if let book { lxw_workbook_free(book) }
        book = nil
    }

    private func check(_ error: lxw_error) throws {
        guard error != LXW_NO_ERROR else { return }
        throw WorkbookError("libxlsxwriter: \(String(cString: lxw_strerror(error)))")
    }
}
