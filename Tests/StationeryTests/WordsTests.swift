import Foundation
import Kiosk
import Stationery
import Testing

/// What is written is on the paper, whole and legible.
@Suite struct WordsTests {
    private let renderer = PangoSlipRenderer()
    private static let letters =
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

    @Test func `every Vietnamese letter has a glyph, in both cases and however stored`() {
        #expect(Self.letters.count == 67)
        let both = Self.letters + Self.letters.uppercased()
        #expect(FontCheck.missingCharacters(in: both).isEmpty)
        #expect(
            FontCheck.missingCharacters(in: both.decomposedStringWithCanonicalMapping).isEmpty)
    }

    @Test func `the font is the one that slips are laid out for`() {
        #expect(FontCheck.resolvedFamily() == FontCheck.wantedFamily)
    }

    @Test(arguments: [
        ("Hộ tịch, 08:15 – “Quầy 6”…", ""),
        ("한 chữ 한", "한"),
        ("\u{10FFFD}x\u{10FFFD}ỡ글", "\u{10FFFD}글"),
        ("", ""),
    ])
    func `characters without a glyph are named once, in order`(text: String, missing: String) {
        #expect(FontCheck.missingCharacters(in: text) == Array(missing))
    }

    @Test(arguments: ["한", "\u{10FFFD}", "\u{0}", "\u{7F}"])
    func `a character that cannot be drawn leaves a visible sign`(character: String) throws {
        let with = SlipSamples.ticket(line: character, link: nil)
        let without = SlipSamples.ticket(line: "", link: nil)
        let ink = try renderer.whole(with, widthDots: 576).ink
        #expect(ink > (try renderer.whole(without, widthDots: 576).ink) + 50)
    }

    @Test(arguments: SlipSamples.widths)
    func `decomposed text is drawn as composed text is`(width: Int) throws {
        let name = SlipSamples.longName(1094)
        let apart = name.decomposedStringWithCanonicalMapping
        #expect(apart.unicodeScalars.count > name.unicodeScalars.count)
        // Two renderers: one would find the first's layouts under the equal text.
        let composed = try renderer.whole(
            SlipSamples.ticket(line: name, mark: "BẢN IN LẠI"), widthDots: width)
        let decomposed = try PangoSlipRenderer().whole(
            SlipSamples.ticket(
                line: apart, mark: "BẢN IN LẠI".decomposedStringWithCanonicalMapping),
            widthDots: width)
        #expect(composed == decomposed)
    }

    @Test(arguments: SlipSamples.widths)
    func `a long name takes four lines and no more`(width: Int) throws {
        func height(_ line: String) throws -> Int {
            try renderer.whole(SlipSamples.ticket(line: line), widthDots: width).heightDots
        }
        let short = try height("Hộ tịch")
        let lineHeight = 24...48
        for name in [
            SlipSamples.longName(1094), SlipSamples.longName(100_000),
            String(repeating: "ỡ", count: 1094), String(repeating: "i", count: 100_000),
            String(repeating: " ", count: 5000) + "x",
            "e" + String(repeating: "\u{301}", count: 5000),
        ] {
            #expect(try height(name) <= short + 3 * lineHeight.upperBound)
        }
        #expect(try height(SlipSamples.longName(1094)) >= short + 3 * lineHeight.lowerBound)
    }

    @Test func `white space of any kind is a space`() throws {
        let spaced = SlipSamples.ticket(line: "Hộ tịch")
        for space in ["\n", "\t", "\r", "\u{85}", "\u{2028}"] {
            let other = SlipSamples.ticket(line: "Hộ\(space)tịch")
            let picture = try renderer.whole(other, widthDots: 576)
            #expect(try picture == renderer.whole(spaced, widthDots: 576))
        }
    }

    @Test func `a second print begins with a black bar`() throws {
        for width in SlipSamples.widths {
            let picture = try renderer.whole(
                SlipSamples.ticket(mark: "BẢN IN LẠI"), widthDots: width)
            #expect(picture.ink(inRow: 0) == width)
            let middle = picture.ink(inRow: 30)
            #expect(middle > width / 2 && middle < width)
            let first = try renderer.whole(SlipSamples.ticket(), widthDots: width)
            #expect((0..<40).allSatisfy { first.ink(inRow: $0) < width })
        }
    }

    @Test(
        .timeLimit(.minutes(5)), arguments: ["1002", "9999", "4417", "104882"], SlipSamples.widths)
    func `the number can be read, and is the largest thing`(number: String, width: Int)
        async throws
    {
        let picture = try renderer.whole(
            SlipSamples.ticket(number: number, link: nil), widthDots: width)
        let rows = picture.heaviestPart
        #expect(rows.count > width / (number.count > 4 ? 7 : 5))
        #expect(try await Reader.digits(in: picture.cropped(to: rows)) == number)
    }
}
