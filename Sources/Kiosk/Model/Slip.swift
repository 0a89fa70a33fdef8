/// What is written on one piece of paper, already in words: a renderer places it and decides
/// nothing.
///
/// Carries number, counters and neutral line name, a dossier's code and procedure; nothing
/// personal.
package struct Slip: Hashable, Sendable {
    /// What the paper is; each has a layout of that name, `ticket.yaml`.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case ticket
        /// Receipt and appointment for the result.
        case receipt
        /// The centre is late and says so, with a new day.
        case apology
        case test
        /// A day's figures and where its events end.
        case summary
    }

    package var kind: Kind
    /// The number, digits only, also for a printer that prints in its own letters: `1002`; empty
    /// where the paper is nobody's ticket.
    package var number: String
    /// The counters that serve the ticket, `6, 8, 9`, for the same printer.
    package var counters: String
    /// Large words across the head of a second print: `BẢN IN LẠI`; nil on a first print.
    package var mark: String?
    /// Everything on the paper, top to bottom.
    package var blocks: [SlipBlock]

    package init(
        kind: Kind, number: String, counters: String = "", mark: String? = nil,
        blocks: [SlipBlock]
    ) {
        self.kind = kind
        self.number = number
        self.counters = counters
        self.mark = mark
        self.blocks = blocks
    }
}
