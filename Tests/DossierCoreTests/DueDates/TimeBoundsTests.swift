import DossierCore
import QueueCore
import Testing

/// Moments that no receipt ever had: they come out of files and portals all the same.
struct `A moment out of all time` {
    static let beyond = [
        Int64.min, -2_208_988_800_001 - 7 * 3_600_000, 253_402_300_800_000 - 7 * 3_600_000, .max,
    ].map(Instant.init(millisecondsSinceEpoch:))
    static let limits: [TimeLimit] = [
        .working(days: 999), .workingDays(halves: 1), .calendarDays(999), .hours(999, .clock),
        .hours(999, .working), .months(999), .years(999), .sameDay,
    ]

    @Test(arguments: limits)
    func `gives no due date, and a reason`(_ limit: TimeLimit) {
        let usual = Calendars.at("2026-03-10 09:00")
        for moment in Self.beyond {
            var courses = [
                DossierCourse(limit: limit, filedAt: moment, receivedAt: usual),
                DossierCourse(limit: limit, filedAt: usual, receivedAt: moment),
            ]
            let waits = [
                Interruption(.payment, from: moment),
                Interruption(.payment, from: usual, to: moment),
                Interruption(.supplement, from: moment, to: usual),
            ]
            for wait in waits {
                var course = DossierCourse(limit: limit, filedAt: usual, receivedAt: usual)
                course.interruptions = [wait]
                courses.append(course)
            }
            var stopped = DossierCourse(limit: limit, filedAt: usual, receivedAt: usual)
            stopped.stoppedAt = moment
            courses.append(stopped)
            for course in courses {
                let answer = Calendars.due.answer(for: course)
                #expect(answer == .undetermined(.outOfTime))
                #expect(answer.reason.vi.hasSuffix("."))
            }
            let procedure = Samples.procedure(limit)
            for channel in FilingChannel.allCases {
                #expect(Calendars.due.reception(filedAt: moment, through: channel) == nil)
                #expect(
                    Calendars.due.answer(for: procedure, through: channel, filedAt: moment)
                        == .undetermined(.outOfTime))
            }
        }
    }

    @Test(arguments: limits)
    func `is told apart from the first and the last that count`(_ limit: TimeLimit) {
        let first = Calendars.answer(limit, "1900-01-01 00:00")
        #expect(first.date != nil)
        // No limit of days ends before the calendar does; the same day does.
        let last = Calendars.answer(limit, "9999-12-31 09:00")
        if limit == .sameDay {
            #expect(text(last) == "9999-12-31")
        } else if case .hours(_, .working) = limit {
            #expect(last == .undetermined(.neverOpen))
        } else {
            #expect(last == .undetermined(.noWorkingDay))
        }
    }

    @Test func `is early or late like others`() throws {
        let due = try #require(Calendars.answer(.working(days: 5), "2026-03-02 09:00").date)
        let hour = try #require(Calendars.answer(.hours(8, .clock), "2026-03-02 09:00").date)
        for date in [due, hour] {
            for moment in Self.beyond[..<2] {
                #expect(date.timeliness(readyAt: moment) == .early)
                // Ten years of working days at most are counted.
                guard case .ahead(let days) = date.standing(at: moment, in: Calendars.national)
                else {
                    Issue.record("\(moment)")
                    continue
                }
                #expect((2_500...2_620).contains(days))
            }
            for moment in Self.beyond[2...] {
                #expect(date.timeliness(readyAt: moment) == .late)
                #expect(date.standing(at: moment, in: Calendars.national) == .overdue)
            }
        }
    }
}
