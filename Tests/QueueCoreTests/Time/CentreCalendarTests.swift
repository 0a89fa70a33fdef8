import Foundation
import QueueCore
import Testing

/// The days of 2026, as announced, and a half day on New Year's Eve.
private enum Known {
    static func day(_ text: String) -> ServiceDay {
        ServiceDay(text) ?? ServiceDay(daysSinceEpoch: 0)
    }

    static func off(_ first: String, _ last: String? = nil) -> [CentreCalendar.Day] {
        let (from, to) = (day(first), day(last ?? first))
        return (from.daysSinceEpoch...to.daysSinceEpoch).map {
            .init(ServiceDay(daysSinceEpoch: $0), .off, .init(vi: "Nghỉ lễ", en: "Holiday"))
        }
    }

    static func one(_ text: String, _ kind: CentreCalendar.Kind) -> CentreCalendar.Day {
        .init(day(text), kind, .init(vi: "Ngày \(text)", en: "Day \(text)"))
    }

    static let days =
        off("2026-01-01", "2026-01-04") + off("2026-02-14", "2026-02-22") + off("2026-04-26")
        + off("2026-04-27") + off("2026-04-30") + off("2026-05-01")
        + off("2026-08-29", "2026-09-02") + off("2026-11-24")
        + [
            one("2026-01-10", .worked(asWeekday: 5)), one("2026-08-22", .worked(asWeekday: 1)),
            one("2026-12-31", .half(.until(minute: 690))),
        ]
    static let calendar = CentreCalendar(
        years: [.init(2_026, isProvisional: false), .init(2_027, isProvisional: true)], days: days)

    static func half(_ part: CentreCalendar.Part) -> CentreCalendar {
        CentreCalendar(years: [], days: [one("2026-11-23", .half(part))])
    }
}

struct `A centre's calendar` {
    static let days: [(String, Bool)] = [
        ("2026-01-01", false), ("2026-01-02", false), ("2026-01-04", false), ("2026-01-05", true),
        ("2026-01-09", true), ("2026-01-10", true), ("2026-01-11", false), ("2026-01-17", false),
        ("2026-02-13", true), ("2026-02-16", false), ("2026-02-20", false), ("2026-02-23", true),
        ("2026-04-24", true), ("2026-04-27", false), ("2026-04-28", true), ("2026-04-30", false),
        ("2026-05-01", false), ("2026-05-02", false), ("2026-05-04", true), ("2026-08-22", true),
        ("2026-08-31", false), ("2026-09-02", false), ("2026-09-03", true), ("2026-11-23", true),
        ("2026-11-24", false), ("2026-11-25", true), ("2026-12-31", true), ("2025-12-31", true),
    ]

    @Test(arguments: days) func `knows its working days`(_ text: String, _ works: Bool) {
        let day = Known.day(text)
        #expect(Known.calendar.isWorkingDay(day) == works)
        let isOpen = !Centre.workingHours.spans(on: day, in: Known.calendar).isEmpty
        #expect(isOpen == works)
    }

    /// Received, working days allowed, due: the day of receipt does not count.
    static let deadlines: [(String, Int, String)] = [
        ("2026-02-13", 3, "2026-02-25"), ("2026-01-09", 1, "2026-01-10"),
        ("2026-08-21", 2, "2026-08-24"), ("2026-08-28", 3, "2026-09-07"),
        ("2026-11-23", 1, "2026-11-25"), ("2026-04-29", 2, "2026-05-05"),
    ]

    @Test(arguments: deadlines)
    func `carries what is counted in working days`(_ from: String, _ count: Int, _ due: String) {
        var (day, left) = (Known.day(from), count)
        while left > 0 {
            day = day.advanced(by: 1)
            if Known.calendar.isWorkingDay(day) { left -= 1 }
        }
        #expect(day.description == due)
    }

    @Test func `says what a day is and what it is called`() {
        let calendar = Known.calendar
        #expect(calendar.kind(of: Known.day("2026-11-24")) == .off)
        #expect(calendar.note(on: Known.day("2026-11-24")) == .init(vi: "Nghỉ lễ", en: "Holiday"))
        #expect(calendar.kind(of: Known.day("2026-01-10")) == .worked(asWeekday: 5))
        #expect(calendar.note(on: Known.day("2026-01-10"))?.vi == "Ngày 2026-01-10")
        #expect(calendar.kind(of: Known.day("2026-11-23")) == nil)
        #expect(calendar.note(on: Known.day("2026-11-23")) == nil)
        #expect(Known.days.allSatisfy { calendar.entry(on: $0.day) == $0 })
    }

