import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite struct `What can be wrong in the files beside centre.yaml` {
    static let rows: [(row: String, words: [String])] = [
        ("1.1\tTên\tho-tich\tho-tich\tnone\t0", ["6 columns", "7, tabs"]),
        ("1 1\tTên\tho-tich\tho-tich\tnone\t0\tQĐ", ["the code “1 1”", "1.001193"]),
        ("1.1\t\tho-tich\tho-tich\tnone\t0\tQĐ", ["no name"]),
        ("1.1\tTên\tho-tic\tho-tich\tnone\t0\tQĐ", ["unknown field “ho-tic”", "“ho-tich”?"]),
        ("1.1\tTên\tho-tich\tnha-dat\tnone\t0\tQĐ", ["unknown line “nha-dat”"]),
        ("1.1\tTên\tdat-dai\tho-tich\tnone\t0\tQĐ", ["“dat-dai”, which line “ho-tich”"]),
        ("1.1\tTên\tho-tich\tho-tich\tsoon\t0\tQĐ", ["the limit “soon”", "working_day"]),
        ("1.1\tTên\tho-tich\tho-tich\t0 hour\t0\tQĐ", ["the limit “0 hour”"]),
        ("1.1\tTên\tho-tich\tho-tich\tnone\t8.000\tQĐ", ["the fee “8.000”"]),
        ("1.001193\tTên\tho-tich\tho-tich\tnone\t0\tQĐ", ["1.001193 again, after line 2"]),
    ]

    @Test(arguments: rows) func `a wrong procedure`(_ row: String, _ words: [String]) throws {
        let found = try Fixture(procedures: Fixture.procedures + "\n\n" + row).mistakes()
        #expect(found.map(\.line) == [5], "\(found)")
        #expect(found.first?.file == "procedures.tsv")
        for part in words {
            #expect(found.first?.description.contains(part) == true, "\(found)")
        }
    }

    @Test(arguments: [(2_000, 0), (2_001, 1)])
    func `a procedure's name is bounded`(_ length: Int, _ mistakes: Int) throws {
        let name = String(repeating: "ă", count: length)
        let row = "1.1\t\(name)\tho-tich\tho-tich\tnone\t\tQĐ"
        let found = try Fixture(procedures: Fixture.procedures + "\n" + row).mistakes()
        #expect(found.count == mistakes)
    }

    @Test(arguments: ["none", "same_day", "1 other", "12 hour", "9999 working_day"])
    func `a limit is as published, or as the centre maps it`(_ limit: String) throws {
        let row = "1.1\tTên\tho-tich\tho-tich\t\(limit)\t\tQĐ"
        let fixture = try Fixture(procedures: Fixture.procedures + "\n" + row)
        let configuration = try ConfigurationLoader.load(path: fixture.path)
        #expect(configuration.procedures.last?.limit == limit)
    }

    @Test func `a decomposed name is composed`() throws {
        let row = "1.1\t Ho\u{323}\u{302} ti\u{323}ch \tho-tich\tho-tich\tnone\t–\tQĐ"
        let fixture = try Fixture(procedures: Fixture.procedures + "\n" + row)
        let configuration = try ConfigurationLoader.load(path: fixture.path)
        let name = try #require(configuration.procedures.last?.name)
        #expect(name.unicodeScalars.elementsEqual("Hộ tịch".unicodeScalars))
    }

    @Test func `a table with other columns is refused whole`() throws {
        let found = try Fixture(procedures: "code\tname\n1\tx\n").mistakes()
        #expect(found.map(\.line) == [1])
        #expect(found.first?.expected.contains("code name field line limit") == true)
    }

    @Test func `a missing file is told where it is named`() throws {
        let text = Fixture.centre.replacing("procedures.tsv", with: "gone.tsv\ntexts: nowhere")
        let found = try Fixture(centre: text).mistakes()
        #expect(found.map(\.line) == [7, 8])
        #expect(found.first?.found.contains("gone.tsv") == true)
        #expect(found.last?.found.contains("no readable folder") == true)
    }

    @Test func `a missing file with a long path is told by its end`() throws {
        let deep = String(repeating: "folder/", count: 20) + "gone.tsv"
        let text = Fixture.centre.replacing("procedures.tsv", with: deep)
        let found = try Fixture(centre: text).mistakes()
        #expect(found.first?.found.contains("folder/gone.tsv”") == true)
    }

    @Test func `a centre without procedures is a centre`() throws {
        let text = Fixture.centre.replacing("procedures: procedures.tsv\n", with: "")
        #expect(try Fixture(centre: text).mistakes() == [])
    }

    @Test func `Vietnamese must be there, whole`() throws {
        #expect(try Fixture(texts: ["en": Fixture.vietnamese]).mistakes().count == 1)
        let gap = Fixture.vietnamese.replacing("slip.thanks: \"Lời {line}\"\n", with: "")
        let found = try Fixture(texts: ["vi": gap]).mistakes()
        #expect(found.map(\.description).first?.contains("no words for “slip.thanks”") == true)
        #expect(found.count == 1 && found.first?.file == "texts/vi.yaml")
    }

    @Test func `words must be words, under keys that are asked for`() throws {
        let vietnamese = Fixture.vietnamese + "a.list: [x]\na.gap:\n\"a b\": c\na.list: y\n"
        let english = "slip.thank: Thanks\nslip.line: \"{lines}\"\nslip.ahead: \"{line} ahead\"\n"
        let found = try Fixture(texts: ["vi": vietnamese, "en": english]).mistakes()
        let first = RequiredTexts.keys.count + 1
        #expect(
            found.filter { $0.file == "texts/vi.yaml" }.map(\.line) == [
                first, first + 1, first + 2, first + 3,
            ])
        let wrong = found.filter { $0.file == "texts/en.yaml" }
        #expect(wrong.map(\.line) == [1, 2])
        #expect(wrong.first?.found.contains("mean “slip.thanks”?") == true)
        #expect(wrong.last?.found.contains("{lines}") == true)
    }

    @Test func `words are loaded for every language, composed`() throws {
        let english = "slip.thanks: \"Cafe\u{301}\"\nslip.watch: \"e\\u0301\"\n"
        let fixture = try Fixture(texts: ["vi": Fixture.vietnamese, "en": english])
        let texts = try ConfigurationLoader.load(path: fixture.path).texts
        #expect(texts.languages == ["vi", "en"])
        #expect(texts("slip.thanks", in: "en").unicodeScalars.count == 4)
        #expect(texts("slip.watch", in: "en").unicodeScalars.count == 1)
        #expect(texts("slip.ahead", in: "en", ["line": "x"]) == "Lời x")
    }

    @Test func `mistakes of all files come at once, the centre's own first`() throws {
        let centre = Fixture.centre.replacing("port: 8080", with: "port: 0")
            .replacing("rules:", with: "rulez:").replacing("counter: 1,", with: "counter: 7,")
        let fixture = try Fixture(
            centre: centre, procedures: Fixture.procedures + "\nx", texts: ["vi": "slip.line: []"])
        let error = #expect(throws: ConfigurationMistakes.self) {
            try ConfigurationLoader.load(path: fixture.path)
        }
        let files = error?.mistakes.map(\.file) ?? []
        #expect(files.prefix(3) == ["centre.yaml", "centre.yaml", "centre.yaml"])
        #expect(files.contains("procedures.tsv") && files.contains("texts/vi.yaml"))
        #expect(error?.mistakes.count == 3 + 1 + RequiredTexts.keys.count)
        let sentences = error?.description.split(separator: "\n") ?? []
        #expect(sentences.first?.hasPrefix("centre.yaml:5: found “0”; expected a whole") == true)
    }
}
