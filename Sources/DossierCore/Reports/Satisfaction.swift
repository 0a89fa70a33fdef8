package import QueueCore

/// How satisfied those were that somebody asked.
package struct Satisfaction: Hashable, Sendable, Codable {
    /// Who asked: the rating at the counters, or an office that made a survey.
    package let source: String
    package let from: ServiceDay
    package let to: ServiceDay
    /// Satisfied of asked.
    package let satisfied: Share

    package init(source: String, from: ServiceDay, to: ServiceDay, satisfied: Share) {
        self.source = source
        self.from = from
        self.to = to
        self.satisfied = satisfied
    }
}

/// Surveys that others made, as a table tells them.
package struct SurveyImport: Hashable, Sendable {
    /// A row that was not taken, and why.
    package struct Refusal: Hashable, Sendable {
        /// Counted from 1.
        package let line: Int
        package let reason: String
    }

    /// Bytes of the largest table.
    package static let bytesMax = 1 << 20
    /// Surveys of one table.
    package static let rowsMax = 1_000
    /// The columns, as the first line names them.
    package static let columns = ["source", "from", "to", "satisfied", "asked"]

    package let surveys: [Satisfaction]
    package let refusals: [Refusal]

    /// Reads a table in TSV or CSV whose first line names the columns, in any order.
    ///
    /// A rate without its counts is no survey: nobody could say what it is a rate of.
    ///
    /// - Parameter bytes: hostile; what is beyond the bounds is refused.
    /// - Returns: what was read, and each row that was refused with its reason.
    package static func read(_ bytes: [UInt8]) -> SurveyImport {
        guard bytes.count <= bytesMax else {
            return SurveyImport(
                surveys: [], refusals: [Refusal(line: 1, reason: "the table is over 1 MiB")])
        }
        var rows = TableRows(bytes)
        guard let header = rows.next() else {
            return SurveyImport(
                surveys: [], refusals: [Refusal(line: 1, reason: "the table is empty")])
        }
        let names = header.cells.map { text($0) ?? "" }
        let places = columns.map { names.firstIndex(of: $0) }
        guard !places.contains(nil) else {
            let missing = zip(columns, places).filter { $1 == nil }.map(\.0)
            return SurveyImport(
                surveys: [],
                refusals: [
                    Refusal(
                        line: header.line,
                        reason: "the first line lacks \(missing.joined(separator: ", "))")
                ])
        }
        var (surveys, refusals) = ([Satisfaction](), [Refusal]())
        while let row = rows.next() {
            guard surveys.count < rowsMax, refusals.count < rowsMax else {
                refusals.append(
                    Refusal(line: row.line, reason: "more than \(rowsMax) rows; the rest is unread")
                )
                break
            }
            let cells = places.map { place in
                place.flatMap { row.cells.indices.contains($0) ? text(row.cells[$0]) : nil } ?? ""
            }
            switch survey(cells) {
            case .success(let survey): surveys.append(survey)
            case .failure(let fault):
                refusals.append(Refusal(line: row.line, reason: fault.reason))
            }
        }
        return SurveyImport(surveys: surveys, refusals: refusals)
    }

    private struct Fault: Error {
        let reason: String
    }

    private static func survey(_ cells: [String]) -> Result<Satisfaction, Fault> {
        let (source, from, to) = (cells[0], ServiceDay(cells[1]), ServiceDay(cells[2]))
        guard !source.isEmpty, source.count <= 200 else {
            return .failure(Fault(reason: "source: 1 to 200 characters"))
        }
        guard let from, let to, from <= to else {
            return .failure(Fault(reason: "from, to: two days such as 2026-11-23, in order"))
        }
        guard let satisfied = Int(cells[3]), let asked = Int(cells[4]), asked > 0,
            (0...asked).contains(satisfied)
        else {
            return .failure(
                Fault(reason: "satisfied, asked: two counts, and no more satisfied than asked"))
        }
        return .success(
            Satisfaction(
                source: source, from: from, to: to, satisfied: Share(satisfied, of: asked)))
    }

    /// A cell without blanks around it; nil for one that is no UTF-8 or has control characters.
    private static func text(_ cell: ArraySlice<UInt8>) -> String? {
        guard let text = String(validating: cell, as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        let isBlank: (UInt8) -> Bool = { $0 == 32 }
        let bytes = cell.drop(while: isBlank)
        let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? bytes.startIndex
        return String(decoding: bytes[bytes.startIndex..<end], as: UTF8.self)
    }
}
