package import QueueCore

/// Words a slip from what was ordered.
package struct SlipWriter: Sendable {
    private let centre: CentreSettings
    private let lineNames: [LineID: LocalizedName]
    private let publicBaseURL: String?
    private let texts: Texts

    /// A writer for a centre's slips.
    package init(_ configuration: Configuration) {
        centre = configuration.centre
        lineNames = configuration.lineNames
        publicBaseURL = configuration.publicBaseURL
        texts = configuration.texts
    }

    /// The slip of a ticket, in the citizen's language.
    package func ticketSlip(_ order: SlipOrder) -> Slip {
        let language = order.language
        let day = ServiceDay(at: order.issuedAt)
        let line = lineNames[order.line].map { $0(in: language) } ?? order.line.rawValue
        let counters = order.counters.map(String.init).joined(separator: ", ")
        return Slip(
            kind: .ticket, heading: centre.heading,
            numberCaption: texts("slip.number", in: language), number: order.number,
            facts: [
                texts("slip.line", in: language, ["line": line]),
                texts("slip.counters", in: language, ["counters": counters]),
                texts("slip.ahead", in: language, ["ahead": String(order.ahead)]),
                wait(order.estimate, language),
                texts(
                    "slip.issued", in: language,
                    [
                        "time": order.issuedAt.clockText,
                        "day": "\(padded(day.day, 2))/\(padded(day.month, 2))/\(day.year)",
                    ]),
            ].compactMap(\.self),
            statusURL: publicBaseURL.map { "\($0)/t/\(order.statusToken)" },
            statusCaption: texts("slip.status", in: language),
            closing: [
                texts("slip.watch", in: language), texts("slip.missed", in: language),
                texts("slip.thanks", in: language),
            ],
            mark: order.print > 1 ? texts("slip.reprint", in: language) : nil)
    }

    /// The wait as it was foreseen at the issue; no line on the paper where nothing was.
    private func wait(_ estimate: EstimateRange?, _ language: Texts.Language) -> String? {
        guard let range = estimate?.wholeMinutes else { return nil }
        let (low, high) = (range.lowSeconds / 60, max(1, range.highSeconds / 60))
        guard low > 0 else {
            return texts("slip.wait-under", in: language, ["minutes": String(high)])
        }
        let minutes = low < high ? "\(low)–\(high)" : String(high)
        return texts("slip.wait", in: language, ["minutes": minutes])
    }
}
