import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

/// A calendar file without a mistake until a test makes one.
private enum CalendarFile {
    static let good = """
        years:
          2026: official
        daysOff:
          - {from: 2026-01-01, to: 2026-01-02, name: {vi: Năm mới, en: New Year}}
          - {from: 2026-02-14, to: 2026-02-22, name: {vi: Tết}}
          - {day: 2026-04-27, name: {vi: Giỗ Tổ}}
          - {day: 2026-04-30, name: {vi: Ngày 30 tháng 4}}
          - {day: 2026-05-01, name: {vi: Ngày 1 tháng 5}}
          - {from: 2026-08-31, to: 2026-09-02, name: {vi: Quốc khánh}}
          - {day: 2026-11-24, name: {vi: Ngày Văn hóa}}
        swaps:
          - {day: 2026-01-10, as: fri, name: {vi: Làm bù}}
        halfDays:
          - {day: 2026-12-31, until: "11:30", name: {vi: Tổng kết}}
        """

    /// The small centre with that calendar, which is `good` unless said otherwise.
    static func fixture(_ text: String = good) throws -> Fixture {
        let fixture = try Fixture(centre: "calendar: calendar.yaml\n" + Fixture.centre)
        try fixture.write(Data(text.utf8), "calendar.yaml")
        return fixture
    }

    /// Changes one part and looks for the one sentence, in its line.
    static func expect(
        _ from: String, _ to: String, line: Int, _ words: [String],
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        try #require(good.contains(from), sourceLocation: location)
        let text = good.replacing(from, with: to, maxReplacements: 1)
        let found = try fixture(text).mistakes()
        #expect(found.map(\.line) == [line], "\(found)", sourceLocation: location)
        #expect(found.first?.file == "calendar.yaml", sourceLocation: location)
        for word in words {
            #expect(
                found.first?.description.contains(word) == true, "\(found)",
                sourceLocation: location)
        }
    }
}

@Suite struct `A centre's calendar file` {
    private static func day(_ text: String) throws -> ServiceDay { try #require(ServiceDay(text)) }

    @Test func `is read whole`() throws {
        let calendar = try CalendarFile.fixture().load().plan.calendar
        #expect(calendar.years == [.init(2_026, isProvisional: false)])
        #expect(calendar.days.count == 20)
        #expect(calendar.kind(of: try Self.day("2026-02-17")) == .off)
        #expect(
            calendar.note(on: try Self.day("2026-01-01")) == .init(vi: "Năm mới", en: "New Year"))
        #expect(calendar.note(on: try Self.day("2026-02-17")) == .init(vi: "Tết", en: "Tết"))
        #expect(calendar.kind(of: try Self.day("2026-01-10")) == .worked(asWeekday: 5))
        #expect(calendar.kind(of: try Self.day("2026-12-31")) == .half(.until(minute: 690)))
    }

    @Test func `need not be there`() throws {
        #expect(try Fixture().load().plan.calendar == .plain)
    }

    @Test func `may leave out the lists that would be empty`() throws {
        let text = CalendarFile.good.split(separator: "swaps:")[0]
        #expect(try CalendarFile.fixture(String(text)).mistakes() == [])
    }

    @Test(arguments: [
        ("from: \"13:30\"", CentreCalendar.Part.from(minute: 810)),
        (
            "hours: [\"14:00-15:00\", \"08:00-9:00\"]",
            .within([.init(from: 480, to: 540), .init(from: 840, to: 900)])
        ),
    ])
    func `has half days of each kind`(_ written: String, _ part: CentreCalendar.Part) throws {
        let text = CalendarFile.good.replacing("until: \"11:30\"", with: written)
        let calendar = try CalendarFile.fixture(text).load().plan.calendar
        #expect(calendar.kind(of: try Self.day("2026-12-31")) == .half(part))
    }

    @Test func `is named but not there`() throws {
        let found = try Fixture(centre: "calendar: calendar.yaml\n" + Fixture.centre).mistakes()
        #expect(found.map(\.line) == [1] && found.first?.file == "centre.yaml", "\(found)")
        #expect(found.first?.description.contains("a file as calendar") == true)
    }

