import QueueCore

extension ProcedureTable {
    private static let written = [
        "code", "name", "short_name", "field", "line", "agency", "decision", "direct", "online",
        "postal", "fee_direct", "fee_online", "fee_postal", "text", "papers", "result", "from",
        "to",
    ]

    /// The procedures as a list in TSV that `read` takes, for people to go on with.
    ///
    /// A row has one sentence for limits in words: that of its first channel with such a limit.
    package static func text(of procedures: [Procedure]) -> [UInt8] {
        let rows = [written] + procedures.map(cells)
        return Array(rows.map { $0.joined(separator: "\t") + "\n" }.joined().utf8)
    }

    private static func cells(_ procedure: Procedure) -> [String] {
        let terms = FilingChannel.allCases.map { procedure.terms[$0] }
        let words = terms.lazy.compactMap { terms -> String? in
            if case .words(let text) = terms?.limit { text } else { nil }
        }
        var agency = ""
        if case .central(let name) = procedure.agency { agency = name }
        var cells = [
            procedure.code.rawValue, procedure.name, procedure.shortName ?? "",
            procedure.field.rawValue, procedure.line?.rawValue ?? "", agency, procedure.decision,
        ]
        cells += terms.map { $0?.limit.cell ?? "" }
        cells += terms.map { $0?.feeVND.map(String.init) ?? "" }
        cells += [
            words.first ?? "", procedure.papers.joined(separator: "; "), procedure.result,
            procedure.dates.from?.description ?? "", procedure.dates.to?.description ?? "",
        ]
        return cells.map(cell)
    }

    /// Without what would end the cell or the row, and in marks where it would be taken for marked.
    private static func cell(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        let flat = String(String.UnicodeScalarView(scalars))
        guard flat.hasPrefix("\"") else { return flat }
        let doubled = flat.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"")
        return "\"\(doubled)\""
    }
}
