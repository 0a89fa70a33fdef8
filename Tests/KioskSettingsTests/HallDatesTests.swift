import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `What holds on some days only` {
    /// The small centre with its second line, counter and clerk cut in two at the New Year.
    static let twoYears = Fixture.centre
        .replacing(
            "      sat: [\"07:30-11:30\"]\n",
            with: """
                      sat: ["07:30-11:30"]
                    to: 2026-12-31
                  - id: dat-dai
                    name: {vi: Đất đai}
                    series: {first: 3001, last: 3999}
                    fields: [dat-dai]
                    from: 2027-01-01

                """
        )
        .replacing(
            "  - {number: 2, lines: [dat-dai, ho-tich]}\n",
            with: """
                  - {number: 2, lines: [dat-dai, ho-tich], to: 2026-12-31}
                  - {number: 2, lines: [dat-dai], from: 2027-01-01}

                """
        )
        .replacing(
            "  - {id: clerk2, fields: all}\n",
            with: """
                  - {id: clerk2, fields: all, to: 2026-12-31}
                  - {id: clerk2, fields: [dat-dai], from: 2027-01-01}

                """)

    @Test func `a line, a counter and a clerk may stand twice with dates apart`() throws {
        let configuration = try Fixture(centre: Self.twoYears).load()
        #expect(configuration.plan.lines.count == 3)
        #expect(configuration.lineNames.count == 2)
        let old = configuration.plan.effective(on: try #require(ServiceDay("2026-12-31")))
        let new = configuration.plan.effective(on: try #require(ServiceDay("2027-01-01")))
        #expect(old.lines.map(\.firstNumber) == [1001, 2001])
        #expect(new.lines.map(\.firstNumber) == [1001, 3001])
        #expect(old.counters.map(\.lines) == [["ho-tich"], ["dat-dai", "ho-tich"]])
        #expect(new.counters.map(\.lines) == [["ho-tich"], ["dat-dai"]])
        #expect(old.clerks.last?.fields == ["ho-tich", "dat-dai"])
        #expect(new.clerks.last?.fields == ["dat-dai"])
    }

    static let datesOfTwo = [
        Spoiling(
            "    from: 2027-01-01", "    from: 2026-12-31", at: "- id: dat-dai", occurrence: 2,
            says: "line “dat-dai” again, after line 18", "both on 2026-12-31", "do not overlap"),
        Spoiling(
            "[dat-dai], from: 2027-01-01", "[dat-dai], from: 2026-11-01", at: "from: 2026-11-01",
            says: "counter 2 again, after line 32", "both from 2026-11-01 to 2026-12-31"),
        Spoiling(
            "  - {id: clerk2, fields: [dat-dai], from: 2027-01-01}",
            "  - {id: clerk2, fields: [dat-dai]}", at: "fields: [dat-dai]}",
            says: "clerk “clerk2” again, after line 36", "both until 2026-12-31"),
        Spoiling(
            "    name: {vi: Đất đai}\n    series: {first: 3001",
            "    name: {vi: Đất}\n    series: {first: 3001", at: "- id: dat-dai", occurrence: 2,
            says: "another name of line “dat-dai”: “Đất”, “Đất”", "as in line 18"),
        Spoiling(
            "first: 3001, last: 3999", "first: 1500, last: 2500", at: "first: 1500",
            says: "overlaps line “ho-tich”'s (1001–1999)", "from 2027-01-01 on"),
        Spoiling("first: 3001, last: 3999", "first: 2001, last: 2999", at: "", says: "", count: 0),
        Spoiling(
            "to: 2026-12-31\n  - id", "to: 2026-12-30\n  - id", at: "", says: "", count: 0),
        Spoiling(
            "[dat-dai], from: 2027-01-01", "[dat-dai], from: 2027-01-05", at: "- id: dat-dai",
            occurrence: 2,
            says: "“dat-dai” that no counter serves from 2027-01-01 to 2027-01-04"),
        Spoiling(
            "  - {number: 2, lines: [dat-dai], from: 2027-01-01}\n", "", at: "- id: dat-dai",
            occurrence: 2, says: "“dat-dai” that no counter serves from 2027-01-01 on"),
        Spoiling(
            "lines: [dat-dai, ho-tich], to: 2026-12-31",
            "lines: [dat-dai, ho-tich], from: 2026-11-02, to: 2026-12-31", at: "- id: dat-dai",
            says: "“dat-dai” that no counter serves until 2026-11-01"),
        Spoiling(
            "fields: [dat-dai], from: 2027-01-01", "fields: [dat-dai], from: 2027-01-02",
            at: "- id: dat-dai", occurrence: 2,
            says: "“dat-dai” that no clerk is qualified for on 2027-01-01"),
        Spoiling(
            "fields: [dat-dai], from", "fields: [ho-tich], from", at: "- id: dat-dai",
            occurrence: 2, says: "“dat-dai” that no clerk is qualified for from 2027-01-01 on"),
        Spoiling(
            "clerk1, fields: [ho-tich]", "clerk1, fields: [ho-tich], to: 2027-03-05",
            at: "- id: ho-tich",
            says: "“ho-tich” that no clerk is qualified for from 2027-03-06 on"),
    ]

    @Test(arguments: datesOfTwo) func `each day is looked at`(_ spoiling: Spoiling) throws {
        try spoiling.check(in: Self.twoYears)
    }

    static let dates = [
        Spoiling(
            "number: 2,", "number: 2, from: 2027-02-29,", at: "number: 2,",
            says: "“2027-02-29”", "a day such as 2027-01-04"),
        Spoiling("number: 2,", "number: 2, from: 4.1.2027,", at: "number: 2,", says: "“4.1.2027”"),
        Spoiling("number: 2,", "number: 2, from: 20270104,", at: "number: 2,", says: "“20270104”"),
        Spoiling("number: 2,", "number: 2, from: 0227-01-04,", at: "number: 2,", says: "2000 to"),
        Spoiling("number: 2,", "number: 2, to: 2101-01-01,", at: "number: 2,", says: "to 2100"),
        Spoiling("number: 2,", "number: 2, to: ~,", at: "number: 2,", says: "found nothing"),
        Spoiling("number: 2,", "number: 2, until: x,", at: "number: 2,", says: "key “until”"),
        Spoiling(
            "id: clerk2,", "id: clerk2, from: 2027-01-02, to: 2027-01-01,", at: "clerk2",
            says: "2027-01-01, before 2027-01-02", "the earlier day as from"),
        Spoiling(
            "    fields: [ho-tich]", "    fields: [ho-tich]\n    from: [2027-01-02]", at: "from:",
            says: "a list"),
    ]

    @Test(arguments: dates) func `a date is a day that exists`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }

    /// Rows under a header with dates, and what is wrong with the last of them.
    static let rows: [(rows: [String], words: [String])] = [
        (["ho-tich\tho-tich\tnone\t0\tQĐ\t\t"], []),
        (["dat-dai\tdat-dai\tnone\t0\tQĐ\t2026-12-01\t2027-01-31"], []),
        (
            [
                "ho-tich\tho-tich\tnone\t0\tQĐ\t\t2026-12-31",
                "dat-dai\tdat-dai\tnone\t0\tQĐ\t2027-01-01\t",
            ], []
        ),
        (
            [
                "ho-tich\tho-tich\tnone\t0\tQĐ\t\t2026-12-31",
                "dat-dai\tdat-dai\tnone\t0\tQĐ\t2026-12-31\t",
            ], ["procedure 9.1 again, after line 2", "both on 2026-12-31"]
        ),
        (["ho-tich\tho-tich\tnone\t0\tQĐ"], ["7 columns", "9, tabs"]),
        (["ho-tich\tho-tich\tnone\t0\tQĐ\t2026-13-01\t"], ["“2026-13-01”", "or nothing"]),
        (["ho-tich\tho-tich\tnone\t0\tQĐ\t2027-01-02\t2027-01-01"], ["before 2027-01-02"]),
    ]

    @Test(arguments: rows)
    func `a procedure may begin and end`(_ rows: [String], _ words: [String]) throws {
        let header = "code\tname\tfield\tline\tlimit\tfee\tdecision\tfrom\tto\n"
        let table = header + rows.map { "9.1\tTên\t\($0)\n" }.joined()
        let fixture = try Fixture(centre: Self.twoYears, procedures: table)
        let found = fixture.mistakes()
        #expect(found.map(\.line) == (words.isEmpty ? [] : [rows.count + 1]), "\(found)")
        for part in words {
            #expect(found.first?.description.contains(part) == true, "\(found)")
        }
        guard words.isEmpty else { return }
        let configuration = try fixture.load()
        #expect(configuration.plan.procedures.count == rows.count)
        #expect(configuration.procedures.count == rows.count)
    }

    @Test func `a procedure needs its line on some of its days, and its field on all`() throws {
        let centre = Self.twoYears
            .replacing(
                "  - {id: dat-dai, name: {vi: Đất đai}}",
                with: """
                      - {id: dat-dai, name: {vi: Đất đai}}
                      - {id: nha-o, name: {vi: Nhà ở}}
                    """
            )
            .replacing(
                "last: 3999}\n    fields: [dat-dai]", with: "last: 3999}\n    fields: [nha-o]"
            )
            .replacing("fields: [dat-dai], from", with: "fields: [nha-o], from")
        let table = """
            code\tname\tfield\tline\tlimit\tfee\tdecision\tfrom\tto
            1.1\tTên\tdat-dai\tdat-dai\tnone\t0\tQĐ\t\t2026-12-31
            1.2\tTên\tnha-o\tdat-dai\tnone\t0\tQĐ\t2027-01-01\t
            1.3\tTên\tdat-dai\tdat-dai\tnone\t0\tQĐ\t\t
            """
        let found = try Fixture(centre: centre, procedures: table).mistakes()
        #expect(found.map(\.line) == [4], "\(found)")
        #expect(
            found.first?.found
                == "field “dat-dai”, which line “dat-dai” does not carry from 2027-01-01 on")
        let gone = "1.1\tTên\tho-tich\tho-tich\tnone\t0\tQĐ\t2027-01-01\t\n"
        let header = "code\tname\tfield\tline\tlimit\tfee\tdecision\tfrom\tto\n"
        let ending = Fixture.centre.replacing(
            "    fields: [ho-tich]\n", with: "    fields: [ho-tich]\n    to: 2026-12-31\n")
        let late = try Fixture(centre: ending, procedures: header + gone).mistakes()
        #expect(late.map(\.line) == [2], "\(late)")
        #expect(late.first?.found.contains("no day of the procedure from 2027-01-01 on") == true)
    }
}