    @Test func `knows how far it reaches`() {
        let calendar = Known.calendar
        #expect(!calendar.isCovered(Known.day("2025-12-31")))
        #expect(calendar.isCovered(Known.day("2026-01-01")))
        #expect(!calendar.isProvisional(Known.day("2026-12-31")))
        #expect(calendar.isProvisional(Known.day("2027-01-01")))
        #expect(calendar.isCovered(Known.day("2027-12-31")))
        #expect(!calendar.isCovered(Known.day("2028-01-01")))
        #expect(!calendar.isProvisional(Known.day("2028-01-01")))
        #expect(calendar.lastCoveredDay == Known.day("2027-12-31"))
    }

    static let outlooks: [(String, CalendarOutlook)] = [
        ("2025-12-31", .unknown), ("2026-06-01", .known(until: Known.day("2027-12-31"))),
        ("2026-11-01", .known(until: Known.day("2027-12-31"))),
        ("2026-11-02", .provisional(year: 2_027)), ("2027-06-01", .provisional(year: 2_027)),
        ("2027-11-01", .provisional(year: 2_027)),
        ("2027-11-02", .ending(last: Known.day("2027-12-31"))),
        ("2027-12-31", .ending(last: Known.day("2027-12-31"))), ("2028-01-01", .unknown),
    ]

    @Test(arguments: outlooks)
    func `tells an operator in time`(_ today: String, _ outlook: CalendarOutlook) {
        #expect(Known.calendar.outlook(on: Known.day(today)) == outlook)
        #expect(CentreCalendar.plain.outlook(on: Known.day(today)) == .none)
    }

    @Test func `that is plain knows every day and no exception`() {
        let day = Known.day("2026-11-24")
        #expect(CentreCalendar.plain.isCovered(day) && !CentreCalendar.plain.isProvisional(day))
        #expect(CentreCalendar.plain.isWorkingDay(day))
        #expect(!CentreCalendar.plain.isWorkingDay(Known.day("2026-11-28")))
        #expect(Centre.workingHours.isOpen(at: Centre.at("08:00", day: 24), in: .plain))
    }

    @Test func `has one order and one entry a day, however it was made`() throws {
        var dice = SeededDice(seed: 11)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = try encoder.encode(Known.calendar)
        for _ in 0..<20 {
            let made = CentreCalendar(
                years: Known.calendar.years.shuffled(using: &dice),
                days: Known.days.shuffled(using: &dice))
            #expect(made == Known.calendar)
            #expect(try encoder.encode(made) == bytes)
        }
        let double = Known.one("2026-11-24", .worked(asWeekday: 1))
        #expect(
            CentreCalendar(years: Known.calendar.years, days: Known.days + [double])
                == Known.calendar)
    }

    @Test(arguments: [
        Known.calendar, .plain, Known.half(.from(minute: 810)),
        Known.half(.within([.init(from: 480, to: 600), .init(from: 840, to: 900)])),
    ])
    func `comes back from the journal as it went`(_ calendar: CentreCalendar) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = try encoder.encode(calendar)
        let read = try JSONDecoder().decode(CentreCalendar.self, from: bytes)
        #expect(read == calendar)
        #expect(try encoder.encode(read) == bytes)
    }

    @Test func `sorts what it reads`() throws {
        let text = """
            {"years": [], "days": [
              {"day": "2026-05-01", "kind": {"off": {}}, "note": {"vi": "b", "en": "b"}},
              {"day": "2026-04-30", "kind": {"off": {}}, "note": {"vi": "a", "en": "a"}}]}
            """
        let read = try JSONDecoder().decode(CentreCalendar.self, from: Data(text.utf8))
        #expect(read.days.map(\.note.vi) == ["a", "b"])
    }
}

struct `Opening hours in a calendar` {
    /// Like the centre's, and on Saturday mornings.
    static let withSaturday = OpeningHours(
        spansByWeekday: Centre.workingHours.spansByWeekday.prefix(5)
            + [[.init(from: 450, to: 690)], []])
    /// Each weekday with hours of its own, so that one cannot be taken for another.
    static let uneven = OpeningHours(
        spansByWeekday: (0..<5).map { [.init(from: 480 + $0, to: 660)] } + [[], []])

    @Test func `are those of the day that a Saturday stands in for`() {
        let friday = Self.uneven.spans(on: Known.day("2026-01-10"), in: Known.calendar)
        #expect(friday == [.init(from: 484, to: 660)])
        let monday = Self.uneven.spans(on: Known.day("2026-08-22"), in: Known.calendar)
        #expect(monday == [.init(from: 480, to: 660)])
        let saturday = Self.withSaturday.spans(on: Known.day("2026-01-10"), in: Known.calendar)
        #expect(saturday == Centre.workingHours.spansByWeekday[4])
    }

