package import QueueCore

/// When a result is promised, and all that the promise rests on.
///
/// Complete in itself: a dossier that keeps it can say years later why it was that day.
package struct DueDate: Hashable, Sendable, Codable {
    /// The end of what was promised.
    package enum Point: Hashable, Sendable, Codable {
        /// At any time on that day.
        case day(ServiceDay)
        /// At that moment: limits in hours.
        case instant(Instant)

        /// The day of it.
        package var day: ServiceDay {
            switch self {
            case .day(let day): day
            case .instant(let instant): ServiceDay(at: instant)
            }
        }

        /// Whether it is a moment and no day.
        package var isHour: Bool {
            if case .instant = self { true } else { false }
        }

        /// What is promised where a result is late from that moment on.
        package init(passedFrom moment: Instant, isHour: Bool) {
            self =
                isHour
                ? .instant(moment + .milliseconds(-1))
                : .day(ServiceDay(at: moment).advanced(by: -1))
        }

        /// The first moment at which a result would be late.
        package var passedFrom: Instant {
            switch self {
            case .day(let day): day.advanced(by: 1).start
            case .instant(let promised): promised + .milliseconds(1)
            }
        }

        /// Whether a result that is ready only at `instant` is late.
        package func isPassed(at instant: Instant) -> Bool { passedFrom <= instant }
    }

    /// How sure the calendar is of the days that were counted.
    package enum Footing: Hashable, Sendable, Codable {
        case announced
        /// The days of that year are expected and may move.
        case provisional(year: Int)
        /// Nobody has said anything of that year: its holidays were counted as usual days.
        case unknown(year: Int)
    }

    package let point: Point
    package let limit: TimeLimit
    /// When it was handed in, where that was before the centre opened to receive it.
    package let filedAt: Instant?
    /// What the limit was counted from: the reception, or the last supplement that began it anew.
    package let countedFrom: Instant
    /// Whether a supplement began the count anew.
    package let isAnew: Bool
    /// The day on which the limit itself ended, where that was a rest day.
    package let movedFrom: ServiceDay?
    /// Days off amid the week and swapped days that had their part in it.
    package let exceptions: [CentreCalendar.Day]
    /// Waits that did not count.
    package let pauses: [Interruption]
    package let footing: Footing

    /// The promised day.
    package var day: ServiceDay { point.day }
}

/// How a finished dossier stands to its promise, by day.
package enum Timeliness: String, Hashable, Sendable, Codable, CaseIterable {
    /// Trước hạn: ready on a day before.
    case early
    /// Đúng hạn: ready on the day, and where an hour was promised, not after it.
    case onTime = "on-time"
    /// Quá hạn.
    case late

    package var vietnamese: String {
        switch self {
        case .early: "trước hạn"
        case .onTime: "đúng hạn"
        case .late: "quá hạn"
        }
    }
}

/// How an open dossier stands to its promise at a moment.
package enum DueStanding: Hashable, Sendable {
    /// So many working days are left, 1 or more.
    case ahead(workingDays: Int)
    /// It is promised for today, and the hour, if any, has not passed.
    case today
    case overdue
}

extension DueDate {
    /// How a result that was ready at `instant` stands to the promise.
    ///
    /// The clock ends when the result is ready, not when somebody fetches it.
    package func timeliness(readyAt instant: Instant) -> Timeliness {
        if isPassed(at: instant) { return .late }
        return instant < day.start ? .early : .onTime
    }

    /// Whether a result that is ready only at `instant` is late.
    package func isPassed(at instant: Instant) -> Bool { point.isPassed(at: instant) }

    /// How a dossier without a result stands to the promise at `now`.
    package func standing(at now: Instant, in calendar: WorkingCalendar) -> DueStanding {
        if isPassed(at: now) { return .overdue }
        if day.start <= now { return .today }
        // A clock that is centuries slow would have all their days counted.
        let first = day.advanced(by: -DueDates.pauseDaysMax)
        let today = now < first.start ? first : ServiceDay(at: now)
        // An hour may fall on a rest day: no working day is left then, but a day is.
        return .ahead(workingDays: max(1, calendar.workingDays(after: today, through: day)))
    }
}

/// A due date, or why there is none.
package enum DueAnswer: Hashable, Sendable, Codable {
    case due(DueDate)
    case undetermined(NoDueDate)

    package var date: DueDate? {
        if case .due(let date) = self { date } else { nil }
    }

    /// In words for the receipt and for logs.
    package var reason: DueReason {
        switch self {
        case .due(let date): date.reason
        case .undetermined(let why): why.reason
        }
    }
}
