/// How far a calendar reaches, seen from one day: what an operator has to hear in time.
package enum CalendarOutlook: Hashable, Sendable {
    /// There is no calendar: holidays are worked as their weekday says.
    case none
    /// The year of the day is unknown: its holidays are taken for usual days.
    case unknown
    /// The calendar ends so soon that its next year is wanted now.
    case ending(last: ServiceDay)
    /// The days of that year, the present or a near one, are expected and not announced.
    case provisional(year: Int)
    /// All is known for long enough.
    case known(until: ServiceDay)
}

extension CentreCalendar {
    /// How far ahead an operator is told: by then next year's notice is usually out.
    package static let noticeDays = 60

    /// How far the calendar reaches, seen from `today`; the gravest that holds.
    package func outlook(on today: ServiceDay) -> CalendarOutlook {
        guard let last = lastCoveredDay else { return .none }
        let near = today.advanced(by: Self.noticeDays)
        if !isCovered(today) { return .unknown }
        if last < near { return .ending(last: last) }
        if let year = [today, near].first(where: isProvisional)?.year {
            return .provisional(year: year)
        }
        return .known(until: last)
    }
}
