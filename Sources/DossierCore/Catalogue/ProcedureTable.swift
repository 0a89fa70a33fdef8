import QueueCore

/// Reads a list of procedures in TSV or CSV: a header line, then a procedure a row.
///
/// Columns stand in any order. `code`, `name` and `field` are needed, and at least one of `direct`
/// (or `limit`), `online` and `postal`: an empty cell there closes the channel to the procedure.
/// `fee` holds for each channel that has no `fee_direct`, `fee_online` or `fee_postal` with a
/// figure. Then `short_name`, `line`, `agency`, `decision`, `text`, `papers` (`;` or line ends
/// between), `result`, `from` and `to`.
package struct ProcedureTable {
    /// The whole national portal has some 5,700 procedures.
    package static let rowsMax = 20_000
    /// A list of the whole portal has some 4 MiB.
    package static let bytesMax = 16 << 20
    /// Characters of a name; real ones have up to 1,094.
    package static let nameMax = 2_000
    /// Characters of any other cell.
    static let cellMax = 4_000
    static let papersMax = 100
    /// Of one code: each is compared with those before it.
    static let versionsMax = 100

    static let columns: Set<String> = [
        "code", "name", "short_name", "field", "line", "agency", "decision", "direct", "limit",
        "online", "postal", "fee", "fee_direct", "fee_online", "fee_postal", "text", "papers",
        "result", "from", "to",
    ]

    private let composing: (String) -> String
    private var places: [String: Int] = [:]
    private var given: [ProcedureCode: [(line: Int, dates: DateSpan)]] = [:]
    private var report = ProcedureImport()

    private init(composing: @escaping (String) -> String) {
        self.composing = composing
    }

    /// The procedures in `bytes`, with each row that is refused and why.
    ///
    /// - Parameters:
    ///   - bytes: a file's; anything may stand there.
    ///   - composing: brings a text into NFC, which the standard library cannot.
    /// - Returns: the report; a file that cannot be read at all is one refusal of line 0.
    package static func read(
        _ bytes: [UInt8], composing: @escaping (String) -> String
    ) -> ProcedureImport {
        var table = ProcedureTable(composing: composing)
        do throws(CellFault) {
            try table.read(bytes)
        } catch {
            table.report.refusals.append(.init(line: 0, code: "", reason: error.sentence))
        }
        return table.report
    }

    private mutating func read(_ bytes: [UInt8]) throws(CellFault) {
        guard bytes.count <= Self.bytesMax else {
            throw CellFault("the file has more than \(Self.bytesMax >> 20) MiB")
        }
        guard !bytes.prefix(4_096).contains(0) else {
            throw CellFault("the file is no text in UTF-8; save it as UTF-8 and try again")
        }
        var rows = TableRows(bytes)
        guard let header = rows.next() else { throw CellFault("the file is empty") }
        try readHeader(header)
        var count = 0
        while let row = rows.next() {
            // A row of separators alone is what a spreadsheet leaves below its table.
            guard row.cells.contains(where: { $0.contains { $0 != 32 } }) else { continue }
            guard count < Self.rowsMax else {
                refuse(row.line, "", "more than \(Self.rowsMax) rows; nothing is read from here on")
                return
            }
            count += 1
            take(row)
        }
    }

    private mutating func readHeader(_ header: TableRows.Row) throws(CellFault) {
        for (index, bytes) in header.cells.enumerated() {
            let text = String(decoding: bytes, as: UTF8.self)
            let name = String(text.filter { !$0.isWhitespace })
            // What a spreadsheet leaves at the end of a line.
            if name.isEmpty { continue }
            guard Self.columns.contains(name) else {
                report.ignoredColumns.append(excerpt(name))
                continue
            }
            guard places.updateValue(index, forKey: name) == nil else {
                throw CellFault("the column \(name) stands twice in the header line")
            }
        }
        let missing = ["code", "name", "field"].filter { places[$0] == nil }
        guard missing.isEmpty else {
            throw CellFault("the header line has no column \(missing.joined(separator: ", "))")
        }
        guard places["direct"] == nil || places["limit"] == nil else {
            throw CellFault("the header line has both direct and limit, which mean the same")
        }
        guard ["direct", "limit", "online", "postal"].contains(where: { places[$0] != nil }) else {
            throw CellFault("the header line has none of the columns direct, online and postal")
        }
    }

    private mutating func refuse(_ line: Int, _ code: String, _ reason: String) {
        report.refusals.append(.init(line: line, code: code, reason: reason))
    }

    private func codeAsWritten(_ row: TableRows.Row) -> String {
        guard let place = places["code"], row.cells.indices.contains(place) else { return "" }
        return excerpt(String(decoding: row.cells[place].prefix(400), as: UTF8.self))
    }

    private mutating func take(_ row: TableRows.Row) {
        let width = (places.values.max() ?? 0) + 1
        let shown = codeAsWritten(row)
        guard !row.isCut else {
            let most = TableRows.cellsMax
            return refuse(row.line, shown, "more than \(most) columns")
        }
        guard row.cells.count >= width else {
            return refuse(
                row.line, shown, "\(row.cells.count) columns, but at least \(width) are expected")
        }
        var cells = RowCells(row: row, places: places, composing: composing)
        guard let procedure = cells.procedure() else {
            return refuse(row.line, shown, cells.faults.joined(separator: "; "))
        }
        let earlier = given[procedure.code]?.first { $0.dates.overlaps(procedure.dates) }
        if let earlier {
            return refuse(
                row.line, shown, "the code stands in line \(earlier.line) for the same days")
        }
        guard given[procedure.code, default: []].count < Self.versionsMax else {
            return refuse(row.line, shown, "more than \(Self.versionsMax) versions of the code")
        }
        given[procedure.code, default: []].append((row.line, procedure.dates))
        report.procedures.append(procedure)
        if cells.isRecomposed { report.recomposedCount += 1 }
        if !RowCells.isUsualCode(procedure.code.rawValue) {
            report.remarks.append(
                .init(
                    line: row.line, code: procedure.code,
                    sentence: "an unusual code; most are like 1.001193 or 1.012753.H19"))
        }
    }
}
