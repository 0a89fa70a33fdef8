import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite struct `The layouts of slips` {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Config")

    @Test func `are read block by block`() throws {
        let layout = try #require(LayoutFolder().load().layouts[.ticket])
        let mark = SlipTextStyle(size: 5.5, isBold: true, isInverse: true, alignment: .centre)
        let line = SlipTextStyle(size: 4, smallest: 3, maxLines: 2)
        #expect(
            layout.blocks == [
                .init(.text(key: "slip.reprint", mark), condition: .reprint),
                .init(.space(1.5)), .init(.text(key: "slip.line", line)),
                .init(.number(.number, widthPercent: 80)),
                .init(.qr(.status, size: 28), paper: .wide), .init(.rule(0.375)),
                .init(.text(key: "slip.thanks", SlipTextStyle(alignment: .right))),
            ])
    }

    @Test func `that are shipped are right, one for each kind`() throws {
        let configuration = try ConfigurationLoader.load(
            path: Self.shipped.appending(path: "centre.yaml").path)
        #expect(Set(configuration.layouts.keys) == Set(Slip.Kind.allCases))
        for layout in configuration.layouts.values {
            #expect(layout.blocks.contains { $0.condition == .reprint } || layout.blocks.count > 5)
        }
    }

    @Test func `of the centre win over those that are shipped, kind by kind`() throws {
        let shipped = try LayoutFolder(["ticket": "- rule: 1", "receipt": "- rule: 2"])
        let folder = shipped.fixture.folder.appending(path: "layouts").path
        let tools = LayoutFolder.tools(shipped: folder)
        // What is made of these is no layout's to name.
        let made = ["slip.moment", "slip.summary-line", "slip.summary-line-none"]
        let words = Fixture.vietnamese + made.map { "\($0): x\n" }.joined()
        let own = try LayoutFolder(["ticket": "- rule: 3"], texts: ["vi": words])
        // Three kinds are in neither folder: each is told by its name.
        let found = own.mistakes(tools)
        #expect(found.map(\.file) == ["apology.yaml", "test.yaml", "summary.yaml"])
        for kind in ["apology", "test", "summary"] {
            try shipped.fixture.write(Data("- rule: 1".utf8), "layouts/\(kind).yaml")
        }
        let layouts = try own.load(tools).layouts
        #expect(layouts[.ticket]?.blocks == [.init(.rule(3))])
        #expect(layouts[.receipt]?.blocks == [.init(.rule(2))])
        #expect(layouts.count == 5)
    }

    @Test func `need no folder, unless one is named`() throws {
        #expect(try Fixture().load().layouts.isEmpty)
        let centre = Fixture.centre.replacing(
            "procedures: procedures.tsv", with: "procedures: procedures.tsv\nlayouts: paper")
        let found = try Fixture(centre: centre).mistakes()
        #expect(found.map(\.line) == [8])
        #expect(found.first?.description.contains("no readable folder") == true)
        let named = try Fixture(centre: centre.replacing("paper", with: "layouts/"))
        try FileManager.default.createDirectory(
            at: named.folder.appending(path: "layouts"), withIntermediateDirectories: true)
        try named.write(Data("- rule: 1".utf8), "layouts/test.yaml")
        #expect(try Array(named.load().layouts.keys) == [.test])
    }

    @Test func `say their mistakes in their own file's lines`() throws {
        let layout = LayoutFolder.ticket.replacing("slip.line", with: "slip.lines")
        let found = try LayoutFolder(["ticket": layout]).mistakes()
        #expect(found.map(\.file) == ["layouts/ticket.yaml"])
        #expect(found.first?.line == 3)
        #expect(found.first?.description.contains("did you mean “slip.line”?") == true)
    }
}
