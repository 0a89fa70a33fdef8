import QueueCore
import Testing

struct `Days at the centre` {
    @Test(arguments: [
        ("2026-11-22T16:59:59.999Z", "2026-11-22"), ("2026-11-22T17:00:00Z", "2026-11-23"),
        ("2026-11-23T00:00:00+07:00", "2026-11-23"), ("2026-11-23T23:59:59+07:00", "2026-11-23"),
        ("2024-02-28T17:00:00Z", "2024-02-29"), ("2024-02-29T17:00:00Z", "2024-03-01"),
        ("1969-12-31T16:59:59Z", "1969-12-31"), ("1969-12-31T17:00:00Z", "1970-01-01"),
        ("1900-02-28T17:00:00Z", "1900-03-01"), ("2000-02-28T17:00:00Z", "2000-02-29"),
    ])
    func `begin at midnight, seven hours before Greenwich's`(_ moment: String, _ day: String) throws
    {
        let instant = try #require(Instant(rfc3339: moment))
        #expect(ServiceDay(at: instant).description == day)
        let known = try #require(ServiceDay(day))
        #expect(known.start <= instant && instant < known.advanced(by: 1).start)
    }

    @Test(arguments: [Int64.min, .max - 25_200_000, .max - 25_199_999, .max])
    func `are there for every instant`(_ milliseconds: Int64) {
        let days = ServiceDay(at: Instant(millisecondsSinceEpoch: milliseconds)).daysSinceEpoch
        #expect(days == (milliseconds < 0 ? -106_751_991_168 : 106_751_991_167))
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
        "2026-01-00", "2026-01-32", "0000-01-01", "26-01-01", "2026-1-1", "2026/01/01",
        "2026-01-01 ", "", "----------", "２０２６-01-01", "2026-01-0١",
    ])
    func `that do not exist are refused`(_ text: String) {
        #expect(ServiceDay(text) == nil)
    }

    @Test func `follow each other without a gap for 400 years`() throws {
        var day = try #require(ServiceDay("1800-01-01"))
        var broken: [ServiceDay] = []
        for _ in 0..<146_097 {
            let next = day.advanced(by: 1)
            let isNewMonth = next.day == 1 && day.day >= 28 && next.month == day.month % 12 + 1
            let isNextDay = next.day == day.day + 1 && next.month == day.month
            let isRead = ServiceDay(year: next.year, month: next.month, day: next.day) == next
            if !(isNewMonth || isNextDay) || !isRead || next.weekday != day.weekday % 7 + 1 {
                broken.append(next)
            }
            day = next
        }
        #expect(broken.isEmpty)
        #expect(day.description == "2200-01-01")
    }

    @Test func `know their weekday`() throws {
        #expect(try #require(ServiceDay("2026-11-23")).weekday == 1)
        #expect(try #require(ServiceDay("2024-02-29")).weekday == 4)
        #expect(try #require(ServiceDay("1969-12-28")).weekday == 7)
    }
}

