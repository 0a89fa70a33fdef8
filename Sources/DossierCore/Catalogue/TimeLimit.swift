/// How long a procedure may take, as it is published or as somebody mapped it.
package enum TimeLimit: Hashable, Sendable, Codable {
    /// How hours run.
    package enum HourClock: String, Hashable, Sendable, Codable, CaseIterable {
        /// Day and night, as for a child in danger.
        case clock
        /// While the centre is open.
        case working
    }

    /// Working days, in halves: the portal publishes 3.5 and 17.5 days too.
    case workingDays(halves: Int)
    case calendarDays(Int)
    case hours(Int, HourClock)
    case months(Int)
    case years(Int)
    /// On the day of reception; what comes after 15:00, on the next working day.
    case sameDay
    /// A sentence that only a person can apply.
    case words(String)
    /// None is published.
    case unpublished
    /// The portal's unit “other”: no due date until somebody says what is meant.
    case unmapped(Int)

    /// The largest number of days, hours, months or years; 275 days is the longest in the portal.
    package static let countMax = 999

    /// So many whole working days.
    package static func working(days: Int) -> TimeLimit { .workingDays(halves: days * 2) }
}

// MARK: - In words

extension TimeLimit {
    /// In the middle of a Vietnamese sentence, such as `3,5 ngày làm việc`.
    package var vietnamese: String {
        switch self {
        case .workingDays(let halves): "\(Self.number(halves, comma: ",")) ngày làm việc"
        case .calendarDays(let count): "\(count) ngày"
        case .hours(let count, .clock): "\(count) giờ"
        case .hours(let count, .working): "\(count) giờ làm việc"
        case .months(let count): "\(count) tháng"
        case .years(let count): "\(count) năm"
        case .sameDay: "trong ngày làm việc"
        case .words(let text): text
        case .unpublished: "chưa công bố"
        case .unmapped(let count): "\(count) (đơn vị khác)"
        }
    }

    /// In the middle of an English sentence, such as `3.5 working days`.
    package var english: String {
        switch self {
        case .workingDays(let halves):
            "\(Self.number(halves, comma: ".")) working day\(halves == 2 ? "" : "s")"
        case .calendarDays(let count): Self.counted(count, "calendar day")
        case .hours(let count, .clock): Self.counted(count, "hour")
        case .hours(let count, .working): Self.counted(count, "working hour")
        case .months(let count): Self.counted(count, "month")
        case .years(let count): Self.counted(count, "year")
        case .sameDay: "the same working day"
        case .words(let text): text
        case .unpublished: "not published"
        case .unmapped(let count): "\(count) of the unit “other”"
        }
    }

    private static func counted(_ count: Int, _ unit: String) -> String {
        "\(count) \(unit)\(count == 1 ? "" : "s")"
    }

    static func number(_ halves: Int, comma: String) -> String {
        halves % 2 == 0 ? "\(halves / 2)" : "\(halves / 2)\(comma)5"
    }
}

// MARK: - In a table

/// A cell that is not what its column holds; the sentence says what would be.
struct CellFault: Error, Hashable {
    let sentence: String
    init(_ sentence: String) { self.sentence = sentence }
}

extension TimeLimit {
    static let units = "working_day, calendar_day, hour, working_hour, month, year, other"

    /// As a cell: `3.5/working_day`, `/same_day`, `/none`; a limit in words is `/text`.
    package var cell: String {
        switch self {
        case .workingDays(let halves): "\(Self.number(halves, comma: "."))/working_day"
        case .calendarDays(let count): "\(count)/calendar_day"
        case .hours(let count, .clock): "\(count)/hour"
        case .hours(let count, .working): "\(count)/working_hour"
        case .months(let count): "\(count)/month"
        case .years(let count): "\(count)/year"
        case .sameDay: "/same_day"
        case .words: "/text"
        case .unpublished: "/none"
        case .unmapped(let count): "\(count)/other"
        }
    }

    /// Reads a cell that is not empty, with `/` or a space before the unit.
    ///
    /// `words` is the row's sentence for `/text`.
    init(cell: String, words: String) throws(CellFault) {
        let parts = cell.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "/ ".contains($0) })
        let unit = parts.last.map(String.init) ?? ""
        let count = parts.count == 2 ? String(parts[0]) : ""
        switch (unit, count.isEmpty) {
        case ("none", true): self = .unpublished
        case ("same_day", true): self = .sameDay
        case ("text", true):
            guard !words.isEmpty else {
                throw CellFault("a limit in words, but no words in the column text")
            }
            self = .words(words)
        case ("working_day", false): self = .workingDays(halves: try Self.halves(count, cell))
        case ("calendar_day", false): self = .calendarDays(try Self.count(count, cell))
        case ("hour", false): self = .hours(try Self.count(count, cell), .clock)
        case ("working_hour", false): self = .hours(try Self.count(count, cell), .working)
        case ("month", false): self = .months(try Self.count(count, cell))
        case ("year", false): self = .years(try Self.count(count, cell))
        case ("other", false): self = .unmapped(try Self.count(count, cell, from: 0))
        default: throw Self.fault(cell)
        }
    }

    /// The limit in a cell such as `7 working_day`; nil for what is none, and for words alone.
    package init?(published cell: String) {
        guard let limit = try? TimeLimit(cell: cell, words: "") else { return nil }
        self = limit
    }

    private static func fault(_ cell: String) -> CellFault {
        CellFault(
            "the limit “\(excerpt(cell))”, but 1 to \(countMax) and one of \(units) such as "
                + "7/working_day, or /same_day, /text or /none is expected")
    }

    private static func count(
        _ text: String, _ cell: String, from first: Int = 1
    ) throws(CellFault) -> Int {
        guard text.utf8.count <= 4, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let count = Int(text), (first...countMax).contains(count)
        else { throw fault(cell) }
        return count
    }

    private static func halves(_ text: String, _ cell: String) throws(CellFault) -> Int {
        guard text.hasSuffix(".5") || text.hasSuffix(",5") else {
            return 2 * (try count(text, cell))
        }
        return 2 * (try count(String(text.dropLast(2)), cell, from: 0)) + 1
    }
}

/// The beginning of a text from outside, for a sentence about it.
func excerpt(_ text: some StringProtocol) -> String {
    let shown = text.unicodeScalars.prefix(60).map { scalar in
        scalar.properties.generalCategory == .control ? "·" : Character(scalar)
    }
    return String(shown) + (text.unicodeScalars.count > 60 ? "…" : "")
}
