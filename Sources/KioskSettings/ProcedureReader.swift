import Kiosk
import QueueCore

/// A procedure and the days on which it is offered.
struct ProcedureRow {
    let entry: ProcedureEntry
    let dates: DateSpan

    var plan: ProcedurePlan {
        var plan = ProcedurePlan(code: entry.code, field: entry.field, line: entry.line)
        plan.dates = dates
        return plan
    }
}

/// What a line carries on which days.
struct Carrier {
    let fields: [String]
    let dates: DateSpan
}

extension CentreDraft {
    /// By the line's name.
    var carriers: [String: [Carrier]] {
        var carriers: [String: [Carrier]] = [:]
        for line in lines ?? [] {
            guard let id = line.id, let dates = line.dates else { continue }
            let carrier = Carrier(fields: line.fields.map(\.value), dates: dates)
            carriers[id.value, default: []].append(carrier)
        }
        return carriers
    }
}

/// Reads the list of procedures: a header line, then a procedure a line, tabs between columns.
///
/// A table, because people keep it in a spreadsheet.
struct ProcedureReader {
    static let columns = ["code", "name", "field", "line", "limit", "fee", "decision"]
    /// Columns that a centre may add after these, for procedures that begin or end.
    static let dateColumns = ["from", "to"]
    /// Columns that a centre may add at the end, for people to read at the kiosk; of papers `;`
    /// stands between.
    static let postingColumns = ["papers", "result"]
    /// Columns that a centre may add last: limits of what is filed online and by post, empty where
    /// they are the counter's.
    static let channelColumns = ["limit-online", "limit-postal"]
    /// Papers of one procedure, and characters of one, and of a result.
    static let (papersMax, paperLengthMax) = (60, 1_000)
    /// Real names have up to 1,094 characters.
    static let nameLimit = 2_000
    /// The whole national portal has some 5,700 procedures.
    static let rowLimit = 20_000
    private static let limitUnits = [
        "hour", "working_day", "calendar_day", "month", "year", "other",
    ]

    let file: SourceFile
    let mistakes: MistakeList
    /// What each line carries; of lines that could not be read, nothing is known.
    let carriers: [String: [Carrier]]
    let fields: DeclaredNames
    let lines: DeclaredNames

    /// The procedures in the file's order; rows with mistakes are left out.
    func read() -> [ProcedureRow] {
        let rows = file.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let header = rows.first else { return [] }
        let found = header.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard let layout = Layout(found) else {
            mistakes.add(
                file.name, 1, found: "the columns \(quoted(found.joined(separator: " ")))",
                expected: "a header line with \(Self.columns.joined(separator: " ")), tabs between,"
                    + " after them \(Self.dateColumns.joined(separator: " ")) or not, and then "
                    + "\(Self.postingColumns.joined(separator: " ")) or not, and then "
                    + "\(Self.channelColumns.joined(separator: " ")) or not")
            return []
        }
        var given = DatedNames<ProcedureCode>()
        var entries: [ProcedureRow] = []
        for (index, row) in rows.enumerated().dropFirst() where row.contains(where: { $0 != " " }) {
            guard entries.count < Self.rowLimit else {
                add(index + 1, "more than \(Self.rowLimit) procedures", "at most so many")
                break
            }
            // A table of rubbish would take minutes, each row searched for what was meant.
            if mistakes.isFull { break }
            let number = index + 1
            guard let entry = entry(row, number, layout) else { continue }
            let code = entry.entry.code
            if let first = given.give(code, on: entry.dates, toLine: number) {
                let (found, expected) = DatedNames<ProcedureCode>.double(
                    of: "procedure \(code)", on: entry.dates, after: first)
                add(number, found, expected)
            } else {
                entries.append(entry)
            }
        }
        return entries
    }

    /// Which columns a file has.
    private struct Layout {
        let count: Int
        let hasDates: Bool
        let hasPosting: Bool
        let hasChannels: Bool

        init?(_ header: [String]) {
            let rest = header.dropFirst(ProcedureReader.columns.count)
            hasDates = rest.starts(with: ProcedureReader.dateColumns)
            let later = rest.dropFirst(hasDates ? ProcedureReader.dateColumns.count : 0)
            hasPosting = later.starts(with: ProcedureReader.postingColumns)
            let last = later.dropFirst(hasPosting ? ProcedureReader.postingColumns.count : 0)
            hasChannels = !last.isEmpty
            count = header.count
            guard header.starts(with: ProcedureReader.columns),
                last.isEmpty || Array(last) == ProcedureReader.channelColumns
            else { return nil }
        }
    }

    private func add(_ line: Int, _ found: String, _ expected: String) {
        mistakes.add(file.name, line, found: found, expected: expected)
    }

