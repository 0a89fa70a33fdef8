import QueueCore

/// A holiday that each year has, and between which dates it must lie.
///
/// Labour Code 2019, article 112, and 24 November from 2026 on. Tết and the Hùng Kings' day follow
/// the moon and their days off are decided each year, so a calendar is asked only for enough days
/// off at the time of year at which they can fall; the dates themselves come from the notice.
struct StatutoryHoliday {
    let name: String
    /// The days between which it falls, both included, as month and day.
    let first: (month: Int, day: Int)
    let last: (month: Int, day: Int)
    /// Days off there at least.
    let days: Int
    /// The first year that has it.
    let since: Int

    private init(
        _ name: String, _ first: (month: Int, day: Int), _ last: (month: Int, day: Int)? = nil,
        days: Int = 1, since: Int = .min
    ) {
        self.name = name
        self.first = first
        self.last = last ?? first
        self.days = days
        self.since = since
    }

    static let all = [
        StatutoryHoliday("New Year", (1, 1)),
        // New Year's day of the moon is a day from 21 January to 20 February.
        StatutoryHoliday("Tết", (1, 15), (2, 28), days: 5),
        // The tenth day of the third month of the moon.
        StatutoryHoliday("the Hùng Kings' day", (3, 25), (4, 29)),
        StatutoryHoliday("Reunification Day", (4, 30)),
        StatutoryHoliday("Labour Day", (5, 1)),
        StatutoryHoliday("National Day", (9, 2)),
        StatutoryHoliday("the day next to National Day", (9, 1), (9, 3), days: 2),
        StatutoryHoliday("Vietnamese Culture Day", (11, 24), since: 2_026),
    ]

    /// Whether `year` has it and too few of its days are off; where the day falls on a rest day it
    /// is off all the same.
    func isMissing(in year: Int, _ off: Set<ServiceDay>) -> Bool {
        guard year >= since, let bounds = bounds(in: year) else { return false }
        return off.count { bounds.contains($0) } < days
    }

    /// What a calendar of `year` must have for it.
    func expected(in year: Int) -> String {
        guard let bounds = bounds(in: year) else { return name }
        let (from, to) = (bounds.lowerBound, bounds.upperBound)
        return from == to
            ? "\(from) as a day off"
            : "at least \(days) \(days == 1 ? "day" : "days") off from \(from) to \(to)"
    }

    private func bounds(in year: Int) -> ClosedRange<ServiceDay>? {
        guard let from = ServiceDay(year: year, month: first.month, day: first.day),
            let to = ServiceDay(year: year, month: last.month, day: last.day), from <= to
        else { return nil }
        return from...to
    }
}
