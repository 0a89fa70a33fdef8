import KioskSettings
import Testing

@Suite struct `What can be wrong in the hall` {
    private static let limits = "    fields: [ho-tich]\n"

    private static func limit(_ entry: String, says: String) -> Spoiling {
        Spoiling(limits, limits + "    \(entry)\n", at: "    \(entry)", says: says)
    }

    static let lines = [
        limit("dailyLimit: 0", says: "from 1 to 999999"),
        limit("dailyLimit: 999", says: ""),
        limit("dailyLimit: 1000", says: "1000 for the series 1001–1999; expected at most its 999"),
        limit("dailyLimit: none", says: "“none”"),
        limit("lastTicketMinutes: -1", says: "from 0 to 480"),
        limit("lastTicketMinutes: 481", says: "from 0 to 480"),
        limit("longestWaitMinutes: 0", says: "from 1 to 600"),
        limit("longestWaitMinutes: 601", says: "from 1 to 600"),
        limit("preferenceMinutes: 241", says: "from 0 to 240"),
        limit("dailyLimits: 5", says: "mean “dailyLimit”?"),
    ]

    @Test(arguments: lines) func `a line's limits have bounds`(_ spoiling: Spoiling) throws {
        guard spoiling.says != [""] else {
            let good = Spoiling(spoiling.from, spoiling.to, at: "", says: "", count: 0)
            return try good.check()
        }
        try spoiling.check()
    }

    @Test(arguments: [(239, 0), (240, 1)])
    func `a line gives numbers on each of its days`(_ minutes: Int, _ count: Int) throws {
        // Its only day is a Saturday of four hours.
        try Spoiling(
            "    fields: [dat-dai]\n",
            "    fields: [dat-dai]\n    lastTicketMinutes: \(minutes)\n",
            at: "lastTicketMinutes", says: "a day of 240", count: count
        ).check()
    }

    private static func overflow(_ written: String, says: String...) -> Spoiling {
        Spoiling(
            "number: 1, lines: [ho-tich]", "number: 1, lines: [ho-tich], overflow: \(written)",
            at: "number: 1, ", says: says)
    }

    static let counters = [
        overflow(
            "[{line: ho-tich, afterMinutes: 20}]", says: "the counter serves anyway",
            "other counters"),
        overflow("[{line: dat-da, afterMinutes: 20}]", says: "unknown line “dat-da”", "“dat-dai”?"),
        overflow(
            "[{line: dat-dai, afterMinutes: 2}, {line: dat-dai, afterMinutes: 3}]",
            says: "overflow from line “dat-dai” again", "each line once"),
        overflow("[{line: dat-dai, afterMinutes: 0}]", says: "from 1 to 600"),
        overflow("[{line: dat-dai, afterMinutes: 601}]", says: "from 1 to 600"),
        overflow("[{line: dat-dai}]", says: "no key “afterMinutes”"),
        overflow("[{afterMinutes: 20}]", says: "no key “line”"),
        overflow("[dat-dai]", says: "“dat-dai”", "a mapping with"),
        overflow("dat-dai", says: "a list of {line, afterMinutes}"),
        Spoiling(
            "lines: [dat-dai, ho-tich]",
            "lines: [ho-tich], overflow: [{line: dat-dai, afterMinutes: 5}]", at: "- id: dat-dai",
            says: "“dat-dai” that no counter serves"),
        Spoiling(
            "number: 1, lines: [ho-tich]}\n  - {number: 2, lines: [dat-dai, ho-tich]",
            "number: 1, lines: [ho-tich], overflow: [{line: dat-dai, afterMinutes: 5}]}\n"
                + "  - {number: 3, lines: [dat-dai]}\n  - {number: 2, lines: [ho-tich]", at: "",
            says: "", count: 0),
        Spoiling(
            "first: 2001, last: 2999", "first: 20001, last: 29999", at: "board-2",
            says: "a board of 4 digits at a counter whose numbers have 5"),
    ]

    @Test(arguments: counters) func `a counter's overflow`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }

    @Test func `a board must show the numbers of the overflow too`() throws {
        let text = Fixture.centre
            .replacing("first: 2001, last: 2999", with: "first: 20001, last: 29999")
            .replacing("baud: 4800, digits: 4", with: "baud: 4800, digits: 5")
        try Spoiling(
            "number: 1, lines: [ho-tich]",
            "number: 1, lines: [ho-tich], overflow: [{line: dat-dai, afterMinutes: 9}]",
            at: "board-1", says: "whose numbers have 5"
        ).check(in: text)
    }

    static let clerks = [
        Spoiling(
            "clerk1, fields: [ho-tich]", "clerk1, fields: []", at: "clerk1", says: "an empty list"),
        Spoiling(
            "  - {id: clerk1, fields: [ho-tich]}\n  - {id: clerk2, fields: all}\n", "",
            at: "clerks",
            says: "nothing"),
        Spoiling(
            "clerk2, fields: all", "clerk2, fields: [ho-tich]", at: "- id: dat-dai",
            says: "line “dat-dai” that no clerk is qualified for"),
        Spoiling(
            "fields: all}\n", "fields: all}\n  - {id: clerk3, fields: [nha-o]}\n", at: "clerk3",
            says: "unknown field “nha-o”"),
    ]

    @Test(arguments: clerks) func `a clerk's fields`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }

    static let idle = [
        Spoiling(
            "fields: all}\n", "fields: all}\n  - {id: clerk3, fields: [nha-o]}\n", at: "clerk3",
            says: "clerk “clerk3”, who can serve nobody at any counter"),
        Spoiling(
            "fields: all}\n",
            "fields: all}\n  - {id: clerk3, fields: [nha-o], from: 2027-01-04, to: 2027-01-08}\n",
            at: "clerk3", says: "at any counter from 2027-01-04 to 2027-01-08"),
        Spoiling(
            "fields: all}\n", "fields: all}\n  - {id: clerk3, fields: [nha-o, dat-dai]}\n", at: "",
            says: "", count: 0),
    ]

    @Test(arguments: idle) func `a clerk can serve somebody`(_ spoiling: Spoiling) throws {
        let centre = Fixture.centre.replacing(
            "lines:\n  - id", with: "  - {id: nha-o, name: {vi: Nhà ở}}\nlines:\n  - id")
        try spoiling.check(in: centre)
    }

    private static func rule(_ entry: String, says: String...) -> Spoiling {
        Spoiling("recallSeconds: 30", entry, at: "rules:", says: says)
    }

    static let rules = [
        rule("assignment: pul", says: "mean “pull”?", "pull or push"),
        rule("closing: stop", says: "“stop”", "warn or refuse"),
        rule("recallSeconds: 601", says: "from 0 to 600"),
        rule("priorityRecallSeconds: 601", says: "from 0 to 600"),
        rule("recallSeconds: 60, priorityRecallSeconds: 59", says: "59 seconds", "at least 60"),
        rule("noShowReturnMinutes: 481", says: "from 0 to 480"),
        rule("returnsMax: 11", says: "from 0 to 10"),
        rule("undoSeconds: 301", says: "from 0 to 300"),
        rule("appointmentGraceMinutes: 121", says: "from 0 to 120"),
        rule("pressesPerMinute: 0", says: "from 1 to 600"),
        rule("pressesPerMinute: 601", says: "from 1 to 600"),
        rule("oneNumberPerPerson: 1", says: "true or false"),
        rule("undoSecond: 30", says: "mean “undoSeconds”?"),
    ]

    @Test(arguments: rules) func `a rule has bounds`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }
}
