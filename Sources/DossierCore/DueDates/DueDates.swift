package import QueueCore

/// Counts due dates, as the Civil Code and the one-stop rules count them.
///
/// Articles 144 to 148 of the Code say how days, months and years run.
/// The day of reception does not count. Limits in hours end at a moment; all others end on a
/// working day. Nothing here reads a clock: the same facts have the same due date on every machine.
package struct DueDates: Sendable {
    /// Days that one wait may last; what is longer is a mistake in its dates.
    static let pauseDaysMax = 3_660

    package let calendar: WorkingCalendar
    package let rules: DueRules

    package init(calendar: WorkingCalendar, rules: DueRules = DueRules()) {
        self.calendar = calendar
        self.rules = rules
    }

    // MARK: Reception

    /// When a dossier counts as received; nil when the centre does not open in any near time, or
    /// the moment lies outside the years 1900 to 9999.
    ///
    /// At the counter a clerk receives it, at whatever hour that is. What comes online or by post
    /// while the centre is closed is received at its next opening.
    package func reception(filedAt: Instant, through channel: FilingChannel) -> Instant? {
        guard CountedTime.holds(filedAt) else { return nil }
        return channel == .direct ? filedAt : calendar.opening(atOrAfter: filedAt)
    }

    /// The due date of a dossier handed in at `filedAt`, or why there is none.
    ///
    /// `procedure` is in the version that holds on the day of reception.
    package func answer(
        for procedure: Procedure, through channel: FilingChannel, filedAt: Instant
    ) -> DueAnswer {
        guard let terms = procedure.terms[channel] else {
            return .undetermined(.notOffered(channel))
        }
        if let why = Self.obstacle(terms.limit) { return .undetermined(why) }
        guard CountedTime.holds(filedAt) else { return .undetermined(.outOfTime) }
        guard let receivedAt = reception(filedAt: filedAt, through: channel) else {
            return .undetermined(.neverOpen)
        }
        return answer(
            for: DossierCourse(limit: terms.limit, filedAt: filedAt, receivedAt: receivedAt))
    }

    // MARK: The count

    /// The due date after all that happened to a dossier so far, or why there is none.
    ///
    /// A wait that began when the due date had passed changes nothing: it heals no lateness.
    package func answer(for course: DossierCourse) -> DueAnswer {
        guard course.moments.allSatisfy(CountedTime.holds) else {
            return .undetermined(.outOfTime)
        }
        if let stopped = course.stoppedAt { return .undetermined(.stopped(at: stopped)) }
        let limit = course.limit
        if let why = Self.obstacle(limit) { return .undetermined(why) }
        guard var end = ending(of: limit, from: course.receivedAt) else { return Self.lost(limit) }
        var (countedFrom, isAnew, pauses) = (course.receivedAt, false, [Interruption]())
        var settledUntil = course.receivedAt
        for wait in course.interruptions.sorted(by: { $0.from < $1.from }) {
            let begin = max(wait.from, settledUntil)
            if end.point.isPassed(at: begin) { break }
            guard let over = wait.to else {
                return .undetermined(.waiting(wait.kind, since: wait.from))
            }
            guard begin < over else { continue }
            let pause = Interruption(wait.kind, from: begin, to: over)
            settledUntil = over
            if beginsAnew(after: wait.kind, limit) {
                guard let next = ending(of: limit, from: over) else { return Self.lost(limit) }
                (end, countedFrom, isAnew, pauses) = (next, over, true, [])
            } else {
                guard let next = extended(end, of: limit, by: begin, over) else {
                    return Self.lost(limit)
                }
                end = next
                pauses.append(pause)
            }
        }
        let isAtOpening = !isAnew && course.filedAt < course.receivedAt
        return .due(
            date(
                end, limit, countedFrom: countedFrom,
                filedAt: isAtOpening ? course.filedAt : nil, isAnew: isAnew, pauses: pauses))
    }

    /// A result of the same day has no part that was used up: it always begins anew.
    private func beginsAnew(after kind: Interruption.Kind, _ limit: TimeLimit) -> Bool {
        limit == .sameDay || (kind == .supplement && rules.afterSupplement == .beginsAnew)
    }

    private static func obstacle(_ limit: TimeLimit) -> NoDueDate? {
        switch limit {
        case .unpublished: .unpublished
        case .words(let text): .words(text)
        case .unmapped(let count): .unmapped(count)
        case .sameDay: nil
        case .workingDays(let halves):
            (1...TimeLimit.countMax * 2 + 1).contains(halves) ? nil : .noWorkingDay
        case .calendarDays(let count), .hours(let count, _), .months(let count), .years(let count):
            (1...TimeLimit.countMax).contains(count) ? nil : .noWorkingDay
        }
    }

    private static func lost(_ limit: TimeLimit) -> DueAnswer {
        if case .hours(_, .working) = limit { return .undetermined(.neverOpen) }
        return .undetermined(.noWorkingDay)
    }
}

