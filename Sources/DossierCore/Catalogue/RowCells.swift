import QueueCore

/// The cells of one row, by column, on their way to a procedure.
///
/// Collects what is wrong, so that a row is refused once with all its reasons.
struct RowCells {
    private let row: TableRows.Row
    private let places: [String: Int]
    private let composing: (String) -> String
    private(set) var faults: [String] = []
    /// Whether a cell had to be brought into NFC.
    private(set) var isRecomposed = false

    init(row: TableRows.Row, places: [String: Int], composing: @escaping (String) -> String) {
        self.row = row
        self.places = places
        self.composing = composing
    }

    /// The procedure; nil when something is wrong with a cell.
    mutating func procedure() -> Procedure? {
        let code = code()
        let name = required("name", ProcedureTable.nameMax)
        let field = required("field", 200)
        var procedure = Procedure(
            code: ProcedureCode(code), name: name, field: FieldID(field), terms: terms())
        procedure.shortName = optional("short_name", 200)
        procedure.line = optional("line", 40).map { LineID($0) }
        procedure.agency = optional("agency", 200).map(Agency.central) ?? .own
        procedure.decision = text("decision", 100)
        procedure.result = text("result", 500)
        procedure.papers = papers()
        procedure.dates = dates()
        if procedure.terms.isEmpty, faults.isEmpty {
            faults.append("no limit for any channel, so that nobody could hand it in")
        }
        return faults.isEmpty ? procedure : nil
    }

    // MARK: Codes

    private mutating func code() -> String {
        let known = faults.count
        let code = text("code", 40)
        if faults.count == known, !Self.isCode(code) {
            faults.append("the code “\(excerpt(code))”, but one such as 1.001193 is expected")
        }
        return code
    }

    /// The national portal has malformed codes: a code is checked for its letters alone.
    private static func isCode(_ code: String) -> Bool {
        (1...40).contains(code.utf8.count)
            && code.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// Whether it is a digit, a point and six digits, with or without the province's part.
    static func isUsualCode(_ code: String) -> Bool {
        let parts = code.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 2 && parts[0].utf8.count == 1 && parts[1].utf8.count == 6
            && parts.prefix(2).allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
            && !code.contains("-")
    }

    // MARK: Terms

    private mutating func terms() -> [FilingChannel: ChannelTerms] {
        let words = text("text", ProcedureTable.cellMax, dropping: " OTHER")
        let common = fee("fee")
        var terms: [FilingChannel: ChannelTerms] = [:]
        for channel in FilingChannel.allCases {
            let name = channel == .direct && places["direct"] == nil ? "limit" : channel.rawValue
            let cell = text(name, 100)
            let own = fee("fee_\(channel.rawValue)")
            guard !cell.isEmpty else { continue }
            do throws(CellFault) {
                let limit = try TimeLimit(cell: cell, words: words)
                terms[channel] = ChannelTerms(limit: limit, feeVND: own ?? common)
            } catch {
                faults.append("\(name): \(error.sentence)")
            }
        }
        return terms
    }

    private mutating func fee(_ column: String) -> Int? {
        let cell = text(column, 40)
        if cell.isEmpty || cell == "–" { return nil }
        let isDecimal = cell.utf8.count <= 10 && cell.utf8.allSatisfy { (48...57).contains($0) }
        if isDecimal, let amount = Int(cell) { return amount }
        faults.append("\(column): “\(excerpt(cell))”, but whole đồng such as 8000 are expected")
        return nil
    }

    // MARK: Papers and days

    private mutating func papers() -> [String] {
        let papers = text("papers", ProcedureTable.cellMax, isLong: true)
            .split { $0 == ";" || $0.isNewline }.map { trimmed($0) }.filter { !$0.isEmpty }
        if papers.count > ProcedureTable.papersMax {
            faults.append("\(papers.count) papers, but at most \(ProcedureTable.papersMax)")
        }
        return papers
    }

    private mutating func dates() -> DateSpan {
        let span = DateSpan(from: day("from"), to: day("to"))
        if let from = span.from, let to = span.to, to < from {
            faults.append("it ends on \(to), before it begins on \(from)")
        }
        return span
    }

    private mutating func day(_ column: String) -> ServiceDay? {
        let cell = text(column, 40)
        guard !cell.isEmpty else { return nil }
        if let day = ServiceDay(cell), CountedTime.days.contains(day) { return day }
        faults.append("\(column): “\(excerpt(cell))”, but a day such as 2026-11-23 is expected")
        return nil
    }

    // MARK: Text

    private mutating func required(_ column: String, _ limit: Int) -> String {
        let known = faults.count
        let cell = text(column, limit)
        if faults.count == known, cell.isEmpty { faults.append("no \(column)") }
        return cell
    }

    private mutating func optional(_ column: String, _ limit: Int) -> String? {
        let cell = text(column, limit)
        return cell.isEmpty ? nil : cell
    }

    /// The cell in NFC without spaces around it; empty where there is none or it is at fault.
    ///
    /// `dropping` is an ending that does not belong to it; `isLong` allows line ends.
    private mutating func text(
        _ column: String, _ limit: Int, dropping ending: String = "", isLong: Bool = false
    ) -> String {
        guard let place = places[column], row.cells.indices.contains(place) else { return "" }
        guard let raw = String(validating: row.cells[place], as: UTF8.self) else {
            faults.append("\(column): bytes that are no UTF-8")
            return ""
        }
        // Before anything costs: composing a flood of marks takes its time. A Vietnamese letter is
        // three scalars at most when it is not composed.
        guard raw.unicodeScalars.count <= limit * 3 + 200 else {
            faults.append("\(column): more than \(limit) characters")
            return ""
        }
        let text = composing(raw)
        // Equal by the rules of Unicode, so only the scalars tell.
        if !text.unicodeScalars.elementsEqual(raw.unicodeScalars) { isRecomposed = true }
        var cell = trimmed(text)
        if !ending.isEmpty, cell.hasSuffix(ending) { cell = trimmed(cell.dropLast(ending.count)) }
        if cell.unicodeScalars.count > limit {
            faults.append("\(column): more than \(limit) characters")
            return ""
        }
        if let odd = cell.unicodeScalars.first(where: { Self.isUnprintable($0, isLong) }) {
            let number = String(odd.value, radix: 16, uppercase: true)
            faults.append("\(column): the character U+\(number), which cannot be printed")
            return ""
        }
        return cell
    }

    /// Marks without a letter of their own after composing, and what is no character to see.
    private static func isUnprintable(_ scalar: Unicode.Scalar, _ isLong: Bool) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: !(isLong && (scalar == "\n" || scalar == "\r"))
        case .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .nonspacingMark, .enclosingMark:
            true
        default: false
        }
    }
}

/// Spreadsheets leave spaces around cells.
private func trimmed(_ text: some StringProtocol) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
        let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
}
