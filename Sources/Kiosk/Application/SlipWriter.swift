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
                texts(
                    "slip.issued", in: language,
                    [
                        "time": order.issuedAt.clockText,
                        "day": "\(padded(day.day, 2))/\(padded(day.month, 2))/\(day.year)",
                    ]),
            ],
            statusURL: publicBaseURL.map { "\($0)/t/\(order.statusToken)" },
            statusCaption: texts("slip.status", in: language),
            closing: [
                texts("slip.watch", in: language), texts("slip.missed", in: language),
                texts("slip.thanks", in: language),
            ],
            mark: order.print > 1 ? texts("slip.reprint", in: language) : nil)
    }
}