    @Test func `tells all its mistakes at once`() throws {
        let text = CalendarFile.good
            .replacing("day: 2026-04-27", with: "day: 2026-04-31")
            .replacing("as: fri", with: "as: sat")
            .replacing("until: \"11:30\"", with: "until: \"25:00\"")
            .replacing("2026: official", with: "2026: oficial")
        let found = try CalendarFile.fixture(text).mistakes()
        #expect(found.map(\.line) == [2, 6, 12, 14], "\(found)")
    }
}

@Suite struct `What can be wrong in a calendar` {
    static let years: [(String, String, Int, [String])] = [
        ("2026: official", "2026: oficial", 2, ["“oficial”", "did you mean “official”?"]),
        ("2026: official", "26: official", 2, ["the year “26”", "from 2000 to 2100"]),
        ("2026: official", "{}", 2, ["0 years", "1 to 10 as years"]),
        ("years:\n  2026: official\n", "", 1, ["no key “years”"]),
        ("2026: official", "2026: official\n  2026: official", 3, ["“2026” again, after line 2"]),
    ]

    @Test(arguments: years)
    func `among years`(_ from: String, _ to: String, _ line: Int, _ words: [String]) throws {
        try CalendarFile.expect(from, to, line: line, words)
    }

    @Test func `when a year is left out`() throws {
        let later = CalendarFile.good.split(separator: "\n").filter {
            $0.contains("{day: 2026-")
                || $0.contains("{from: 2026-")
        }.prefix(7).joined(separator: "\n")
            .replacing("2026-", with: "2028-")
        let text = CalendarFile.good
            .replacing("2026: official", with: "2028: provisional\n  2026: official")
            .replacing("swaps:", with: later + "\nswaps:")
        let found = try CalendarFile.fixture(text).mistakes()
        #expect(found.map(\.line) == [2], "\(found)")
        #expect(found.first?.found == "2028 after 2026")
        #expect(found.first?.expected.contains("2027 too") == true)
    }

    /// A line of the good file that is left out, and what is missed then.
    static let holidays: [(String, String)] = [
        ("from: 2026-01-01", "2026 without New Year"), ("from: 2026-02-14", "2026 without Tết"),
        ("day: 2026-04-27", "the Hùng Kings' day"), ("day: 2026-04-30", "Reunification Day"),
        ("day: 2026-05-01", "Labour Day"), ("day: 2026-11-24", "Vietnamese Culture Day"),
    ]

    @Test(arguments: holidays)
    func `when a holiday is forgotten`(_ left: String, _ missed: String) throws {
        let lines = CalendarFile.good.split(separator: "\n").filter { !$0.contains(left) }
        let found = try CalendarFile.fixture(lines.joined(separator: "\n")).mistakes()
        #expect(found.map(\.line) == [2], "\(found)")
        #expect(found.first?.found.contains(missed) == true, "\(found)")
    }

    @Test func `when the day next to National Day is worked`() throws {
        try CalendarFile.expect(
            "{from: 2026-08-31, to: 2026-09-02", "{day: 2026-09-02", line: 2,
            ["the day next to National Day", "at least 2 days off from 2026-09-01 to 2026-09-03"])
    }

    @Test func `but 24 November is no holiday before 2026`() throws {
        let lines = CalendarFile.good.replacing("2026", with: "2025").split(separator: "\n")
            .filter { !$0.contains("11-24") && !$0.contains("as: fri") }
        let text = lines.joined(separator: "\n").replacing("swaps:\n", with: "")
        #expect(try CalendarFile.fixture(text).mistakes() == [])
    }

