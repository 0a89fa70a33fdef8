import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite struct `What can be wrong in a layout` {
    static let blocks: [(block: String, words: [String])] = [
        ("- text: slip.nothing", ["“slip.nothing”", "texts/vi.yaml has not"]),
        ("- txt: slip.line", ["a block that is nothing (did you mean “text”?)", "one of text,"]),
        ("- {text: slip.line, rule: 1}", ["text and rule"]),
        ("- {text: slip.line, sise: 3}", ["unknown key “sise” (did you mean “size”?)"]),
        ("- {rule: 1, bold: true}", ["unknown key “bold”", "rule, if or paper"]),
        ("- {text: slip.line, size: hugh}", ["“hugh” (did you mean “huge”?)", "2.5 to 20 mm"]),
        ("- {text: slip.line, size: 2.4}", ["“2.4”", "small, normal"]),
        ("- {text: slip.line, size: 20.1}", ["“20.1”"]),
        ("- {text: slip.line, size: -3}", ["“-3”"]),
        ("- {text: slip.line, size: 1e1}", ["“1e1”"]),
        ("- {text: slip.line, size: [3]}", ["a list"]),
        ("- {text: slip.line, size: 3, shrink: 4}", ["shrinks to more than its size"]),
        ("- {text: slip.line, bold: yes}", ["“yes”", "true or false"]),
        ("- {text: slip.line, align: center}", ["“center” (did you mean “centre”?)"]),
        ("- {text: slip.line, lines: 0}", ["“0”", "1 to 20"]),
        ("- {text: slip.line, lines: 21}", ["“21”"]),
        ("- {text: slip.line, if: reprnt}", ["“reprnt” (did you mean “reprint”?)"]),
        ("- {text: slip.line, if: code}", ["“code”", "heading"]),
        ("- {text: slip.line, paper: 81}", ["“81”", "58 or 80"]),
        ("- {number: numbr}", ["“numbr” (did you mean “number”?)"]),
        ("- {number: number, width: 19}", ["“19”", "20 to 100"]),
        ("- {number: number, width: 101}", ["“101”"]),
        ("- {qr: status, size: 14}", ["“14”", "15 to 70 mm"]),
        ("- {qr: status, size: 71}", ["“71”"]),
        ("- rule: 0.1", ["“0.1”", "0.125 to 3 mm"]),
        ("- rule: 3.1", ["“3.1”"]),
        ("- space: 51", ["“51”", "0 to 50 mm"]),
        ("- space:", ["nothing"]),
        ("- slip.line", ["“slip.line”", "a block such as"]),
        ("- image: logo.jpg", ["“logo.jpg”", "a PNG"]),
        ("- image: ../logo.png", ["“../logo.png”"]),
        ("- image: gone.png", ["no readable file"]),
    ]

    @Test(arguments: blocks)
    func `is said with its line and what would be right`(block: String, words: [String]) throws {
        let layout = "# a comment\n- {space: 1}\n\(block)\n"
        let found = try LayoutFolder(["ticket": layout]).mistakes()
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.file == "layouts/ticket.yaml" && found.first?.line == 3)
        for part in words {
            #expect(found.first?.description.contains(part) == true, "\(found)")
        }
    }

    @Test(arguments: [
        "- {text: slip.line, size: 2.5, shrink: 2.5, lines: 1}",
        "- {text: slip.line, size: 20, lines: 20}",
        "- {number: number, width: 20}", "- {number: number, width: 100}",
        "- {qr: status, size: 15}", "- {qr: status, size: 70.0}", "- rule: 0.125", "- rule: 3",
        "- space: 0", "- space: 50", "- {text: slip.line, paper: \"58\", if: line}",
    ])
    func `is not what stands at a bound`(block: String) throws {
        #expect(try LayoutFolder(["ticket": block]).mistakes() == [])
    }

    @Test(arguments: [(60, 0), (61, 1)])
    func `are too many blocks`(count: Int, mistakes: Int) throws {
        let layout = String(repeating: "- rule: 1\n", count: count)
        #expect(try LayoutFolder(["ticket": layout]).mistakes().count == mistakes)
    }

    @Test(arguments: ["", "[]", "rule: 1", "- [", "- {rule: 1"])
    func `is a file that is no list of blocks`(layout: String) throws {
        let found = try LayoutFolder(["ticket": layout]).mistakes()
        #expect(found.count == 1 && found.first?.file == "layouts/ticket.yaml", "\(found)")
    }

    @Test func `is a file for no kind of slip`() throws {
        let found = try LayoutFolder(["tickets": "- rule: 1"]).mistakes()
        #expect(found.map(\.file) == ["layouts/tickets.yaml"])
        #expect(found.first?.found.contains("did you mean “ticket.yaml”?") == true)
    }

    @Test func `is a place in the words that slips of the kind do not fill, in any language`()
        throws
    {
        let texts = [
            "vi": Fixture.vietnamese + "slip.due: \"Hẹn {due} {lien}\"\n",
            "en": "slip.due: \"Due {due} {lien}\"\n",
        ]
        let receipt = try LayoutFolder(["receipt": "- text: slip.due"], texts: texts).mistakes()
        #expect(receipt.count == 3, "\(receipt)")
        #expect(receipt.filter { $0.found.contains("{lien}") }.count == 2)
        #expect(receipt.contains { $0.found.contains("texts/en.yaml") })
        #expect(receipt.contains { $0.found.contains("slip.moment") })
        let ticket = try LayoutFolder(["ticket": "- text: slip.due"], texts: texts).mistakes()
        #expect(ticket.filter { $0.found.contains("{due}") }.count == 2, "\(ticket)")
    }

    @Test func `is a letter that no font has, in words and in names`() throws {
        let texts = ["vi": Fixture.vietnamese, "en": "slip.thanks: \"Thanks 한\"\n"]
        let centre = Fixture.centre.replacing("heading: [TRUNG TÂM]", with: "heading: [TRUNG 글]")
            .replacing("name: {vi: Hộ tịch}", with: "name: {vi: Hộ 글}")
        let folder = try LayoutFolder(centre: centre, texts: texts)
        let found = folder.mistakes(LayoutFolder.tools(missing: ["한", "글", "ả"]))
        #expect(found.count == 4, "\(found)")
        #expect(
            found.contains { $0.file == "layouts/ticket.yaml" && $0.line == 7 },
            "the thanks, where the layout asks for them")
        #expect(found.contains { $0.found.contains("“한” (U+D55C)") })
        #expect(found.contains { $0.line == 4 && $0.found.contains("“글” (U+AE00)") })
        #expect(found.contains { $0.found.contains("procedure 1.012812") })
    }

    @Test(arguments: [
        (360, 600, "", 0), (361, 600, "", 1), (512, 1, ", paper: 80", 0),
        (513, 1, ", paper: 80", 1), (360, 601, "", 1), (360, 0, "", 1), (361, 1, ", paper: 58", 1),
    ])
    func `is a picture wider than its paper or too high`(
        width: Int, height: Int, paper: String, mistakes: Int
    ) throws {
        let folder = try LayoutFolder(["ticket": "- {image: logo.png\(paper)}"])
        try folder.fixture.write(Data([0x89]), "layouts/logo.png")
        let found = folder.mistakes(LayoutFolder.tools(picture: (width, height)))
        #expect(found.count == mistakes, "\(found)")
        if mistakes == 1, height == 600 { #expect(found[0].expected.contains("“paper: 80”")) }
        #expect(folder.mistakes().count == 1, "bytes that are no picture")
    }
}
