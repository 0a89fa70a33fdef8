/// What is written on one piece of paper, already in words: a renderer places it and decides
/// nothing.
///
/// Carries number, counters and neutral line name only; nothing personal.
package struct Slip: Hashable, Sendable, Codable {
    /// What the paper is.
    package enum Kind: String, Hashable, Sendable, Codable {
        case ticket
        case test
    }

    package var kind: Kind
    /// Head of the slip, a line each: `UBND PHƯỜNG …`, `TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG`.
    package var heading: [String]
    /// The words above the number: `SỐ THỨ TỰ CỦA ÔNG/BÀ`.
    package var numberCaption: String
    /// The big number, digits only: `1002`.
    package var number: String
    /// Below it, a line each, already worded: line's name, counters, people ahead, time of issue.
    package var facts: [String]
    /// The status link to encode as a QR; nil where no public address is configured.
    package var statusURL: String?
    /// Words under the QR.
    package var statusCaption: String
    /// Last lines: where to look, and thanks.
    package var closing: [String]
    /// Large words across the head of a second print: `BẢN IN LẠI`; nil on a first print.
    package var mark: String?

    package init(
        kind: Kind, heading: [String], numberCaption: String, number: String, facts: [String],
        statusURL: String?, statusCaption: String, closing: [String], mark: String?
    ) {
        self.kind = kind
        self.heading = heading
        self.numberCaption = numberCaption
        self.number = number
        self.facts = facts
        self.statusURL = statusURL
        self.statusCaption = statusCaption
        self.closing = closing
        self.mark = mark
    }
}
