import DossierCore
import QueueCore
import Testing

/// Each row can be read aloud: received then, under this limit, the result is due on that day.
struct `Due dates` {
    static let examples: [(String, TimeLimit, String)] = [
        // Tết: Monday 23, Tuesday 24, Wednesday 25 February.
        ("2026-02-13 09:00", TimeLimit.working(days: 3), "2026-02-25"),
        // A swapped Saturday counts.
        ("2026-01-09 09:00", .working(days: 1), "2026-01-10"),
        ("2026-08-21 09:00", .working(days: 2), "2026-08-24"),
        // National Day: Thursday 3, Friday 4, Monday 7 September.
        ("2026-08-28 09:00", .working(days: 3), "2026-09-07"),
        // 24 November is Vietnamese Culture Day.
        ("2026-11-23 09:00", .working(days: 1), "2026-11-25"),
        // 30 April, 1 May and a weekend.
        ("2026-04-29 09:00", .working(days: 2), "2026-05-05"),
        // The same-day rule after 15:00.
        ("2026-03-10 15:05", .sameDay, "2026-03-11"),
        // The last day is a Sunday (Civil Code, Art. 148 (5)).
        ("2026-01-10 09:00", .calendarDays(1), "2026-01-12"),
    ]

    @Test(arguments: examples)
    func `follow the eight worked examples`(_ received: String, _ limit: TimeLimit, _ due: String) {
        #expect(text(Calendars.answer(limit, received)) == due)
    }

    static let kinds: [(String, TimeLimit, String)] = [
        // Half a working day more needs the next day.
        ("2026-03-10 09:00", TimeLimit.workingDays(halves: 7), "2026-03-16"),
        ("2026-03-10 09:00", .workingDays(halves: 1), "2026-03-11"),
        // The hour of the day plays no part.
        ("2026-03-10 00:00", .working(days: 1), "2026-03-11"),
        ("2026-03-10 23:59", .working(days: 1), "2026-03-11"),
        // Received on a rest day by a desk that is open then.
        ("2026-03-14 09:00", .working(days: 1), "2026-03-16"),
        // Calendar days count rest days, but do not end on one.
        ("2026-03-10 09:00", .calendarDays(3), "2026-03-13"),
        ("2026-03-10 09:00", .calendarDays(4), "2026-03-16"),
        ("2026-02-01 09:00", .calendarDays(15), "2026-02-23"),
        // A swapped Saturday is no rest day.
        ("2026-08-12 09:00", .calendarDays(10), "2026-08-22"),
        // Hours are moments, day and night, also amid a holiday.
        ("2026-02-13 16:00", .hours(12, .clock), "2026-02-14 04:00"),
        ("2026-03-10 08:15", .hours(1, .clock), "2026-03-10 09:15"),
        // Working hours stop at noon, in the evening and on holidays.
        ("2026-03-10 11:00", .hours(1, .working), "2026-03-10 14:00"),
        ("2026-03-10 10:30", .hours(1, .working), "2026-03-10 11:30"),
        ("2026-02-13 16:00", .hours(8, .working), "2026-02-23 16:30"),
        ("2026-03-10 18:00", .hours(1, .working), "2026-03-11 08:30"),
        // Months and years end on the corresponding day, or on the last of the month.
        ("2026-03-10 09:00", .months(6), "2026-09-10"),
        ("2026-08-31 09:00", .months(6), "2027-03-01"),
        ("2027-01-29 09:00", .months(1), "2027-03-01"),
        ("2026-01-30 09:00", .months(1), "2026-03-02"),
        ("2026-10-12 09:00", .years(1), "2027-10-12"),
        ("2028-02-29 09:00", .years(1), "2029-02-28"),
    ]

    @Test(arguments: kinds)
    func `are counted by the kind of limit`(
        _ received: String, _ limit: TimeLimit, _ due: String
    ) {
        #expect(text(Calendars.answer(limit, received)) == due)
    }

    @Test(arguments: [
        ("2026-03-10 07:30", "2026-03-10"), ("2026-03-10 14:59", "2026-03-10"),
        // The receipt says 15:00, which is not after 15:00.
        ("2026-03-10 14:59:59", "2026-03-10"), ("2026-03-10 15:00", "2026-03-10"),
        ("2026-03-10 15:00:01", "2026-03-10"), ("2026-03-10 15:00:59", "2026-03-10"),
        ("2026-03-10 15:01", "2026-03-11"), ("2026-03-13 15:01", "2026-03-16"),
        ("2026-11-23 14:59", "2026-11-23"), ("2026-11-23 15:01", "2026-11-25"),
        // On a rest day nobody works on it.
        ("2026-03-14 09:00", "2026-03-16"), ("2026-02-17 09:00", "2026-02-23"),
        // A swapped Saturday is a working day, also for this rule.
        ("2026-01-10 09:00", "2026-01-10"), ("2026-01-10 15:01", "2026-01-12"),
    ])
    func `of the same day hold until 15 o'clock`(_ received: String, _ due: String) {
        #expect(text(Calendars.answer(.sameDay, received)) == due)
    }