// MARK: - Ends

extension DueDates {
    /// Where a limit ends.
    private struct End {
        let point: DueDate.Point
        /// The day on which it ended before it was moved to a working day.
        let last: ServiceDay
    }

    private func ending(of limit: TimeLimit, from received: Instant) -> End? {
        let day = ServiceDay(at: received)
        switch limit {
        case .workingDays(let halves):
            // Half a day more needs the next day: nothing says that a half ends at noon.
            return worked(calendar.workingDay((halves + 1) / 2, after: day))
        case .calendarDays(let count): return moved(day.advanced(by: count))
        case .months(let count): return moved(day.adding(months: count))
        case .years(let count): return moved(day.adding(months: count * 12))
        case .hours(let count, .clock): return at(received + .seconds(count * 3_600))
        case .hours(let count, .working):
            return at(calendar.moment(after: .seconds(count * 3_600), from: received))
        case .sameDay: return worked(sameDay(received))
        case .words, .unpublished, .unmapped: return nil
        }
    }

    /// The day of a result that is promised for the day of reception.
    private func sameDay(_ received: Instant) -> ServiceDay? {
        let day = ServiceDay(at: received)
        let minute = Int(received.millisecondsOfDay / 60_000)
        let closing = calendar.closing(onDayOf: received)
        let isInTime =
            minute <= DueRules.sameDayUntilMinute && closing.map { received < $0 } ?? true
        return calendar.workingDay(onOrAfter: isInTime ? day : day.advanced(by: 1))
    }

    /// The end once a wait from `begin` to `over` does not count.
    private func extended(
        _ end: End, of limit: TimeLimit, by begin: Instant, _ over: Instant
    ) -> End? {
        let (first, last) = (ServiceDay(at: begin), ServiceDay(at: over))
        let days = last.daysSinceEpoch - first.daysSinceEpoch
        guard days <= Self.pauseDaysMax else { return nil }
        switch (limit, end.point) {
        case (.workingDays, .day(let day)):
            let lost = calendar.workingDays(after: first, through: last)
            guard let later = calendar.workingDay(lost, after: day),
                let soonest = calendar.workingDay(onOrAfter: last)
            else { return nil }
            return worked(max(later, soonest))
        case (.hours(_, .working), .instant(let instant)):
            return at(
                calendar.moment(after: calendar.openTime(from: begin, to: instant), from: over))
        case (_, .instant(let instant)): return at(instant + over.since(begin))
        case (_, .day): return moved(max(end.last.advanced(by: days), last))
        }
    }

    private func worked(_ day: ServiceDay?) -> End? {
        guard let day, CountedTime.days.contains(day) else { return nil }
        return End(point: .day(day), last: day)
    }

    /// The last day, or the next working day where it is a rest day: Article 148, paragraph 5.
    private func moved(_ last: ServiceDay?) -> End? {
        guard let last, let day = calendar.workingDay(onOrAfter: last),
            CountedTime.days.contains(day)
        else { return nil }
        return End(point: .day(day), last: last)
    }

    private func at(_ instant: Instant?) -> End? {
        guard let instant, CountedTime.holds(instant) else { return nil }
        return End(point: .instant(instant), last: ServiceDay(at: instant))
    }
}

// MARK: - What it rests on

extension DueDates {
    private func date(
        _ end: End, _ limit: TimeLimit, countedFrom: Instant, filedAt: Instant?, isAnew: Bool,
        pauses: [Interruption]
    ) -> DueDate {
        let received = ServiceDay(at: countedFrom)
        let day = end.point.day
        let movedFrom = end.last == day ? nil : end.last
        let exceptions =
            switch limit {
            case .workingDays, .sameDay, .hours(_, .working):
                calendar.exceptions(after: received, through: day)
            case .hours(_, .clock): [CentreCalendar.Day]()
            default:
                // Days amid a count of calendar days are days like others; those at its end are not.
                movedFrom.map { calendar.exceptions(after: $0.advanced(by: -1), through: day) }
                    ?? []
            }
        return DueDate(
            point: end.point, limit: limit, filedAt: filedAt, countedFrom: countedFrom,
            isAnew: isAnew, movedFrom: movedFrom, exceptions: exceptions, pauses: pauses,
            footing: footing(limit, day, received))
    }

    private func footing(
        _ limit: TimeLimit, _ day: ServiceDay, _ received: ServiceDay
    ) -> DueDate.Footing {
        if case .hours(_, .clock) = limit { return .announced }
        let days = [received, day]
        if let unknown = days.first(where: { !calendar.calendar.isCovered($0) }) {
            return .unknown(year: unknown.year)
        }
        if let open = days.first(where: calendar.calendar.isProvisional) {
            return .provisional(year: open.year)
        }
        return .announced
    }
}
