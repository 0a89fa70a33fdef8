/// What a layout may show beside fixed words: `{name}` in a text, `number: name`, `qr: name`,
/// `if: name`.
package enum SlipValue: String, Hashable, Sendable, CaseIterable {
    // On every slip.
    /// The centre's heading, a line each.
    case heading
    case centre
    /// When it was printed, `08:15`; of a ticket when it was issued.
    case time
    /// `23/11/2026`, as `time`.
    case day
    /// There on a second print alone.
    case reprint

    // Tickets and receipts.
    case number
    /// Names of a line, or the day's lines one below the other.
    case line, lines
    case counters
    /// Citizens before this one.
    case ahead
    /// The foreseen wait, `10–20`; beside it `wait`, or `waitUnder` for “less than”.
    case minutes
    case wait, waitUnder
    /// The address where a phone sees how it stands.
    case status

    // Receipts and apologies.
    /// The dossier's code.
    case code
    case procedure
    /// A day, or `16:30 ngày 23/11/2026`.
    case received, due, newDue
    /// Đồng, `8.000`.
    case fee
    /// How many papers were handed in.
    case papers
    /// Where the result is fetched.
    case place
    case hotline
    case reason

    // Test slips.
    /// The printer's name in the configuration.
    case printer
    /// What the printer calls itself.
    case model
    case profile
    case widthDots

    // Day's summaries.
    case issued, served, noShows, expired, cancelled
    /// How many events the day has.
    case events
    /// The whole head of the day's events, for `motcua audit check`.
    case head
    /// The head's mark with the centre's key, in groups.
    case mark
}

extension Slip.Kind {
    /// What slips of this kind have; a layout may show no other.
    package var values: [SlipValue] {
        let always: [SlipValue] = [.heading, .centre, .time, .day, .reprint]
        switch self {
        case .ticket:
            return always + [
                .number, .line, .counters, .ahead, .minutes, .wait, .waitUnder, .status,
            ]
        case .receipt:
            return always + [
                .number, .line, .code, .procedure, .received, .due, .fee, .papers, .place,
                .hotline, .status,
            ]
        case .apology:
            return always + [
                .code, .procedure, .received, .due, .reason, .newDue, .hotline, .status,
            ]
        case .test:
            return always + [.number, .printer, .model, .profile, .widthDots, .status]
        case .summary:
            return always + [
                .issued, .served, .noShows, .expired, .cancelled, .lines, .events, .head, .mark,
            ]
        }
    }

    /// Words that values of this kind are made of, with the places that are filled in them.
    package var wordsOfValues: [String: Set<String>] {
        switch self {
        case .summary:
            [
                "slip.summary-line": ["line", "count", "average", "p90", "noShows"],
                "slip.summary-line-none": ["line", "count"],
            ]
        case .receipt, .apology: ["slip.moment": ["time", "day"]]
        case .ticket, .test: [:]
        }
    }
}
