import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `The demonstration centre's hall` {
    private static let top = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let path = top.appending(path: "Config/centre.yaml").path

    @Test func `decides as a hall does that was told nothing`() throws {
        let plan = try ConfigurationLoader.load(path: Self.path).plan
        #expect(plan.rules == HallRules())
        #expect(plan.rules.assignment == .pull && plan.rules.pressesPerMinute == nil)
        #expect(plan.counters.allSatisfy { $0.overflow.isEmpty && $0.dates == .always })
        #expect(plan.clerks.allSatisfy { $0.dates == .always })
        #expect(plan.procedures.allSatisfy { $0.dates == .always })
        for line in plan.lines {
            #expect(line.dailyLimit == nil && line.lastTicketMinutes == 0)
            #expect(line.longestWaitMinutes == nil && line.preferenceMinutes == nil)
            #expect(line.dates == .always && line.digits == 4)
        }
    }

    @Test func `names every key that its comments may show, and each can be used`() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let shown = [
            "dailyLimit: 120", "lastTicketMinutes: 30", "longestWaitMinutes: 90",
            "preferenceMinutes: 10", "from: 2027-01-04", "to: 2027-12-31", "pressesPerMinute: 6",
            "overflow: [{line: khac, afterMinutes: 20}]",
        ]
        for example in shown {
            #expect(text.contains("#     \(example)") || text.contains(example))
        }
        let line = "    fields: [dat-dai]\n"
        let used =
            text
            .replacing(line, with: line + shown.prefix(4).map { "    \($0)\n" }.joined())
            .replacing(
                "{number: 1, lines: [dat-dai]}",
                with: "{number: 1, lines: [dat-dai], \(shown[7]), \(shown[4]), \(shown[5])}"
            )
            .replacing("  # pressesPerMinute: 6 ", with: "  pressesPerMinute: 6 ")
        let fixture = try Fixture(centre: used, procedures: Fixture.procedures)
        let calendar = Self.top.appending(path: "Config/calendar.yaml")
        try fixture.write(try Data(contentsOf: calendar), "calendar.yaml")
        let plan = try fixture.load().plan
        #expect(plan.rules.pressesPerMinute == 6)
        #expect(plan.counters.first?.overflow == [.init(line: "khac", afterMinutes: 20)])
        #expect(plan.lines[2].dailyLimit == 120 && plan.lines[2].preferenceMinutes == 10)
    }
}

@Suite(.timeLimit(.minutes(5))) struct `A hall of the largest size` {
    /// 500 lines, counters and clerks and 64 fields, each part with dates of its own.
    @Test func `is checked at once`() throws {
        let fields = (0..<64).map { "f\($0)" }.joined(separator: ", ")
        let lines = (0..<500).map {
            "  - {id: l\($0), name: {vi: Nhóm}, series: {first: \($0 * 9 + 1), last: \($0 * 9 + 9)},"
                + " fields: [f\($0 % 64)], from: 2027-01-01}\n"
        }
        let counters = (1...500).map {
            "  - {number: \($0), lines: [l\($0 - 1)], from: 2027-01-\($0 % 2 == 0 ? "01" : "02")}\n"
        }
        let clerks = (0..<500).map {
            "  - {id: c\($0), fields: all, to: \(2_026 + $0 % 50)-12-31}\n"
        }
        let text = """
            centre: {code: H1, name: {vi: Trung tâm}, heading: [A]}
            hours: {mon: ["07:30-11:30"]}
            fields:
            \(fields.split(separator: ", ").map { "  - {id: \($0), name: {vi: Lĩnh vực}}\n" }.joined())
            lines:
            \(lines.joined())
            counters:
            \(counters.joined())
            clerks:
            \(clerks.joined())
            """
        let found = try Fixture(centre: text).mistakes()
        #expect(found.count == 200)
        #expect(found.contains { $0.found.hasSuffix("no counter serves on 2027-01-01") })
        #expect(found.contains { $0.found.hasSuffix("qualified for from 2076-01-01 on") })
    }
}
