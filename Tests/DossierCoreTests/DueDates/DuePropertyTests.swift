import DossierCore
import QueueCore
import Testing

/// What holds of every day of two years, whatever the example.
struct `Every due date` {
    static let days = (0..<730).map { Calendars.day("2026-01-01").advanced(by: $0) }
    static let months = (0..<24).map { month in
        days.filter { ($0.year - 2026) * 12 + $0.month == month + 1 }
    }
    /// Of each kind, shortest first.
    static let ladders: [[TimeLimit]] = [
        (1...60).map(TimeLimit.workingDays(halves:)), (1...40).map(TimeLimit.calendarDays),
        (1...13).map(TimeLimit.months), [.years(1), .years(2)],
        (1...24).map { TimeLimit.hours($0, .clock) },
        (1...24).map { TimeLimit.hours($0, .working) }, [.sameDay],
    ]

    static func moment(_ answer: DueAnswer) -> Int64? {
        switch answer.date?.point {
        case .day(let day): day.start.millisecondsSinceEpoch
        case .instant(let instant): instant.millisecondsSinceEpoch
        case nil: nil
        }
    }

    @Test(arguments: months)
    func `in days ends on a working day, after reception, later under a longer limit`(
        _ month: [ServiceDay]
    ) throws {
        // A handful of days a month keeps the table small; the sweep takes each day.
        for day in month where day.day % 10 == 0 || day.weekday == 6 {
            let received = day.start + .minutes(9 * 60)
            for ladder in Self.ladders {
                var shorter = received.millisecondsSinceEpoch - 9 * 3_600_000
                for limit in ladder {
                    let answer = Calendars.due.answer(
                        for: DossierCourse(limit: limit, filedAt: received, receivedAt: received))
                    let due = try #require(answer.date, "\(limit) on \(day)")
                    let moment = try #require(Self.moment(answer))
                    #expect(moment >= shorter, "\(limit) on \(day)")
                    shorter = moment
                    if case .hours = limit { continue }
                    #expect(Calendars.national.isWorkingDay(due.day), "\(limit) on \(day)")
                    #expect(due.day > day || limit == .sameDay, "\(limit) on \(day)")
                }
            }
        }
    }

    @Test(arguments: [
        TimeLimit.working(days: 3), .workingDays(halves: 7), .calendarDays(7), .months(1),
        .sameDay, .hours(12, .clock), .hours(6, .working),
    ])
    func `comes no earlier for who comes later`(_ limit: TimeLimit) throws {
        var earlier = Int64.min
        for day in Self.days {
            for minute in [0, 899, 900, 901, 1_439] {
                let received = day.start + .minutes(minute)
                let answer = Calendars.due.answer(
                    for: DossierCourse(limit: limit, filedAt: received, receivedAt: received))
                let moment = try #require(Self.moment(answer))
                #expect(moment >= earlier, "\(limit) on \(day) at minute \(minute)")
                earlier = moment
            }
        }
    }

    @Test(arguments: DueRules.AfterSupplement.allCases)
    func `is no earlier after a wait, nor before the wait was over`(
        _ rule: DueRules.AfterSupplement
    ) throws {
        var rules = DueRules()
        rules.afterSupplement = rule
        let due = DueDates(calendar: Calendars.national, rules: rules)
        let limits: [TimeLimit] = [
            .working(days: 1), .working(days: 5), .calendarDays(5), .months(1), .sameDay,
            .hours(12, .clock), .hours(12, .working),
        ]
        for (index, day) in Self.days.enumerated() {
            // All lengths of waits come round, and each kind of limit meets each.
            let limit = limits[index % limits.count]
            let received = day.start + .minutes(9 * 60)
            var course = DossierCourse(limit: limit, filedAt: received, receivedAt: received)
            let first = try #require(due.answer(for: course).date)
            let from = received + .minutes(index % 11 * 600)
            let over = from + .minutes(index % 17 * 900)
            let kind = index % 2 == 0 ? Interruption.Kind.supplement : .payment
            course.interruptions = [Interruption(kind, from: from, to: over)]
            let second = try #require(due.answer(for: course).date)
            #expect(second.day >= first.day, "\(limit) on \(day)")
            if first.isPassed(at: from) {
                #expect(second.point == first.point, "\(limit) on \(day)")
            } else {
                #expect(second.day >= ServiceDay(at: over), "\(limit) on \(day)")
            }
        }
    }
}
