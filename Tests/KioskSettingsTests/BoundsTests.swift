import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Bounds of what is read` {
    @Test(arguments: [(499, true), (500, false)])
    func `a list has 500 items at most`(_ added: Int, _ loads: Bool) throws {
        let groups = (0..<added).map { "  - {id: g\($0), name: {vi: Nhóm}, creditMinutes: 1}\n" }
        let text = Fixture.centre.replacing("rules:", with: groups.joined() + "rules:")
        let found = try Fixture(centre: text).mistakes()
        #expect(found.map(\.found) == (loads ? [] : ["a list of 501 items"]))
    }

    @Test(arguments: [(32, 0), (33, 1)])
    func `an alias may be used 32 times`(_ uses: Int, _ mistakes: Int) throws {
        // Even in a comment: what only looks like an alias is counted too.
        let text = Fixture.centre + "\n# " + String(repeating: "*a ", count: uses) + "\n"
        #expect(try Fixture(centre: text).mistakes().count == mistakes)
    }

    @Test(arguments: [(16, 16), (17, 1)])
    func `16 repeated keys are told apart`(_ repeats: Int, _ mistakes: Int) throws {
        let keys = (0..<repeats).map { "k\($0): a\n" }.joined()
        let words = Fixture.vietnamese + keys + keys
        #expect(try Fixture(texts: ["vi": words]).mistakes().count == mistakes)
    }

    /// So many lines beside the fixture's two, each with a series, and what holds on which days.
    private static func centre(lines: Int, _ dates: (Int) -> String = { _ in "" }) -> String {
        let added = (0..<lines).map { place in
            """
              - {id: l\(place), name: {vi: Hàng}, series: {first: \(3_001 + 10 * place), \
            last: \(3_009 + 10 * place)}, fields: [ho-tich]\(dates(place))}

            """
        }
        let served = (0..<lines).map { "l\($0)" }.joined(separator: ", ")
        return Fixture.centre.replacing("counters:\n", with: added.joined() + "counters:\n")
            .replacing(
                "{number: 1, lines: [ho-tich]}", with: "{number: 1, lines: [ho-tich, \(served)]}")
    }

    @Test(arguments: [(62, 0), (63, 1), (100, 1)])
    func `a day has 64 lines at most`(_ added: Int, _ mistakes: Int) throws {
        let found = try Fixture(centre: Self.centre(lines: added)).mistakes()
        #expect(found.count == mistakes, "\(found)")
        guard let first = found.first else { return }
        #expect(first.file == "centre.yaml")
        #expect(first.found == "the 65th of \(added + 2) lines")
        #expect(first.expected == "at most 64 on one day")
        // The last of 62 stands in the line above.
        let text = Self.centre(lines: added).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(text[first.line - 1].contains("id: l62,"))
    }

    @Test(arguments: [(63, 0), (64, 1)])
    func `lines of other days do not count`(_ summer: Int, _ mistakes: Int) throws {
        let text = Self.centre(lines: 62 + summer - 1) { place in
            place < 62 ? ", to: 2027-05-31" : ", from: 2027-06-01"
        }
        let found = try Fixture(centre: text).mistakes()
        #expect(found.map(\.found) == (mistakes == 0 ? [] : ["the 65th of 65 lines on 2027-06-01"]))
    }

    @Test(arguments: [(62, 0), (63, 1)])
    func `a centre has 64 fields at most`(_ added: Int, _ mistakes: Int) throws {
        let fields = (0..<added).map { "  - {id: f\($0), name: {vi: Lĩnh vực}}\n" }.joined()
        let text = Fixture.centre.replacing(
            "lines:\n  - id: ho-tich", with: fields + "lines:\n  - id: ho-tich")
        let found = try Fixture(centre: text).mistakes()
        #expect(found.map(\.found) == (mistakes == 0 ? [] : ["a list of 65 fields"]))
        #expect(found.allSatisfy { $0.file == "centre.yaml" && $0.expected == "at most 64" })
    }

    @Test(arguments: [(2_000, 0), (2_001, 1)])
    func `words have 2,000 characters at most`(_ length: Int, _ mistakes: Int) throws {
        let words = Fixture.vietnamese + "long: \(String(repeating: "ộ", count: length))\n"
        #expect(try Fixture(texts: ["vi": words]).mistakes().count == mistakes)
    }

    @Test(arguments: [(19, 0), (20, 1)])
    func `a centre has 20 languages at most`(_ others: Int, _ mistakes: Int) throws {
        var texts = ["vi": Fixture.vietnamese]
        for number in 0..<others {
            let letter = Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(number)))
            texts["x\(letter)"] = "slip.thanks: x\n"
        }
        #expect(try Fixture(texts: texts).mistakes().count == mistakes)
    }

    @Test(arguments: [(20_000, 0), (20_001, 1)])
    func `a centre has 20,000 procedures at most`(_ count: Int, _ mistakes: Int) throws {
        let rows = (0..<count - 2).map { "9.\($0)\tTên\tho-tich\tho-tich\tnone\t0\tQĐ\n" }
        let table = Fixture.procedures + "\n" + rows.joined()
        #expect(try Fixture(procedures: table).mistakes().count == mistakes)
    }

    @Test(arguments: [(40, 0), (41, 1)])
    func `an identifier has 40 characters at most`(_ length: Int, _ mistakes: Int) throws {
        let id = String(repeating: "a", count: length)
        let text = Fixture.centre.replacing("id: elderly", with: "id: \(id)")
        #expect(try Fixture(centre: text).mistakes().count == mistakes)
    }
}