    @Test func `of the same day are not promised after closing`() {
        let half = CentreCalendar.Day(
            Calendars.day("2026-12-30"), .half(.until(minute: 690)), Calendars.note("Tổng kết"))
        let due = DueDates(
            calendar: WorkingCalendar(
                hours: Calendars.hours,
                calendar: CentreCalendar(years: Calendars.years, days: Calendars.days + [half])))
        let morning = due.answer(for: Calendars.course(.sameDay, "2026-12-30 11:29"))
        let noon = due.answer(for: Calendars.course(.sameDay, "2026-12-30 11:30"))
        #expect(text(morning) == "2026-12-30")
        #expect(text(noon) == "2026-12-31")
    }

    static let closed: [(FilingChannel, String, String, String)] = [
        // Sunday evening, online: received on Monday morning; Tuesday is a holiday.
        (FilingChannel.online, "2026-11-22 20:00", "2026-11-23 07:30", "2026-11-25"),
        (.postal, "2026-11-21 10:00", "2026-11-23 07:30", "2026-11-25"),
        // At night, online: received the next morning.
        (.online, "2026-03-10 21:00", "2026-03-11 07:30", "2026-03-12"),
        (.online, "2026-03-10 12:00", "2026-03-10 13:30", "2026-03-11"),
        // Amid Tết.
        (.online, "2026-02-17 00:30", "2026-02-23 07:30", "2026-02-24"),
        // At the counter it is received when the clerk receives it.
        (.direct, "2026-03-10 17:20", "2026-03-10 17:20", "2026-03-11"),
    ]

    @Test(arguments: closed)
    func `count from the next opening for what is filed while closed`(
        _ channel: FilingChannel, _ filed: String, _ received: String, _ due: String
    ) {
        let procedure = Samples.procedure(.working(days: 1))
        let reception = Calendars.due.reception(filedAt: Calendars.at(filed), through: channel)
        #expect(reception == Calendars.at(received))
        let answer = Calendars.due.answer(
            for: procedure, through: channel, filedAt: Calendars.at(filed))
        #expect(text(answer) == due)
        #expect((answer.date?.filedAt != nil) == (filed != received))
    }

    static let limitless: [(TimeLimit, NoDueDate)] = [
        (TimeLimit.unpublished, NoDueDate.unpublished),
        (.words("Ngay khi nhận"), .words("Ngay khi nhận")), (.unmapped(1), .unmapped(1)),
        (.working(days: 1_000), .noWorkingDay), (.calendarDays(0), .noWorkingDay),
        (.hours(-1, .clock), .noWorkingDay), (.months(.max), .noWorkingDay),
        (.workingDays(halves: 0), .noWorkingDay), (.years(.min), .noWorkingDay),
    ]

    @Test(arguments: limitless)
    func `are not invented where there is no limit`(_ limit: TimeLimit, _ why: NoDueDate) {
        let answer = Calendars.answer(limit, "2026-03-10 09:00")
        #expect(answer == .undetermined(why))
        #expect(answer.reason.vi.hasSuffix("."))
        #expect(answer.reason.en.hasSuffix("."))
    }

    @Test func `are not given through a channel that is closed`() {
        var procedure = Samples.procedure(.working(days: 1))
        procedure.terms[.postal] = nil
        let answer = Calendars.due.answer(
            for: procedure, through: .postal, filedAt: Calendars.at("2026-03-10 09:00"))
        #expect(answer == .undetermined(.notOffered(.postal)))
        #expect(!procedure.isOffered(through: .postal))
    }

    @Test(arguments: [TimeLimit.working(days: 1), .calendarDays(1), .months(1), .sameDay])
    func `are not given where nobody ever works`(_ limit: TimeLimit) {
        let never = DueDates(
            calendar: WorkingCalendar(
                hours: OpeningHours(spansByWeekday: []),
                calendar: CentreCalendar(
                    years: [], days: Calendars.off("2026-01-01", 900, "Nghỉ"))))
        let procedure = Samples.procedure(limit)
        let filed = Calendars.at("2026-03-10 09:00")
        let direct = never.answer(for: procedure, through: .direct, filedAt: filed)
        #expect(direct == .undetermined(.noWorkingDay))
        let online = never.answer(for: procedure, through: .online, filedAt: filed)
        #expect(online == .undetermined(.neverOpen))
        let hours = never.answer(for: Calendars.course(.hours(1, .working), "2026-03-10 09:00"))
        #expect(hours == .undetermined(.neverOpen))
    }
}
