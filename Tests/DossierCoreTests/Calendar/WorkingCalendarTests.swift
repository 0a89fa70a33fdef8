import DossierCore
import QueueCore
import Testing

struct `The working calendar` {
    @Test(arguments: [
        ("2026-02-13", true), ("2026-02-14", false), ("2026-02-16", false), ("2026-02-20", false),
        ("2026-02-22", false), ("2026-02-23", true), ("2026-01-10", true), ("2026-01-11", false),
        ("2026-01-17", false), ("2026-08-22", true), ("2026-11-24", false),
    ])
    func `knows holidays and swapped Saturdays`(_ day: String, _ isWorked: Bool) {
        #expect(Calendars.national.isWorkingDay(Calendars.day(day)) == isWorked)
    }

    @Test func `counts half a day whole`() {
        let half = CentreCalendar.Day(
            Calendars.day("2026-12-31"), .half(.until(minute: 690)), Calendars.note("Tổng kết"))
        let calendar = WorkingCalendar(
            hours: Calendars.hours,
            calendar: CentreCalendar(years: Calendars.years, days: Calendars.days + [half]))
        #expect(calendar.isWorkingDay(half.day))
        #expect(calendar.workingDay(1, after: Calendars.day("2026-12-30")) == half.day)
        let answer = DueDates(calendar: calendar).answer(
            for: Calendars.course(.hours(2, .working), "2026-12-31 10:30"))
        // One hour until 11:30 and one on Monday: 1 January is off, then comes the weekend.
        #expect(text(answer) == "2027-01-04 08:30")
    }

    @Test(arguments: [
        ("2026-11-23 08:00", "2026-11-23 08:00"), ("2026-11-23 07:29", "2026-11-23 07:30"),
        ("2026-11-23 12:00", "2026-11-23 13:30"), ("2026-11-23 17:00", "2026-11-25 07:30"),
        ("2026-11-21 09:00", "2026-11-23 07:30"), ("2026-02-15 23:59", "2026-02-23 07:30"),
        ("2026-01-09 20:00", "2026-01-10 07:30"),
    ])
    func `finds the next opening`(_ instant: String, _ opening: String) {
        let found = Calendars.national.opening(atOrAfter: Calendars.at(instant))
        #expect(found == Calendars.at(opening))
    }

    @Test func `that is never open ends each search`() {
        let never = WorkingCalendar(
            hours: OpeningHours(spansByWeekday: []), calendar: Calendars.national.calendar)
        let now = Calendars.at("2026-11-23 08:00")
        #expect(never.opening(atOrAfter: now) == nil)
        #expect(never.moment(after: .seconds(1), from: now) == nil)
        let off = WorkingCalendar(
            hours: Calendars.hours,
            calendar: CentreCalendar(
                years: [], days: Calendars.off("2026-01-01", 800, "Nghỉ")))
        #expect(off.workingDay(onOrAfter: Calendars.day("2026-01-01")) == nil)
        #expect(off.workingDay(3, after: Calendars.day("2026-01-01")) == nil)
        #expect(off.opening(atOrAfter: Calendars.at("2026-01-01 08:00")) == nil)
    }

    @Test func `counts the working days between two days`() {
        let calendar = Calendars.national
        let friday = Calendars.day("2026-02-13")
        #expect(calendar.workingDays(after: friday, through: Calendars.day("2026-02-22")) == 0)
        #expect(calendar.workingDays(after: friday, through: Calendars.day("2026-02-25")) == 3)
        #expect(calendar.workingDays(after: friday, through: friday) == 0)
        #expect(calendar.workingDays(after: friday, through: Calendars.day("2026-01-01")) == 0)
    }
}
