import DossierCore
import Kiosk
import KioskDossier
import QueueCore
import Testing

@Suite struct `When a result is promised` {
    private static let limits = [
        "same_day", "1 working_day", "3.5 working_day", "1 month", "5 working_day",
        "10 calendar_day", "0 calendar_day",
        "400 calendar_day", "1000 calendar_day", "0 working_day", "-1 working_day", "1 other",
        "8 hour", "none", "",
        "3 working_day more", "x working_day",
    ]
    /// Tuesday 24 November 2026 is Vietnamese Culture Day; 2026-11-23 is a Monday.
    private static let law = CentreLaw(
        procedures: limits.map { limit in
            ProcedureEntry(
                code: ProcedureCode(limit), name: limit, field: "ho-tich", line: "ho-tich",
                limit: limit, feeVND: nil, decision: "")
        },
        plan: plan)

    private static var plan: HallPlan {
        var plan = HallPlan.empty
        plan.lines = [
            LinePlan(
                id: "ho-tich", firstNumber: 1_001, lastNumber: 1_999, digits: 4,
                fields: ["ho-tich"],
                hours: OpeningHours(
                    spansByWeekday: Array(repeating: [.init(from: 450, to: 990)], count: 5)
                        + [[], []]))
        ]
        plan.calendar = CentreCalendar(
            years: [.init(2026, isProvisional: false)],
            days: [
                .init(
                    ServiceDay("2026-11-24") ?? ServiceDay(daysSinceEpoch: 0), .off,
                    .init(vi: "Ngày Văn hóa", en: "Culture Day"))
            ])
        return plan
    }

    private static func day(_ limit: String, _ received: String) throws -> String? {
        let at = try #require(Instant(rfc3339: received))
        return day(of: ProcedureCode(limit), at, law)?.description
    }

    /// The promised day of a reception at the counter; nil where none is promised.
    private static func day(
        of procedure: ProcedureCode, _ at: Instant, _ law: CentreLaw
    ) -> ServiceDay? {
        let course = DossierCourse(
            limit: law.limit(of: procedure), filedAt: at, receivedAt: at)
        let answer = law.rules(of: procedure, at: at).dates.answer(for: course)
        guard case .day(let day) = answer.date?.point else { return nil }
        return day
    }

    @Test(arguments: [
        ("same_day", "2026-11-23T14:59:59+07:00", "2026-11-23"),
        // The receipt says 15:00 for a whole minute, and that is not after 15:00.
        ("same_day", "2026-11-23T15:00:00+07:00", "2026-11-23"),
        ("same_day", "2026-11-23T15:00:01+07:00", "2026-11-23"),
        ("same_day", "2026-11-23T15:00:59+07:00", "2026-11-23"),
        // From 15:01 on it is the next working day's; Tuesday is a holiday.
        ("same_day", "2026-11-23T15:01:00+07:00", "2026-11-25"),
        ("same_day", "2026-11-21T09:00:00+07:00", "2026-11-23"),
        ("3.5 working_day", "2026-11-23T08:00:00+07:00", "2026-11-30"),
        // 30 December is a Wednesday.
        ("1 month", "2026-11-30T08:00:00+07:00", "2026-12-30"),
        ("1 working_day", "2026-11-23T08:00:00+07:00", "2026-11-25"),
        ("1 working_day", "2026-11-20T08:00:00+07:00", "2026-11-23"),
        ("5 working_day", "2026-11-20T16:59:00+07:00", "2026-11-30"),
        ("10 calendar_day", "2026-11-18T08:00:00+07:00", "2026-11-30"),
        ("10 calendar_day", "2026-11-23T08:00:00+07:00", "2026-12-03"),
        // Half past midnight here is the day before in London.
        ("1 working_day", "2026-11-26T00:30:00+07:00", "2026-11-27"),
        ("400 calendar_day", "2026-11-23T08:00:00+07:00", "2027-12-28"),
    ])
    func `is counted by working days and days of the calendar`(
        limit: String, received: String, due: String
    ) throws {
        #expect(try Self.day(limit, received) == due)
    }

    @Test(arguments: [Int64.min, -1_000_000_000_000_000, 1_000_000_000_000_000, .max])
    func `is not said for a reception at no time`(milliseconds: Int64) {
        let at = Instant(millisecondsSinceEpoch: milliseconds)
        for limit in Self.limits {
            #expect(Self.day(of: ProcedureCode(limit), at, Self.law) == nil)
        }
    }

    @Test func `of the same day is the next working day's after the line's closing`() throws {
        var plan = Self.plan
        plan.lines[0].hours = OpeningHours(
            spansByWeekday: Array(repeating: [.init(from: 450, to: 690)], count: 5) + [[], []])
        let birth = ProcedureEntry(
            code: "1.1", name: "Khai sinh", field: "ho-tich", line: "ho-tich", limit: "same_day",
            feeVND: nil, decision: "")
        let law = CentreLaw(procedures: [birth], plan: plan)
        for (time, day) in [("11:29", "2026-11-26"), ("11:30", "2026-11-27")] {
            let at = try #require(Instant(rfc3339: "2026-11-26T\(time):00+07:00"))
            #expect(Self.day(of: "1.1", at, law)?.description == day)
        }
    }

    @Test(arguments: [
        "1000 calendar_day", "0 working_day", "0 calendar_day", "-1 working_day", "1 other",
        "8 hour", "none", "",
        "3 working_day more", "x working_day", "no such procedure",
    ])
    func `is not said where the limit names no day`(limit: String) throws {
        #expect(try Self.day(limit, "2026-11-23T08:00:00+07:00") == nil)
    }
}