    @Test func `close on a day off, also where Saturdays are worked`() {
        #expect(Self.withSaturday.spans(on: Known.day("2026-01-03"), in: Known.calendar).isEmpty)
        #expect(Self.withSaturday.spans(on: Known.day("2026-01-17"), in: Known.calendar).count == 1)
        let date = "2026-11-24"
        let noon = Centre.at("08:00", date: date)
        #expect(!Centre.workingHours.isOpen(at: noon, in: Known.calendar))
        #expect(!Centre.workingHours.isOpen(at: noon - .minutes(1), in: Known.calendar))
        #expect(Centre.workingHours.isOpen(at: noon))
    }

    @Test(arguments: [
        (CentreCalendar.Part.until(minute: 690), "07:30–11:30"),
        (.until(minute: 600), "07:30–10:00"), (.until(minute: 840), "07:30–11:30 13:30–14:00"),
        (.until(minute: 450), ""), (.from(minute: 810), "13:30–17:00"),
        (.from(minute: 660), "11:00–11:30 13:30–17:00"), (.from(minute: 1_020), ""),
        (.within([.init(from: 480, to: 600)]), "08:00–10:00"),
        (
            .within([.init(from: 480, to: 600), .init(from: 900, to: 1_440)]),
            "08:00–10:00 15:00–17:00"
        ),
        (.within([.init(from: 600, to: 900)]), "10:00–11:30 13:30–15:00"), (.within([]), ""),
    ])
    func `lose the other part of a half day`(_ part: CentreCalendar.Part, _ left: String) {
        let spans = Centre.workingHours.spans(on: Known.day("2026-11-23"), in: Known.half(part))
        #expect(spans.map(\.text).joined(separator: " ") == left)
    }

    @Test func `that never close stay open on every day`() {
        for day in ["2026-11-24", "2026-02-17", "2026-12-31", "2026-01-10"] {
            for clock in ["00:00", "12:00", "23:59"] {
                let now = Centre.at(clock, date: day)
                #expect(OpeningHours.always.isOpen(at: now, in: Known.calendar))
            }
        }
        #expect(OpeningHours.always.neverClose && !Self.withSaturday.neverClose)
    }

    @Test(arguments: [
        ("2026-11-23", "16:50", "2026-11-25", "07:40", 1_200),
        ("2026-11-24", "00:00", "2026-11-25", "00:00", 0),
        ("2026-01-09", "16:50", "2026-01-10", "07:40", 1_200),
        ("2026-02-13", "16:00", "2026-02-23", "08:00", 5_400),
        ("2026-12-31", "11:20", "2027-01-01", "07:40", 1_200),
        ("2026-11-25", "08:00", "2026-11-25", "07:00", 0),
    ])
    func `pass over closed days when waiting is counted`(
        _ from: String, _ start: String, _ to: String, _ end: String, _ seconds: Int
    ) {
        let length = Centre.workingHours.openTime(
            from: Centre.at(start, date: from), to: Centre.at(end, date: to), in: Known.calendar)
        #expect(length == .seconds(seconds))
    }

    @Test func `agree with counting every minute of a holiday's week`() {
        var dice = SeededDice(seed: 23)
        let hours = Self.withSaturday
        for date in ["2026-01-01", "2026-08-21", "2026-11-23"] {
            for _ in 0..<40 {
                let start =
                    Centre.at("00:00", date: date)
                    + .minutes(Int.random(in: 0..<10_080, using: &dice))
                let minutes = Int.random(in: 0..<3_000, using: &dice)
                let counted = (0..<minutes).count {
                    hours.isOpen(at: start + .minutes($0), in: Known.calendar)
                }
                let length = hours.openTime(
                    from: start, to: start + .minutes(minutes), in: Known.calendar)
                #expect(length == .minutes(counted))
            }
        }
    }

    @Test func `with dates know their last closing`() {
        let hours = DatedHours(hours: Self.withSaturday, calendar: Known.calendar)
        func closing(_ date: String) -> String? {
            hours.closing(onDayOf: Centre.at("06:00", date: date))?.clockText
        }
        #expect(closing("2026-11-23") == "17:00")
        #expect(closing("2026-11-24") == nil)
        #expect(closing("2026-12-31") == "11:30")
        #expect(closing("2026-01-10") == "17:00")
        #expect(closing("2026-01-17") == "11:30")
    }
}
