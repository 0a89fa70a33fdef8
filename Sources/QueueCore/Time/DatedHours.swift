/// Opening hours with the calendar that has its say over them.
package struct DatedHours: Hashable, Sendable {
    package let hours: OpeningHours
    package let calendar: CentreCalendar

    package init(hours: OpeningHours, calendar: CentreCalendar) {
        self.hours = hours
        self.calendar = calendar
    }

    /// The spans of `day`, earliest first.
    package func spans(on day: ServiceDay) -> [OpeningHours.Span] {
        hours.spans(on: day, in: calendar)
    }

    /// Whether citizens are received at `instant`.
    package func isOpen(at instant: Instant) -> Bool { hours.isOpen(at: instant, in: calendar) }

    /// How much of the time from `start` to `end` lies within opening hours.
    package func openTime(from start: Instant, to end: Instant) -> Duration {
        hours.openTime(from: start, to: end, in: calendar)
    }

    /// The last closing of the day of `instant`; nil on a day off.
    package func closing(onDayOf instant: Instant) -> Instant? {
        let day = ServiceDay(at: instant)
        return spans(on: day).last.map { day.start + .minutes($0.to) }
    }
}
