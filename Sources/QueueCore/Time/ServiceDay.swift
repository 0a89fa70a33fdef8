/// A calendar day at the centre (Asia/Ho_Chi_Minh), whatever the machine's zone.
///
/// Encodes as its text, `2026-11-23`.
package struct ServiceDay: Hashable, Comparable, Sendable, Codable, LosslessStringConvertible {
    /// Days since 1970-01-01.
    package let daysSinceEpoch: Int

    package init(daysSinceEpoch: Int) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// The day at the centre at `instant`.
    ///
    /// Of the last hours that 64 bits can say, the day in which they end: no instant is a trap.
    package init(at instant: Instant) {
        let (sum, isBeyond) = instant.millisecondsSinceEpoch.addingReportingOverflow(
            CentreZone.offsetMilliseconds)
        let local = isBeyond ? Int64.max : sum
        daysSinceEpoch = Int(local.flooredDivision(by: CentreZone.millisecondsPerDay))
    }

    /// Reads `2026-11-23`; nil unless it is a day that exists.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day of that date in the Gregorian calendar; nil when there is none, such as 30 February.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        let candidate = Self.daysSinceEpoch(year: year, month: month, day: day)
        let back = Self.date(daysSinceEpoch: candidate)
        guard back == (year, month, day) else { return nil }
        daysSinceEpoch = candidate
    }

    package var year: Int { Self.date(daysSinceEpoch: daysSinceEpoch).year }
    package var month: Int { Self.date(daysSinceEpoch: daysSinceEpoch).month }
    package var day: Int { Self.date(daysSinceEpoch: daysSinceEpoch).day }

    /// 1 = Monday … 7 = Sunday, as ISO 8601 counts.
    package var weekday: Int { Int((Int64(daysSinceEpoch) + 3).flooredRemainder(by: 7)) + 1 }

    /// Midnight at the centre, where this day begins.
    package var start: Instant {
        Instant(
            millisecondsSinceEpoch: Int64(daysSinceEpoch) * CentreZone.millisecondsPerDay
                - CentreZone.offsetMilliseconds)
    }

    /// The day `days` later; earlier when negative.
    package func advanced(by days: Int) -> ServiceDay {
        ServiceDay(daysSinceEpoch: daysSinceEpoch + days)
    }

    package static func < (lhs: ServiceDay, rhs: ServiceDay) -> Bool {
        lhs.daysSinceEpoch < rhs.daysSinceEpoch
    }

    package var description: String {
        let date = Self.date(daysSinceEpoch: daysSinceEpoch)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let day = ServiceDay(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a day: \(text)"))
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    // The civil calendar counted in 400-year eras that begin on 1 March, so that the leap day is
    // the last day of its year and no table is needed.
    private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func date(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSinceEpoch + 719_468
        let era = Int(Int64(days).flooredDivision(by: 146_097))
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

/// `value` in decimal, with zeros before it up to `width` digits.
package func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    let missing = width - digits.utf8.count
    return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
}

extension Int64 {
    /// Division that rounds down, also for what lies before 1970.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The rest of `flooredDivision(by:)`, never negative.
    func flooredRemainder(by divisor: Int64) -> Int64 {
        self - flooredDivision(by: divisor) * divisor
    }
}
