import Kiosk
import QueueCore

/// Reads the list of procedures: a header line, then a procedure a line, tabs between columns.
///
/// A table, because people keep it in a spreadsheet.
struct ProcedureReader {
    static let columns = ["code", "name", "field", "line", "limit", "fee", "decision"]
    /// Real names have up to 1,094 characters.
    static let nameLimit = 2_000
    /// The whole national portal has some 5,700 procedures.
    static let rowLimit = 20_000
    private static let limitUnits = [
        "hour", "working_day", "calendar_day", "month", "year", "other",
    ]

    let file: SourceFile
    let mistakes: MistakeList
    /// The fields that each line carries, or nil where lines could not be read.
    let fieldsByLine: [String: [String]]?
    let fields: DeclaredNames
    let lines: DeclaredNames

    /// The procedures in the file's order; rows with mistakes are left out.
    func read() -> [ProcedureEntry] {
        let rows = file.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let header = rows.first else { return [] }
        let found = header.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard found == Self.columns else {
            mistakes.add(
                file.name, 1, found: "the columns \(quoted(found.joined(separator: " ")))",
                expected: "a header line with \(Self.columns.joined(separator: " ")), tabs between")
            return []
        }
        var firstLines: [String: Int] = [:]
        var entries: [ProcedureEntry] = []
        for (index, row) in rows.enumerated().dropFirst() where row.contains(where: { $0 != " " }) {
            guard entries.count < Self.rowLimit else {
                add(index + 1, "more than \(Self.rowLimit) procedures", "at most so many")
                break
            }
            // A table of rubbish would take minutes, each row searched for what was meant.
            if mistakes.isFull { break }
            let number = index + 1
            guard let entry = entry(row, number) else { continue }
            if let first = firstLines[entry.code.rawValue] {
                add(number, "procedure \(entry.code) again, after line \(first)", "each code once")
            } else {
                firstLines[entry.code.rawValue] = number
                entries.append(entry)
            }
        }
        return entries
    }

    private func add(_ line: Int, _ found: String, _ expected: String) {
        mistakes.add(file.name, line, found: found, expected: expected)
    }

    private func entry(_ row: Substring, _ line: Int) -> ProcedureEntry? {
        let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map { cell in
            composed(cell.trimmed())
        }
        guard cells.count == Self.columns.count else {
            add(line, "\(cells.count) columns", "\(Self.columns.count), tabs between")
            return nil
        }
        let isCode = isCode(cells[0], line)
        let isNamed = isName(cells[1], line)
        let isPlaced = isPlaced(field: cells[2], inLine: cells[3], line)
        let isLimit = isLimit(cells[4], line)
        let fee = fee(cells[5], line)
        let isDecided = cells[6].unicodeScalars.count <= 100
        if !isDecided { add(line, "a decision of more than 100 characters", "its number") }
        guard isCode, isNamed, isPlaced, isLimit, isDecided, let fee else { return nil }
        return ProcedureEntry(
            code: ProcedureCode(cells[0]), name: cells[1], field: FieldID(cells[2]),
            line: LineID(cells[3]), limit: cells[4], feeVND: fee.amount, decision: cells[6])
    }

    /// The national portal has malformed codes: a code is checked for its letters alone.
    private func isCode(_ code: String, _ line: Int) -> Bool {
        if (1...40).contains(code.utf8.count), isASCIIWord(code, with: ".-") { return true }
        add(line, "the code \(quoted(code))", "a code such as 1.001193")
        return false
    }

    private func isName(_ name: String, _ line: Int) -> Bool {
        let length = name.unicodeScalars.count
        if (1...Self.nameLimit).contains(length) { return true }
        let found = length == 0 ? "no name" : "a name of \(length) characters"
        add(line, found, "1 to \(Self.nameLimit) characters")
        return false
    }

    private func isPlaced(field: String, inLine id: String, _ line: Int) -> Bool {
        let knowsField = isKnown(field, fields, line)
        let knowsLine = isKnown(id, lines, line)
        guard knowsField, knowsLine, let carried = fieldsByLine?[id] else { return false }
        if carried.contains(field) { return true }
        add(
            line, "field \(quoted(field)), which line \(quoted(id)) does not carry",
            "\(anyOf(carried)), or another line")
        return false
    }

    private func isKnown(_ name: String, _ declared: DeclaredNames, _ line: Int) -> Bool {
        guard let names = declared.names else { return false }
        if names.contains(name) { return true }
        let hint = didYouMean(name, among: names)
        add(line, "the unknown \(declared.kind) \(quoted(name))\(hint)", anyOf(names.sorted()))
        return false
    }

    /// `7 working_day`, or `none` where none is published.
    private func isLimit(_ limit: String, _ line: Int) -> Bool {
        if limit == "none" { return true }
        let parts = limit.split(separator: " ", omittingEmptySubsequences: false)
        if parts.count == 2, let number = Int(parts[0]), (1...9_999).contains(number),
            Self.limitUnits.contains(String(parts[1]))
        {
            return true
        }
        add(
            line, "the limit \(quoted(limit))",
            "“none”, or a number and \(anyOf(Self.limitUnits))")
        return false
    }

    /// A fee that was read; its amount is nil where none is published.
    private struct Fee {
        let amount: Int?
    }

    private func fee(_ text: String, _ line: Int) -> Fee? {
        if text.isEmpty || text == "–" { return Fee(amount: nil) }
        let isDecimal = text.utf8.allSatisfy { (48...57).contains($0) } && text.utf8.count <= 10
        if isDecimal, let amount = Int(text) { return Fee(amount: amount) }
        add(line, "the fee \(quoted(text))", "whole đồng such as 8000, or nothing")
        return nil
    }
}

extension Substring {
    /// Spreadsheets leave spaces around cells.
    fileprivate func trimmed() -> String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
