import Foundation
import Kiosk
import KioskSettings
import Testing

/// The fixture's centre with a folder of layouts of its own.
struct LayoutFolder: ~Copyable {
    static let ticket = """
        - {text: slip.reprint, if: reprint, size: huge, bold: true, inverse: true, align: centre}
        - {space: 1.5}
        - {text: slip.line, size: title, shrink: 3, lines: 2}
        - {number: number, width: 80}
        - {qr: status, size: 28, paper: 80}
        - {rule: 0.375}
        - text: slip.thanks
          align: right
        """

    let fixture: Fixture

    init(
        _ layouts: [String: String] = ["ticket": LayoutFolder.ticket],
        centre: String = Fixture.centre, texts: [String: String] = ["vi": Fixture.vietnamese]
    ) throws {
        let made = try Fixture(centre: centre, texts: texts)
        try FileManager.default.createDirectory(
            at: made.folder.appending(path: "layouts"), withIntermediateDirectories: true)
        for (kind, layout) in layouts {
            try made.write(Data(layout.utf8), "layouts/\(kind).yaml")
        }
        fixture = made
    }

    /// A picture of so many dots is what each PNG in a test holds.
    static func tools(
        shipped: String? = nil, missing: Set<Character> = [], picture: (Int, Int)? = nil
    ) -> LayoutTools {
        LayoutTools(
            shippedFolder: shipped,
            missingCharacters: { text in text.filter { missing.contains($0) }.map(\.self) },
            picture: { _ in
                guard let picture else {
                    throw StationeryError(.drawingFailed, "the bytes are no PNG")
                }
                return Raster(widthDots: picture.0, heightDots: picture.1)
            })
    }

    func load(
        _ tools: LayoutTools = LayoutFolder.tools()
    ) throws(ConfigurationMistakes) -> Configuration {
        try ConfigurationLoader.load(path: fixture.path, layouts: tools)
    }

    /// What is wrong; empty when all is well.
    func mistakes(_ tools: LayoutTools = LayoutFolder.tools()) -> [Mistake] {
        do throws(ConfigurationMistakes) {
            _ = try load(tools)
            return []
        } catch {
            return error.mistakes
        }
    }
}
