import DeviceWire
import Foundation
import KioskSettings
import Testing

@Suite struct `What can be wrong in a printer profile` {
    /// A change to a good file, the line to blame in it, and words of the sentence.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        let base: String
        let from: String
        let to: String
        let line: Int
        let says: [String]
        var testDescription: String { "\(from) → \(to)" }

        init(
            _ from: String, _ to: String, _ line: Int, _ says: String...,
            base: String = ProfileFolder.good
        ) {
            (self.from, self.to, self.line, self.says, self.base) = (from, to, line, says, base)
        }
    }

    static let spoiled: [Spoiled] = [
        Spoiled("title: A printer\n", "", 1, "no key “title”", "the family in words"),
        Spoiled("title: A printer", "title:", 1, "nothing", "title"),
        Spoiled("title:", "titel: A\ntitle:", 1, "unknown key “titel”", "mean “title”?"),
        Spoiled("triedOnHardware: false", "triedOnHardware: no", 2, "“no”", "true or false"),
        Spoiled("{maker: EPSON, model: \"TM-T20*\"}", "EPSON", 4, "“EPSON”", "maker or model"),
        Spoiled("maker: EPSON, ", "", 4, "no key “maker”"),
        Spoiled("maker: EPSON", "maker: Ép-sơn", 4, "printable ASCII"),
        Spoiled("EPSON, model: \"TM-T20*\"", "\"*\", model: \"**\"", 4, "every printer"),
        Spoiled("match:\n  - {maker: EPSON, model: \"TM-T20*\"}", "match: []", 3, "empty list"),
        Spoiled("esc-pos", "escpos", 5, "“escpos” (did you mean “esc-pos”?)", "star-raster"),
        Spoiled("widthDots: 576", "widthDots: 1032", 6, "“1032”", "from 256 to 1024"),
        Spoiled("widthDots: 576", "widthDots: 575", 6, "575", "multiple of 8"),
        Spoiled("dotsPerInch: 203", "dotsPerInch: 300", 7, "“300”", "from 100 to 255"),
        Spoiled("bandRows: 64", "bandRows: 0", 8, "“0”", "from 1 to 255"),
        Spoiled("bandRows: 64", "bandRows: 256", 8, "“256”"),
        Spoiled("feed-and-partial", "partial", 9, "“partial”", "tear-bar"),
        Spoiled("cut: ", "feedRowsBeforeCut: 4001\ncut: ", 9, "“4001”", "0 to 4000"),
        Spoiled("process-id", "process-ids", 10, "mean “process-id”?"),
        Spoiled("process-id", "real-time-status", 10, "“real-time-status” again"),
        Spoiled("process-id", "star-status", 10, "star-status with commandSet: esc-pos"),
        Spoiled("process-id", "presenter-status", 10, "presenter-status with cut"),
        Spoiled("empty-packet", "one-way", 10, "process-id beside the quirk one-way"),
        Spoiled("empty-packet", "empty-packets", 11, "mean “empty-packet”?"),
        Spoiled("quirks: [empty-packet]", "quirks: empty-packet", 11, "a list of quirks"),
        Spoiled("millimetresPerSecond: 150", "millimetresPerSecond: 19", 12, "20 to 1000"),
        Spoiled("cut: ", "present: 1D 65\ncut: ", 9, "“present” with cut: feed-and-partial"),
        Spoiled("title:", "- title:", 2, "broken YAML"),
        Spoiled(
            "present: 1D 65 03 28\n", "", 1, "no key “present”", base: ProfileFolder.presenter),
        Spoiled("1D 65 03 28", "1D 6", 9, "“1D 6”", base: ProfileFolder.presenter),
        Spoiled("1D 65 03 28", "1D +5", 9, "“1D +5”", base: ProfileFolder.presenter),
        Spoiled("1D 65 03 28", "\"\"", 9, "hexadecimal", base: ProfileFolder.presenter),
        Spoiled("1d 65 02", "1D65", 10, "“1D65”", base: ProfileFolder.presenter),
        Spoiled(
            "star-counter,", "process-id,", 8, "process-id with commandSet: star-raster",
            base: ProfileFolder.star),
        Spoiled(
            "close-slowly", "margin-moves-raster", 9, "margin-moves-raster with commandSet",
            base: ProfileFolder.star),
        Spoiled(
            "star-status, star-counter, automatic-status,", "star-counter,", 8,
            "star-counter without star-status", base: ProfileFolder.star),
        Spoiled(
            "star-status, star-counter,", "", 8, "automatic-status without star-status",
            base: ProfileFolder.star),
    ]

    @Test(arguments: spoiled) func `is told with its line`(spoiled: Spoiled) throws {
        try #require(spoiled.base.contains(spoiled.from))
        let text = spoiled.base.replacing(spoiled.from, with: spoiled.to, maxReplacements: 1)
        let found = try ProfileFolder(["a-printer": text]).mistakes()
        #expect(found.map(\.file) == ["printers/a-printer.yaml"], "\(found)")
        #expect(found.map(\.line) == [spoiled.line], "\(found)")
        let sentence = found.first?.description ?? ""
        for words in spoiled.says { #expect(sentence.contains(words), "\(sentence)") }
    }

    @Test func `comes all at once, file by file`() throws {
        let found = try ProfileFolder([
            "b": "title: B\nbandRows: 0\n",
            "a": ProfileFolder.good.replacing("cut:", with: "knife:"),
            "Bad_Name": ProfileFolder.star,
        ]).mistakes()
        #expect(Set(found.map(\.file)).count == 3)
        #expect(found.count { $0.file == "printers/b.yaml" } == 8, "\(found)")
        #expect(found.count { $0.file == "printers/a.yaml" } == 2, "\(found)")
        let name = found.first { $0.file == "printers/Bad_Name.yaml" }
        #expect(name?.found.contains("the file name “Bad_Name”") == true)
    }

    @Test func `is a pattern or title that another profile has`() throws {
        let found = try ProfileFolder([
            "a": ProfileFolder.good,
            "b": ProfileFolder.good.replacing("EPSON", with: "Epson"),
        ]).mistakes()
        #expect(found.map(\.file) == ["printers/b.yaml", "printers/b.yaml"])
        #expect(found.map(\.line) == [1, 4])
        #expect(found.last?.found == "the pattern of printers/a.yaml:4 again")
    }

    @Test func `is a folder that is empty or not there`() throws {
        #expect(try ProfileFolder([:]).mistakes().map(\.line) == [0])
        let gone = #expect(throws: ConfigurationMistakes.self) {
            try PrinterShelfReader.read(folder: "/nowhere/printers")
        }
        #expect(gone?.description.contains("no readable folder") == true)
    }
}