    private func entry(_ row: Substring, _ line: Int, _ layout: Layout) -> ProcedureRow? {
        let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map { cell in
            composed(cell.trimmed())
        }
        guard cells.count == layout.count else {
            add(line, "\(cells.count) columns", "\(layout.count), tabs between")
            return nil
        }
        let rest = cells.dropFirst(Self.columns.count)
        let dates = dates(rest.prefix(layout.hasDates ? Self.dateColumns.count : 0), line)
        let channels = rest.suffix(layout.hasChannels ? Self.channelColumns.count : 0)
        let posted = rest.dropLast(channels.count)
        let posting = posting(
            layout.hasPosting ? posted.suffix(Self.postingColumns.count) : [], line)
        let areLimits = channels.allSatisfy { $0.isEmpty || self.isLimit($0, line) }
        let isCode = isCode(cells[0], line)
        let isNamed = isName(cells[1], line)
        let isPlaced = isPlaced(field: cells[2], inLine: cells[3], on: dates, line)
        let isLimit = isLimit(cells[4], line)
        let fee = fee(cells[5], line)
        let isDecided = cells[6].unicodeScalars.count <= 100
        if !isDecided { add(line, "a decision of more than 100 characters", "its number") }
        guard isCode, isNamed, isPlaced, isLimit, areLimits, isDecided, let fee, let dates,
            let posting
        else { return nil }
        var entry = ProcedureEntry(
            code: ProcedureCode(cells[0]), name: cells[1], field: FieldID(cells[2]),
            line: LineID(cells[3]), limit: cells[4], feeVND: fee.amount, decision: cells[6])
        (entry.papers, entry.result) = posting
        let limits = channels.map { $0.isEmpty ? nil : $0 }
        (entry.onlineLimit, entry.postalLimit) = (limits.first ?? nil, limits.last ?? nil)
        return ProcedureRow(entry: entry, dates: dates)
    }

    /// The days of a row; an empty cell, or none, is no bound.
    ///
    /// Nil where a mistake was written down.
    private func dates(_ cells: ArraySlice<String>, _ line: Int) -> DateSpan? {
        let days = cells.map { text -> ServiceDay? in
            guard !text.isEmpty else { return nil }
            let day = DatesReader.day(text)
            if day == nil { add(line, quoted(text), "\(DatesReader.expected), or nothing") }
            return day
        }
        guard zip(cells, days).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
        let span = DateSpan(from: days.first ?? nil, to: days.last ?? nil)
        if let from = span.from, let to = span.to, to < from {
            add(line, "\(to), before \(from)", "the earlier day as from")
            return nil
        }
        return span
    }

    /// What is posted besides; nil where a mistake was written down.
    private func posting(
        _ cells: ArraySlice<String>, _ line: Int
    ) -> (papers: [String], result: String)? {
        guard let list = cells.first, let result = cells.last else { return ([], "") }
        let papers = list.split(separator: ";").map { $0.trimmed() }.filter { !$0.isEmpty }
        guard papers.count <= Self.papersMax,
            (papers + [result]).allSatisfy({ $0.unicodeScalars.count <= Self.paperLengthMax })
        else {
            add(
                line, "\(papers.count) papers, or one or a result that is too long",
                "\(Self.papersMax) papers at most, each of \(Self.paperLengthMax) characters at most"
            )
            return nil
        }
        return (papers, result)
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

    private func isPlaced(
        field: String, inLine id: String, on dates: DateSpan?, _ line: Int
    ) -> Bool {
        let knowsField = isKnown(field, fields, line)
        let knowsLine = isKnown(id, lines, line)
        guard knowsField, knowsLine, let all = carriers[id], let dates else { return false }
        let carriers = all.filter { $0.dates.overlaps(dates) }
        guard !carriers.isEmpty else {
            add(
                line, "line \(quoted(id)), which stands on no day of the procedure\(dates.words)",
                "days of the line, or another line")
            return false
        }
        guard let other = carriers.first(where: { !$0.fields.contains(field) }) else { return true }
        let days = other.dates.common(with: dates)?.words ?? ""
        add(
            line, "field \(quoted(field)), which line \(quoted(id)) does not carry\(days)",
            "\(anyOf(other.fields)), or another line")
        return false
    }

    private func isKnown(_ name: String, _ declared: DeclaredNames, _ line: Int) -> Bool {
        guard let names = declared.names else { return false }
        if names.contains(name) { return true }
        let hint = didYouMean(name, among: names)
        add(line, "the unknown \(declared.kind) \(quoted(name))\(hint)", anyOf(names.sorted()))
        return false
    }

    /// `7 working_day`, `same_day`, or `none` where none is published.
    private func isLimit(_ limit: String, _ line: Int) -> Bool {
        if ["none", "same_day"].contains(limit) { return true }
        let parts = limit.split(separator: " ", omittingEmptySubsequences: false)
        if parts.count == 2, let number = Int(parts[0]), (1...9_999).contains(number),
            Self.limitUnits.contains(String(parts[1]))
        {
            return true
        }
        add(
            line, "the limit \(quoted(limit))",
            "“none”, “same_day”, or a number and \(anyOf(Self.limitUnits))")
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
