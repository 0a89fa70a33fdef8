package import QueueCore

/// The days and hours by which due dates are counted: the hall's calendar, asked as the law asks.
///
/// A working day is a working day of the civil service, whatever hours a line keeps on Saturdays;
/// the hours matter for limits in working hours and for when a dossier filed at night is received.
package struct WorkingCalendar: Hashable, Sendable {
    /// How far a search goes; no real calendar has so many days off on end.
    static let searchDaysMax = 400

    /// When the office that decides is open.
    package let hours: OpeningHours
    package let calendar: CentreCalendar

    package init(hours: OpeningHours, calendar: CentreCalendar) {
        self.hours = hours
        self.calendar = calendar
    }

    // MARK: Working days

    /// Whether `day` counts as a working day; half a day counts whole.
    package func isWorkingDay(_ day: ServiceDay) -> Bool { calendar.isWorkingDay(day) }

    /// `day` where it is a working day, else the next one; nil when none is near.
    package func workingDay(onOrAfter day: ServiceDay) -> ServiceDay? {
        var day = day
        for _ in 0..<Self.searchDaysMax {
            if isWorkingDay(day) { return day }
            day = day.advanced(by: 1)
        }
        return nil
    }

    /// The `count`th working day after `day`, which itself does not count; nil when none is near.
    package func workingDay(_ count: Int, after day: ServiceDay) -> ServiceDay? {
        var day = day
        for _ in 0..<count {
            guard let next = workingDay(onOrAfter: day.advanced(by: 1)) else { return nil }
            day = next
        }
        return day
    }

    /// How many working days lie after `first`, up to and with `last`; 0 when that is earlier.
    package func workingDays(after first: ServiceDay, through last: ServiceDay) -> Int {
        var count = 0
        var day = first.advanced(by: 1)
        while day <= last {
            if isWorkingDay(day) { count += 1 }
            day = day.advanced(by: 1)
        }
        return count
    }

    /// Days off amid the week and rest days that are worked, after `first` up to and with `last`.
    package func exceptions(
        after first: ServiceDay, through last: ServiceDay
    ) -> [CentreCalendar.Day] {
        calendar.days.filter { entry in
            guard first < entry.day, entry.day <= last else { return false }
            switch entry.kind {
            case .off: return !CentreCalendar.restWeekdays.contains(entry.day.weekday)
            case .worked: return true
            case .half: return false
            }
        }
    }

    // MARK: Hours

    private var dated: DatedHours { DatedHours(hours: hours, calendar: calendar) }

    /// `instant` where the office is open then, else its next opening; nil when none is near.
    package func opening(atOrAfter instant: Instant) -> Instant? {
        if dated.isOpen(at: instant) { return instant }
        var day = ServiceDay(at: instant)
        for _ in 0..<Self.searchDaysMax {
            for span in dated.spans(on: day) {
                let opens = day.start + .minutes(span.from)
                if opens >= instant { return opens }
            }
            day = day.advanced(by: 1)
        }
        return nil
    }

    /// The last closing of the instant's day; nil on a day without hours.
    package func closing(onDayOf instant: Instant) -> Instant? {
        dated.closing(onDayOf: instant)
    }

    /// How much of the time between the two the office is open.
    package func openTime(from start: Instant, to end: Instant) -> Duration {
        dated.openTime(from: start, to: end)
    }

    /// The moment at which the office has been open for `length` since `start`; nil when it is not
    /// so long open in any near time.
    package func moment(after length: Duration, from start: Instant) -> Instant? {
        var rest = length.milliseconds
        var day = ServiceDay(at: start)
        var closedDays = 0
        while closedDays < Self.searchDaysMax {
            var isOpen = false
            for span in dated.spans(on: day) {
                let opens = max(day.start + .minutes(span.from), start)
                let open = (day.start + .minutes(span.to)).milliseconds(since: opens)
                guard open > 0 else { continue }
                isOpen = true
                if rest <= open { return opens + .milliseconds(rest) }
                rest -= open
            }
            closedDays = isOpen ? 0 : closedDays + 1
            day = day.advanced(by: 1)
        }
        return nil
    }
}

// MARK: - Days by date

extension ServiceDay {
    /// The corresponding day `months` later, or the last of that month where it has none.
    ///
    /// So the Civil Code counts, Article 148. Nil beyond the year 9999.
    func adding(months: Int) -> ServiceDay? {
        let total = year * 12 + month - 1 + months
        for day in stride(from: self.day, through: 28, by: -1) {
            if let found = ServiceDay(year: total / 12, month: total % 12 + 1, day: day) {
                return found
            }
        }
        return ServiceDay(year: total / 12, month: total % 12 + 1, day: min(self.day, 28))
    }
}
