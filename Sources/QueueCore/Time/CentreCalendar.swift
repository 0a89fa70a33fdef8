/// The days on which a centre does not keep its usual week: holidays, swapped days, half days.
///
/// The state decides these dates, at times a week ahead, so they come from a dated file and are
/// never computed. The calendar knows whole years; outside them it knows nothing, and each day is
/// as its weekday says: `isCovered(_:)` tells the two apart. Encodes its days earliest first, so
/// that equal calendars have equal bytes.
package struct CentreCalendar: Hashable, Sendable {
    /// What a day is called on screens and paper: Vietnamese and English.
    package struct Note: Hashable, Sendable, Codable {
        package let vi: String
        package let en: String

        package init(vi: String, en: String) {
            self.vi = vi
            self.en = en
        }
    }

    /// The part of a day that is left of it.
    package enum Part: Hashable, Sendable, Codable {
        /// Usual hours up to that minute since midnight: a morning.
        case until(minute: Int)
        /// Usual hours from that minute since midnight: an afternoon.
        case from(minute: Int)
        /// Usual hours as far as they lie within these spans, which stand earliest first.
        case within([OpeningHours.Span])
    }

    /// What a day is instead of what its weekday says.
    package enum Kind: Hashable, Sendable, Codable {
        /// Nobody is received, also by a line that opens on rest days.
        case off
        /// A rest day that is worked with the hours of another weekday, 1 = Monday … 7 = Sunday.
        case worked(asWeekday: Int)
        /// A working day of which only a part is worked.
        case half(Part)
    }

    /// A day and what it is.
    package struct Day: Hashable, Sendable, Codable {
        package let day: ServiceDay
        package let kind: Kind
        package let note: Note

        package init(_ day: ServiceDay, _ kind: Kind, _ note: Note) {
            self.day = day
            self.kind = kind
            self.note = note
        }
    }

    /// A year whose days are known.
    package struct Year: Hashable, Sendable, Codable {
        package let year: Int
        /// Expected and not announced yet: dates may still move.
        package let isProvisional: Bool

        package init(_ year: Int, isProvisional: Bool) {
            self.year = year
            self.isProvisional = isProvisional
        }
    }

    /// Saturday and Sunday: the rest days of the civil service's week, whatever hours a line has.
    package static let restWeekdays = 6...7
    /// No exceptions: every day as its weekday says, in all years.
    package static let plain = CentreCalendar(years: [], days: [])

    /// Earliest first, each once; empty for a calendar without exceptions, which covers all years.
    package let years: [Year]
    /// Earliest first, each once.
    package let days: [Day]

    /// Makes a calendar of years and days in any order; of two entries for one day the first holds.
    ///
    /// - Parameters:
    ///   - years: known whole; none for a calendar that covers everything.
    ///   - days: all exceptions.
    package init(years: [Year], days: [Day]) {
        self.years = Self.sortedOnce(years, by: \.year)
        self.days = Self.sortedOnce(days, by: \.day)
    }

    private static func sortedOnce<Entry, Key: Comparable>(
        _ entries: [Entry], by key: (Entry) -> Key
    ) -> [Entry] {
        let sorted = entries.enumerated().sorted {
            (key($0.element), $0.offset) < (key($1.element), $1.offset)
        }.map(\.element)
        var kept: [Entry] = []
        kept.reserveCapacity(sorted.count)
        for entry in sorted where kept.last.map({ key($0) < key(entry) }) ?? true {
            kept.append(entry)
        }
        return kept
    }
}

// MARK: - One day

extension CentreCalendar {
    /// The entry of `day`; nil for a day that is as its weekday says.
    ///
    /// Asked at every press: halves its way through the sorted days.
    package func entry(on day: ServiceDay) -> Day? {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low < days.count && days[low].day == day ? days[low] : nil
    }

    /// What `day` is instead of what its weekday says; nil for a usual day.
    package func kind(of day: ServiceDay) -> Kind? { entry(on: day)?.kind }

    /// What `day` is called; nil for a usual day.
    package func note(on day: ServiceDay) -> Note? { entry(on: day)?.note }

    /// Whether `day` counts where working days are counted; half a day counts whole.
    package func isWorkingDay(_ day: ServiceDay) -> Bool {
        switch kind(of: day) {
        case .off: false
        case .worked, .half: true
        case nil: !Self.restWeekdays.contains(day.weekday)
        }
    }

    /// Whether the calendar knows the year of `day`.
    package func isCovered(_ day: ServiceDay) -> Bool {
        years.isEmpty || year(of: day) != nil
    }

    /// Whether the year of `day` is known by expectation only.
    package func isProvisional(_ day: ServiceDay) -> Bool {
        year(of: day)?.isProvisional ?? false
    }

    /// The last day that is known; nil for a calendar that covers everything.
    package var lastCoveredDay: ServiceDay? {
        years.last.flatMap { ServiceDay(year: $0.year, month: 12, day: 31) }
    }

    private func year(of day: ServiceDay) -> Year? {
        guard !years.isEmpty else { return nil }
        let year = day.year
        return years.first { $0.year == year }
    }
}

// MARK: - In the journal

extension CentreCalendar: Codable {
    private enum CodingKeys: String, CodingKey {
        case years
        case days
    }

    /// Sorts what it reads: a lookup in days out of order would miss some.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            years: try container.decode([Year].self, forKey: .years),
            days: try container.decode([Day].self, forKey: .days))
    }
}
