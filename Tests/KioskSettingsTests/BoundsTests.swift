import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite(.timeLimit(.minutes(2))) struct `Bounds of what is read` {
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