struct `Moments as text` {
    @Test(arguments: [
        ("2026-11-23T08:15:00+07:00", "2026-11-23T08:15:00+07:00"),
        ("2026-11-23T01:15:00Z", "2026-11-23T08:15:00+07:00"),
        ("2026-11-23 01:15:00Z", "2026-11-23T08:15:00+07:00"),
        ("2026-11-22T20:15:00-05:00", "2026-11-23T08:15:00+07:00"),
        ("2026-11-23T06:45:00+05:30", "2026-11-23T08:15:00+07:00"),
        ("2026-11-23T08:15:00.999999999+07:00", "2026-11-23T08:15:00+07:00"),
        ("1969-12-31T23:59:59.999Z", "1970-01-01T06:59:59+07:00"),
    ])
    func `are read with their offset and written with the centre's`(_ text: String, _ out: String) {
        #expect(Instant(rfc3339: text)?.rfc3339 == out)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T08:15:00", "2026-11-23T08:15Z", "2026-11-23T24:00:00Z",
        "2026-11-23T08:60:00Z", "2026-11-23T08:15:60Z", "2026-02-30T08:15:00Z",
        "2026-11-23T08:15:00+0700", "2026-11-23T08:15:00+24:00", "2026-11-23T08:15:00+07:60",
        "2026-11-23T08:15:00.Z", "2026-11-23T08:15:00.1234567890Z", "2026-11-23T08:15:00Zulu",
        "2026-11-23T08-15-00Z", "2026-11-23X08:15:00Z", "2026-11-23T+8:15:00Z",
        "2026-11-23T08:15:0éZ", "２０２６-11-23T08:15:00Z", "ééééééééééééééééééééé",
    ])
    func `that are none are refused`(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `keep milliseconds, not less`() {
        let read = Instant(rfc3339: "1970-01-01T00:00:00.0129Z")
        #expect(read?.millisecondsSinceEpoch == 12)
        #expect(Instant(rfc3339: "1970-01-01T00:00:01.5Z")?.millisecondsSinceEpoch == 1_500)
    }

    @Test func `add and subtract lengths`() {
        let eight = Centre.at("08:00")
        #expect((eight + .minutes(75)).clockText == "09:15")
        #expect((eight - .seconds(1)).clockText == "07:59")
        #expect((eight + .minutes(75)).since(eight) == .seconds(4_500))
        #expect(eight.since(eight + .seconds(1)) == .seconds(-1))
        #expect(Duration.seconds(-1).milliseconds == -1_000)
    }
}

struct `Opening hours` {
    @Test(arguments: [
        ("07:29:59", false), ("07:30:00", true), ("11:29:59", true), ("11:30:00", false),
        ("13:30:00", true), ("16:59:59", true), ("17:00:00", false), ("00:00:00", false),
    ])
    func `include their first minute and not their last`(_ clock: String, _ isOpen: Bool) {
        #expect(Centre.workingHours.isOpen(at: Centre.at(clock)) == isOpen)
        #expect(!Centre.workingHours.isOpen(at: Centre.at(clock, day: 28)))
        #expect(OpeningHours.always.isOpen(at: Centre.at(clock, day: 28)))
    }

    @Test(arguments: [
        (23, "08:00", 23, "08:20", 1_200), (23, "11:20", 23, "13:40", 1_200),
        (23, "07:00", 23, "07:31", 60), (23, "11:30", 23, "13:30", 0),
        (23, "16:50", 24, "07:40", 1_200), (27, "16:50", 30, "07:40", 1_200),
        (23, "08:20", 23, "08:00", 0), (23, "08:00", 23, "08:00", 0),
        (23, "00:00", 30, "00:00", 5 * 27_000),
    ])
    func `count only while somebody receives`(
        _ from: Int, _ start: String, _ to: Int, _ end: String, _ seconds: Int
    ) {
        let length = Centre.workingHours.openTime(
            from: Centre.at(start, day: from), to: Centre.at(end, day: to))
        #expect(length == .seconds(seconds))
    }

    @Test func `agree with counting every minute of a week`() {
        let hours = Centre.workingHours
        var dice = SeededDice(seed: 7)
        for _ in 0..<200 {
            let start = Centre.at("00:00") + .minutes(Int.random(in: 0..<10_080, using: &dice))
            let minutes = Int.random(in: 0..<3_000, using: &dice)
            let counted = (0..<minutes).count { hours.isOpen(at: start + .minutes($0)) }
            #expect(
                hours.openTime(from: start, to: start + .minutes(minutes)) == .minutes(counted))
        }
    }

    @Test func `of a short week are closed on the days it leaves out`() {
        let hours = OpeningHours(spansByWeekday: [[.init(from: 0, to: 1_440)]])
        #expect(hours.isOpen(at: Centre.at("12:00")))
        #expect(!hours.isOpen(at: Centre.at("12:00", day: 24)))
    }
}
