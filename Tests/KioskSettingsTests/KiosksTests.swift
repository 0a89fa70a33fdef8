import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `Kiosks in centre.yaml` {
    private static let line = "{id: kiosk-2, printers: [printer-1]}"

    @Test func `have a screen and no name of their own unless it is written`() throws {
        let kiosks = try Fixture().load().kiosks
        #expect(
            kiosks == [
                KioskSettings(id: "kiosk-1", printers: ["printer-1"], isDefault: true),
                KioskSettings(id: "kiosk-2", printers: ["printer-1"], isDefault: false),
            ])
        #expect(kiosks.allSatisfy { $0.hasScreen && $0.name == nil })
    }

    @Test func `may be of buttons alone, and be called something`() throws {
        let words = "{id: kiosk-2, name: {vi: Cửa sau}, printers: [printer-1], screen: false}"
        let fixture = try Fixture(centre: Fixture.centre.replacing(Self.line, with: words))
        #expect(
            try fixture.load().kiosks.last
                == KioskSettings(
                    id: "kiosk-2", name: LocalizedName(vi: "Cửa sau", en: "Cửa sau"),
                    printers: ["printer-1"], isDefault: false, hasScreen: false))
    }

    static let mistakes = [
        Spoiling(
            "[printer-1]}\ndevices", "[printer-1], screen: none}\ndevices", at: "kiosk-2",
            says: "true or false"),
        Spoiling(
            "[printer-1]}\ndevices", "[printer-1], name: Door}\ndevices", at: "kiosk-2",
            says: "vi", "en"),
        Spoiling(
            "[printer-1]}\ndevices", "[printer-1], scren: false}\ndevices", at: "kiosk-2",
            says: "unknown key “scren”", "mean “screen”?"),
    ]

    @Test(arguments: mistakes) func `are refused with what was expected`(
        _ spoiling: Spoiling
    ) throws {
        try spoiling.check()
    }
}