    static let days: [(String, String, Int, [String])] = [
        ("2026-04-27", "2026-04-31", 6, ["“2026-04-31”", "a day such as"]),
        ("2026-04-27", "27/4/2026", 6, ["“27/4/2026”"]),
        ("day: 2026-04-27", "day: 2026-04-27, day: 2026-04-28", 6, ["the key “day” again"]),
        ("{day: 2026-04-27, ", "{", 6, ["no day", "either day, or from and to"]),
        ("{day: 2026-04-27", "{day: 2026-04-27, to: 2026-04-28", 6, ["day and to"]),
        ("{day: 2026-04-27", "{from: 2026-04-27", 6, ["found from;", "from and to"]),
        ("to: 2026-02-22", "to: 2026-02-13", 5, ["2026-02-13, before 2026-02-14"]),
        ("to: 2026-02-22", "to: 2026-03-17", 5, ["32 days", "at most 31"]),
        ("{day: 2026-04-27", "{date: 2026-04-27", 6, ["the unknown key “date”"]),
        ("name: {vi: Giỗ Tổ}", "nam: x", 6, ["the unknown key “nam”"]),
        ("day: 2026-11-24", "day: 2026-02-20", 10, ["2026-02-20 again, after line 5"]),
        ("{day: 2026-12-31, until", "{day: 2026-11-24, until", 14, ["2026-11-24 again"]),
        ("2026-12-31", "2027-12-31", 14, ["2027-12-31", "not under years", "2027 under years"]),
        ("day: 2026-01-10", "day: 2026-01-12", 12, ["2026-01-12 (mon)", "worked anyway"]),
        ("as: fri, ", "", 12, ["no key “as”"]),
        ("as: fri", "as: sat", 12, ["“sat”", "mon, tue, wed, thu or fri"]),
        ("as: fri", "as: firday", 12, ["“firday”"]),
        ("2026-12-31", "2026-12-26", 14, ["half of 2026-12-26 (sat), a rest day"]),
        ("until: \"11:30\"", "until: \"06:00\"", 14, ["leaves no hours", "under daysOff"]),
        ("until: \"11:30\"", "until: \"17:00\"", 14, ["cuts nothing"]),
        ("until: \"11:30\"", "until: \"24:01\"", 14, ["“24:01”", "a time such as"]),
        ("until: \"11:30\"", "until: noon", 14, ["“noon”", "a time such as"]),
        ("until: \"11:30\", ", "", 14, ["without its hours", "one of until, from and hours"]),
        ("until: \"11:30\"", "until: \"11:30\", from: \"13:30\"", 14, ["until, from"]),
        ("until: \"11:30\"", "hours: []", 14, ["no hours", "under daysOff"]),
        (
            "until: \"11:30\"", "hours: [\"08:00-12:00\"]", 14,
            ["08:00–12:00, outside the usual hours", "07:30–11:30 or 13:30–17:00"]
        ),
        ("halfDays:", "halfday:", 13, ["the unknown key “halfday”", "“halfDays”?"]),
    ]

