import DossierCore
import QueueCore
import Testing

/// What a wait for papers or payment, and a stop, do to a due date.
struct `A due date` {
    /// Received on Monday 2 March 2026 at 09:00.
    static func answer(
        _ limit: TimeLimit, _ waits: [Interruption], _ rule: DueRules.AfterSupplement = .beginsAnew
    ) -> DueAnswer {
        var course = Calendars.course(limit, "2026-03-02 09:00")
        course.interruptions = waits
        var rules = DueRules()
        rules.afterSupplement = rule
        return DueDates(calendar: Calendars.national, rules: rules).answer(for: course)
    }

    static func wait(_ kind: Interruption.Kind, _ from: String, _ to: String?) -> Interruption {
        Interruption(kind, from: Calendars.at(from), to: to.map(Calendars.at))
    }

    static let anew: [(TimeLimit, String, String)] = [
        (.working(days: 5), "2026-03-09 10:00", "2026-03-16"),
        (.calendarDays(5), "2026-03-09 10:00", "2026-03-16"),
        (.months(1), "2026-03-09 10:00", "2026-04-09"),
        (.sameDay, "2026-03-02 16:00", "2026-03-03"),
        (.hours(8, .clock), "2026-03-02 20:00", "2026-03-03 04:00"),
        (.hours(8, .working), "2026-03-03 07:30", "2026-03-04 08:00"),
    ]

    @Test(arguments: anew)
    func `begins anew when the supplement is there`(
        _ limit: TimeLimit, _ supplemented: String, _ due: String
    ) {
        let answer = Self.answer(
            limit, [Self.wait(.supplement, "2026-03-02 14:00", supplemented)])
        #expect(text(answer) == due)
        #expect(answer.date?.isAnew == true)
    }

    static let goingOn: [(TimeLimit, String, String, String)] = [
        // Tuesday and Wednesday were used; three days are left after Monday 9.
        (.working(days: 5), "2026-03-04 10:00", "2026-03-09 10:00", "2026-03-12"),
        // Within one day nothing is lost.
        (.working(days: 5), "2026-03-04 10:00", "2026-03-04 16:00", "2026-03-09"),
        // Over a weekend only, nothing is lost either: nobody would have worked.
        (.working(days: 5), "2026-03-06 16:00", "2026-03-08 10:00", "2026-03-09"),
        // Asked on the last day: the answer may come on a rest day, the result not before work.
        (.working(days: 5), "2026-03-09 10:00", "2026-03-15 10:00", "2026-03-16"),
        (.calendarDays(10), "2026-03-04 10:00", "2026-03-09 10:00", "2026-03-17"),
        // The fourteenth day plus five is Saturday 21 March, and that is moved.
        (.calendarDays(14), "2026-03-04 10:00", "2026-03-09 10:00", "2026-03-23"),
        (.months(1), "2026-03-04 10:00", "2026-03-09 10:00", "2026-04-07"),
        (.hours(8, .clock), "2026-03-02 10:00", "2026-03-03 10:00", "2026-03-03 17:00"),
        // An hour was used before; five and a half and one and a half are left.
        (.hours(8, .working), "2026-03-02 10:00", "2026-03-03 07:30", "2026-03-03 16:30"),
    ]

    @Test(arguments: goingOn, [Interruption.Kind.payment, .suspension, .supplement])
    func `goes on after a wait that does not count`(
        _ row: (TimeLimit, String, String, String), _ kind: Interruption.Kind
    ) {
        let answer = Self.answer(row.0, [Self.wait(kind, row.1, row.2)], .goesOn)
        #expect(text(answer) == row.3)
        #expect(answer.date?.pauses.count == 1)
        #expect(answer.date?.isAnew == false)
    }

    @Test func `is none while something is awaited`() {
        let wait = Self.wait(.payment, "2026-03-04 10:00", nil)
        #expect(
            Self.answer(.working(days: 5), [wait])
                == .undetermined(.waiting(.payment, since: wait.from)))
    }

    @Test func `is none once work is stopped`() {
        var course = Calendars.course(.working(days: 5), "2026-03-02 09:00")
        course.stoppedAt = Calendars.at("2026-03-04 10:00")
        let answer = Calendars.due.answer(for: course)
        #expect(answer == .undetermined(.stopped(at: Calendars.at("2026-03-04 10:00"))))
        #expect(answer.reason.vi == "Hồ sơ đã dừng giải quyết từ 10 giờ 00, thứ Tư, 04/03/2026.")
    }

    @Test func `that has passed is not healed by a wait`() {
        let late = Self.wait(.supplement, "2026-03-10 08:00", "2026-03-20 08:00")
        let open = Self.wait(.payment, "2026-03-10 08:00", nil)
        #expect(text(Self.answer(.working(days: 5), [late])) == "2026-03-09")
        #expect(text(Self.answer(.working(days: 5), [open])) == "2026-03-09")
        #expect(text(Self.answer(.hours(8, .clock), [late])) == "2026-03-02 17:00")
    }

    @Test func `counts waits that overlap once, in whatever order they come`() {
        let waits = [
            Self.wait(.payment, "2026-03-05 10:00", "2026-03-10 10:00"),
            Self.wait(.suspension, "2026-03-04 10:00", "2026-03-06 10:00"),
            Self.wait(.suspension, "2026-03-05 10:00", "2026-03-06 09:00"),
        ]
        let one = Self.wait(.payment, "2026-03-04 10:00", "2026-03-10 10:00")
        let expected = text(Self.answer(.working(days: 5), [one]))
        #expect(expected == "2026-03-13")
        #expect(text(Self.answer(.working(days: 5), waits)) == expected)
        #expect(text(Self.answer(.working(days: 5), waits.reversed())) == expected)
        #expect(
            text(Self.answer(.calendarDays(20), waits))
                == text(Self.answer(.calendarDays(20), [one])))
    }

    @Test func `takes no harm from waits that end before they begin, or last for ages`() {
        let backwards = Self.wait(.supplement, "2026-03-05 10:00", "2026-03-03 10:00")
        #expect(text(Self.answer(.working(days: 5), [backwards])) == "2026-03-09")
        let early = Self.wait(.payment, "2020-01-01 10:00", "2020-02-01 10:00")
        #expect(text(Self.answer(.working(days: 5), [early])) == "2026-03-09")
        let ages = Self.wait(.payment, "2026-03-04 10:00", "9000-01-01 10:00")
        for limit in [TimeLimit.working(days: 5), .calendarDays(5), .months(1)] {
            #expect(Self.answer(limit, [ages]) == .undetermined(.noWorkingDay))
        }
    }
}

