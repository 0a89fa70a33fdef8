import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `What the hall may be told` {
    @Test func `a line's limits and promises reach the plan`() throws {
        let text = Fixture.centre.replacing(
            "    fields: [ho-tich]\n",
            with: """
                    fields: [ho-tich]
                    dailyLimit: 120
                    lastTicketMinutes: 30
                    longestWaitMinutes: 90
                    preferenceMinutes: 10
                    from: 2026-11-23
                    to: 2099-12-31

                """)
        let plan = try Fixture(centre: text).load().plan
        let line = try #require(plan.lines.first)
        #expect(line.dailyLimit == 120 && line.lastTicketMinutes == 30)
        #expect(line.longestWaitMinutes == 90 && line.preferenceMinutes == 10)
        #expect(
            line.dates == DateSpan(from: ServiceDay("2026-11-23"), to: ServiceDay("2099-12-31")))
        let other = try #require(plan.lines.last)
        #expect(other.dailyLimit == nil && other.lastTicketMinutes == 0)
        #expect(other.longestWaitMinutes == nil && other.preferenceMinutes == nil)
        #expect(other.dates == .always)
    }

    @Test func `a counter's overflow reaches the plan`() throws {
        let text = Fixture.centre.replacing(
            "{number: 1, lines: [ho-tich]}",
            with: "{number: 1, lines: [ho-tich], overflow: [{line: dat-dai, afterMinutes: 20}]}")
        let plan = try Fixture(centre: text).load().plan
        #expect(plan.counters.map(\.overflow) == [[.init(line: "dat-dai", afterMinutes: 20)], []])
    }

    @Test func `every rule can be set`() throws {
        let text = Fixture.centre.replacing(
            "rules: {invitations: 3, recallSeconds: 30}",
            with: """
                rules: {assignment: push, closing: refuse, invitations: 2, recallSeconds: 50,
                  priorityRecallSeconds: 100, noShowReturnMinutes: 10, returnsMax: 1,
                  undoSeconds: 0, appointmentGraceMinutes: 5, pressesPerMinute: 6,
                  oneNumberPerPerson: true, dwellSeconds: 12, recentCalls: 4}
                """)
        var expected = HallRules()
        expected.assignment = .push
        expected.closing = .refuse
        expected.invitations = 2
        expected.recallSeconds = 50
        expected.priorityRecallSeconds = 100
        expected.noShowReturnMinutes = 10
        expected.returnsMax = 1
        expected.undoSeconds = 0
        expected.appointmentGraceMinutes = 5
        expected.pressesPerMinute = 6
        expected.oneNumberPerPerson = true
        expected.dwellSeconds = 12
        expected.recentCalls = 4
        #expect(
            try Fixture(centre: text).load().plan.rules == expected)
    }

    @Test func `without rules the hall has its own`() throws {
        let text = Fixture.centre.replacing("rules: {invitations: 3, recallSeconds: 30}", with: "")
        let rules = try Fixture(centre: text).load().plan.rules
        #expect(rules == HallRules())
    }

    @Test func `a priority recall is never earlier than the others'`() throws {
        let text = Fixture.centre.replacing("recallSeconds: 30", with: "recallSeconds: 200")
        let rules = try Fixture(centre: text).load().plan.rules
        #expect(rules.priorityRecallSeconds == 200)
    }

    /// A series as written, the digits of its numbers, and the words of the mistake if it is one.
    static let series: [(written: String, digits: Int, words: String)] = [
        ("first: 101, last: 999, digits: 3", 3, ""),
        ("first: 101, last: 999", 4, ""),
        ("first: 1, last: 99, digits: 4", 4, ""),
        ("first: 10001, last: 19999", 5, ""),
        ("first: 100001, last: 199999, digits: 6", 6, ""),
        ("first: 11, last: 99, digits: 2", 0, "a whole number from 3 to 6"),
        ("first: 1001, last: 1999, digits: 7", 0, "a whole number from 3 to 6"),
        ("first: 1001, last: 1999, digits: 3", 0, "the number 1999 in a series of 3 digits"),
        ("first: 1, last: 1000000", 0, "a whole number from 1 to 999999"),
        ("first: 0, last: 10", 0, "a whole number from 1 to 999999"),
    ]

    @Test(arguments: series)
    func `numbers have three to six digits`(_ written: String, _ digits: Int, _ words: String)
        throws
    {
        let text = Fixture.centre
            .replacing("first: 1001, last: 1999, digits: 4", with: written)
            .replacing("digits: 4, answers", with: "digits: 8, answers")
        let fixture = try Fixture(centre: text)
        let found = fixture.mistakes()
        #expect(found.map(\.line) == (words.isEmpty ? [] : [16]), "\(found)")
        #expect(words.isEmpty || found.first?.description.contains(words) == true)
        guard words.isEmpty else { return }
        let plan = try fixture.load().plan
        #expect(plan.lines.first?.digits == digits)
    }

    @Test(arguments: [(62, 0), (63, 1)])
    func `a centre has 64 fields at most`(_ added: Int, _ mistakes: Int) throws {
        let fields = (0..<added).map { "  - {id: f\($0), name: {vi: Lĩnh vực}}\n" }
        let text = Fixture.centre.replacing(
            "lines:\n  - id", with: fields.joined() + "lines:\n  - id")
        let found = try Fixture(centre: text).mistakes()
        #expect(found.count == mistakes, "\(found)")
        #expect(mistakes == 0 || found.first?.found == "a list of 65 fields")
    }

    @Test func `every mistake of a hall comes at once`() throws {
        let text = Fixture.centre
            .replacing(
                "    fields: [ho-tich]\n", with: "    fields: [ho-tich]\n    dailyLimit: 0\n"
            )
            .replacing("number: 2,", with: "number: 2, overflow: [{line: x, afterMinutes: 0}],")
            .replacing("id: clerk2,", with: "id: clerk2, from: never,")
            .replacing("recallSeconds: 30", with: "closing: stop")
        #expect(try Fixture(centre: text).mistakes().map(\.line) == [18, 27, 27, 30, 33])
    }
}