    @Test(arguments: days)
    func `among days`(_ from: String, _ to: String, _ line: Int, _ words: [String]) throws {
        let text = CalendarFile.good.replacing(from, with: to, maxReplacements: 1)
        let found = try CalendarFile.fixture(text).mistakes()
        let sentence = try #require(
            found.first { one in
                one.line == line && words.allSatisfy { one.description.contains($0) }
            }, "\(found)")
        #expect(sentence.file == "calendar.yaml")
        // A wrong entry is blamed in its own line only; what it leaves open is not a second fault.
        let others = found.filter { $0.line != line }
        #expect(others.allSatisfy { $0.found.contains("without") }, "\(found)")
    }

    @Test func `when it is not what a calendar is`() throws {
        for text in ["", "a list", "- 1\n- 2", "years: 2026", "daysOff: {}\nyears: []"] {
            let found = try CalendarFile.fixture(text).mistakes()
            #expect(!found.isEmpty && found.allSatisfy { $0.file == "calendar.yaml" }, "\(text)")
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct `Bounds of a calendar` {
    @Test(arguments: [(10, true), (11, false)])
    func `it has ten years at most`(_ count: Int, _ loads: Bool) throws {
        let years = (0..<count).map { "  \(2_026 + $0): official\n" }.joined()
        let found = try CalendarFile.fixture(
            CalendarFile.good.replacing("  2026: official\n", with: years)
        ).mistakes()
        #expect(found.contains { $0.found == "11 years" } == !loads, "\(found)")
    }

    @Test(arguments: [(12, 31, true), (13, 30, false)])
    func `it has 400 days at most`(_ months: Int, _ days: Int, _ loads: Bool) throws {
        // 372 and 8 days fit, 390 and 20 do not; the years are unknown, which is another mistake.
        let list = (0..<months).map { month in
            let first = ServiceDay(daysSinceEpoch: 25_000 + month * days)
            return "  - {from: \(first), to: \(first.advanced(by: days - 1)), name: {vi: Dài}}\n"
        }
        let text = CalendarFile.good.replacing("swaps:\n", with: list.joined() + "swaps:\n")
        let found = try CalendarFile.fixture(text).mistakes()
        #expect(found.contains { $0.expected == "at most 400" } == !loads, "\(found)")
    }

    @Test func `a file as large as may be is read in time and blamed in bounds`() throws {
        let item = "  - {from: 2026-01-01, to: 2026-01-31, name: {vi: Dài}}\n"
        let list = String(repeating: item, count: 500)
        let text = "years: {2026: official}\ndaysOff:\n\(list)swaps:\n\(list)halfDays:\n\(list)"
        let found = try CalendarFile.fixture(text).mistakes()
        #expect(!found.isEmpty && found.count <= ConfigurationMistakes.listedLimit)
    }

    @Test func `a larger file is refused where it is named`() throws {
        let text = CalendarFile.good + "\n#" + String(repeating: "x", count: 257 << 10)
        let found = try CalendarFile.fixture(text).mistakes()
        #expect(found.map(\.file) == ["centre.yaml"])
        #expect(found.first?.description.contains("256 KiB as calendar") == true, "\(found)")
    }
}

@Suite struct `The shipped calendar` {
    private let calendar: CentreCalendar
    private let plan: HallPlan

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        plan = try ConfigurationLoader.load(path: root.appending(path: "Config/centre.yaml").path)
            .plan
        calendar = plan.calendar
    }

    @Test(arguments: [
        (
            2_026,
            [
                "01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "04-27", "04-30",
                "05-01", "08-31", "09-01", "09-02", "11-24",
            ]
        ),
        (
            2_027,
            [
                "01-01", "02-05", "02-08", "02-09", "02-10", "02-11", "04-16", "04-30", "05-03",
                "09-02", "09-03", "11-24",
            ]
        ),
    ])
    func `takes these days from Monday to Friday off`(_ year: Int, _ dates: [String]) {
        let off = calendar.days.filter {
            $0.day.year == year && $0.kind == .off && $0.day.weekday <= 5
        }
        #expect(off.map(\.day.description) == dates.map { "\(year)-\($0)" })
    }

    @Test func `swaps two Saturdays of 2026, and marks 2027 as expected`() {
        let swaps = calendar.days.filter { $0.kind != .off }
        #expect(swaps.map(\.day.description) == ["2026-01-10", "2026-08-22"])
        #expect(swaps.map(\.kind) == [.worked(asWeekday: 5), .worked(asWeekday: 1)])
        #expect(
            calendar.years
                == [.init(2_026, isProvisional: false), .init(2_027, isProvisional: true)])
    }

    /// Twelve days a year by law: what is taken beyond them is worked on another day.
    @Test(arguments: [2_026, 2_027]) func `gives the year twelve days`(_ year: Int) {
        let days = calendar.days.filter { $0.day.year == year }
        let off = days.count { $0.kind == .off && $0.day.weekday <= 5 }
        let worked = days.count { $0.day.weekday > 5 && $0.kind != .off }
        #expect(off - worked == 12)
    }

    @Test func `closes every line on a holiday, and none that never closes`() throws {
        let holiday = try #require(ServiceDay("2026-02-21"))
        #expect(plan.lines.allSatisfy { $0.hours.spans(on: holiday, in: calendar).isEmpty })
        #expect(!OpeningHours.always.spans(on: holiday, in: calendar).isEmpty)
    }
}
