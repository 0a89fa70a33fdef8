import DossierCore
import QueueCore

/// Calendars for tests: the days of 2026 as announced, those of 2027 as expected.
enum Calendars {
    /// 07:30–11:30 and 13:30–17:00, Monday to Friday.
    static let hours = OpeningHours(
        spansByWeekday: (1...7).map { weekday in
            weekday > 5 ? [] : [.init(from: 450, to: 690), .init(from: 810, to: 1_020)]
        })

    static let national = WorkingCalendar(
        hours: hours, calendar: CentreCalendar(years: years, days: days))
    static let due = DueDates(calendar: national)

    static let years = [
        CentreCalendar.Year(2026, isProvisional: false),
        CentreCalendar.Year(2027, isProvisional: true),
    ]

    static let days = holidays.flatMap(\.self) + swaps

    private static let holidays: [[CentreCalendar.Day]] = [
        off("2026-01-01", 4, "Tết Dương lịch"), off("2026-02-14", 9, "Tết Nguyên đán Bính Ngọ"),
        off("2026-04-26", 2, "Giỗ Tổ Hùng Vương"), off("2026-04-30", 1, "Ngày Giải phóng"),
        off("2026-05-01", 1, "Ngày Quốc tế Lao động"), off("2026-08-29", 5, "Quốc khánh"),
        off("2026-11-24", 1, "Ngày Văn hóa Việt Nam"), off("2027-01-01", 1, "Tết Dương lịch"),
        off("2027-02-05", 7, "Tết Nguyên đán Đinh Mùi"),
        off("2027-04-16", 1, "Giỗ Tổ Hùng Vương"), off("2027-04-30", 1, "Ngày Giải phóng"),
        off("2027-05-01", 3, "Ngày Quốc tế Lao động"), off("2027-09-02", 2, "Quốc khánh"),
        off("2027-11-24", 1, "Ngày Văn hóa Việt Nam"),
    ]

    private static let swaps: [CentreCalendar.Day] = [
        .init(day("2026-01-10"), .worked(asWeekday: 5), note("Làm bù ngày 2/1")),
        .init(day("2026-08-22"), .worked(asWeekday: 1), note("Làm bù ngày 31/8")),
    ]

    static func off(_ first: String, _ count: Int, _ name: String) -> [CentreCalendar.Day] {
        (0..<count).map { .init(day(first).advanced(by: $0), .off, note(name)) }
    }

    static func note(_ name: String) -> CentreCalendar.Note { .init(vi: name, en: name) }

    /// The day of a text in a test; the first day of 1970 where the text is none.
    static func day(_ text: String) -> ServiceDay {
        ServiceDay(text) ?? ServiceDay(daysSinceEpoch: 0)
    }

    /// `2026-11-23 15:01` at the centre.
    static func at(_ text: String) -> Instant {
        let seconds = text.count == 16 ? ":00" : ""
        return Instant(rfc3339: "\(text)\(seconds)+07:00") ?? Instant(millisecondsSinceEpoch: 0)
    }

    /// The answer for a dossier received at that moment.
    static func answer(_ limit: TimeLimit, _ received: String) -> DueAnswer {
        due.answer(for: course(limit, received))
    }

    static func course(_ limit: TimeLimit, _ received: String) -> DossierCourse {
        DossierCourse(limit: limit, filedAt: at(received), receivedAt: at(received))
    }
}

/// `2026-11-23`, or `2026-11-23 15:01` for a limit in hours; nil where there is no date.
func text(_ answer: DueAnswer) -> String? {
    switch answer.date?.point {
    case .day(let day): day.description
    case .instant(let instant): "\(ServiceDay(at: instant)) \(instant.clockText)"
    case nil: nil
    }
}