/// Early, on time and late are a matter of days, except where an hour was promised.
struct `A finished dossier` {
    static let rows: [(TimeLimit, String, Timeliness)] = [
        // Received on Monday 2 March at 09:00; five working days end on Monday 9.
        (.working(days: 5), "2026-03-06 16:59", .early),
        (.working(days: 5), "2026-03-08 23:59", .early),
        (.working(days: 5), "2026-03-09 00:00", .onTime),
        (.working(days: 5), "2026-03-09 23:59", .onTime),
        (.working(days: 5), "2026-03-10 00:00", .late),
        (.sameDay, "2026-03-02 09:01", .onTime), (.sameDay, "2026-03-03 07:30", .late),
        // 09:00 plus eight hours.
        (.hours(8, .clock), "2026-03-02 10:00", .onTime),
        (.hours(8, .clock), "2026-03-02 17:00", .onTime),
        (.hours(8, .clock), "2026-03-02 17:01", .late),
        (.hours(24, .clock), "2026-03-02 16:00", .early),
    ]

    @Test(arguments: rows)
    func `is early, on time or late by the day its result is ready`(
        _ limit: TimeLimit, _ ready: String, _ timeliness: Timeliness
    ) throws {
        let due = try #require(Calendars.answer(limit, "2026-03-02 09:00").date)
        #expect(due.timeliness(readyAt: Calendars.at(ready)) == timeliness)
        #expect(due.isPassed(at: Calendars.at(ready)) == (timeliness == .late))
    }

    static let standings: [(String, DueStanding)] = [
        ("2026-03-02 10:00", .ahead(workingDays: 5)), ("2026-03-06 10:00", .ahead(workingDays: 1)),
        ("2026-03-08 10:00", .ahead(workingDays: 1)), ("2026-03-09 23:00", .today),
        ("2026-03-10 00:00", .overdue),
    ]

    @Test(arguments: standings)
    func `stood ahead of its day, at it or past it before`(
        _ now: String, _ standing: DueStanding
    ) throws {
        let due = try #require(Calendars.answer(.working(days: 5), "2026-03-02 09:00").date)
        #expect(due.standing(at: Calendars.at(now), in: Calendars.national) == standing)
    }

    @Test func `has the words of the report`() {
        #expect(Timeliness.allCases.map(\.vietnamese) == ["trước hạn", "đúng hạn", "quá hạn"])
    }
}

struct `A new calendar` {
    /// As announced later: Friday 13 March 2026 is off.
    static let later = DueDates(
        calendar: WorkingCalendar(
            hours: Calendars.hours,
            calendar: CentreCalendar(
                years: Calendars.years,
                days: Calendars.days + Calendars.off("2026-03-13", 1, "Quốc tang"))))

    static func open(_ id: String, _ limit: TimeLimit, _ received: String) -> OpenPromise<String> {
        let course = Calendars.course(limit, received)
        return OpenPromise(id: id, course: course, answer: Calendars.due.answer(for: course))
    }

    @Test func `lists the open dossiers that it moves, and no others`() {
        let open = [
            Self.open("before", .working(days: 2), "2026-03-10 09:00"),
            Self.open("on", .working(days: 3), "2026-03-10 09:00"),
            Self.open("across", .working(days: 5), "2026-03-10 09:00"),
            Self.open("after", .working(days: 2), "2026-03-13 09:00"),
            Self.open("calendar", .calendarDays(3), "2026-03-10 09:00"),
            Self.open("over", .calendarDays(10), "2026-03-10 09:00"),
            Self.open("hours", .hours(100, .clock), "2026-03-10 09:00"),
            Self.open("working", .hours(30, .working), "2026-03-10 09:00"),
            Self.open("words", .words("Ngay"), "2026-03-10 09:00"),
        ]
        let moved = Self.later.moved(open)
        #expect(moved.map(\.id) == ["on", "across", "calendar", "working"])
        #expect(
            moved.map { text($0.before) }.prefix(3) == ["2026-03-13", "2026-03-17", "2026-03-13"])
        #expect(
            moved.map { text($0.after) }.prefix(3) == ["2026-03-16", "2026-03-18", "2026-03-16"])
        #expect(moved.first?.after.reason.vi.contains("Quốc tang (13/03/2026)") == true)
        #expect(Calendars.due.moved(open).isEmpty)
    }

    @Test func `lists a dossier that gets its first date`() {
        let course = Calendars.course(.working(days: 1), "2026-03-10 09:00")
        let open = OpenPromise(id: 1, course: course, answer: .undetermined(.unmapped(1)))
        #expect(Calendars.due.moved([open]).map { text($0.after) } == ["2026-03-11"])
    }
}
