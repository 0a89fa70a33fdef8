import DeviceWire
import Foundation
import KioskSettings
import Testing

@Suite struct `Printer profiles` {
    private static let shippedFolder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Firmware-Protocols/printers").path

    private static func shipped() throws -> PrinterShelf {
        try PrinterShelfReader.read(folder: shippedFolder, name: "Firmware-Protocols/printers")
    }

    private static func id(_ text: String) throws -> DeviceIDString {
        try #require(DeviceIDString(answer: [0, UInt8(text.utf8.count + 2)] + Array(text.utf8)))
    }

    @Test func `are read as written`() throws {
        let shelf = try ProfileFolder([
            "a": ProfileFolder.good, "b": ProfileFolder.presenter, "c": ProfileFolder.star,
        ]).read()
        #expect(shelf.names == ["a", "b", "c"])
        #expect(
            shelf.profile(named: "a")
                == PrinterProfile(
                    name: "a", title: "A printer", isTriedOnHardware: false,
                    matches: [PrinterProfile.Match(maker: "EPSON", model: "TM-T20*")],
                    matchPlaces: ["printers/a.yaml:4"], commandSet: .escPos, widthDots: 576,
                    dotsPerInch: 203, bandRows: 64, cut: .feedAndPartial, feedRowsBeforeCut: 0,
                    present: [], retract: [], abilities: [.realTimeStatus, .processID],
                    quirks: [.emptyPacket], millimetresPerSecond: 150))
        let presenter = try #require(shelf.profile(named: "b"))
        #expect(presenter.isTriedOnHardware)
        #expect(presenter.cut == .presenter && presenter.feedRowsBeforeCut == 40)
        #expect(presenter.present == [0x1D, 0x65, 0x03, 0x28])
        #expect(presenter.retract == [0x1D, 0x65, 0x02])
        let star = try #require(shelf.profile(named: "c"))
        #expect(star.commandSet == .starRaster && star.bandRows == 1 && star.matches.isEmpty)
        #expect(star.quirks == [.closeSlowly])
    }

    @Test func `are tried in the order of their names, generic ones last`() throws {
        func titled(_ name: String) -> String {
            ProfileFolder.presenter.replacing("A presenter", with: name)
        }
        let names = ["zebra", "generic-80mm", "a", "generic-58mm", "star-1", "h"]
        let files = Dictionary(uniqueKeysWithValues: names.map { ($0, titled($0)) })
        let shelf = try ProfileFolder(files).read()
        #expect(shelf.names == ["a", "h", "star-1", "zebra", "generic-58mm", "generic-80mm"])
    }

    @Test func `that are shipped are all read, and none claims to be tried`() throws {
        let shelf = try Self.shipped()
        #expect(
            shelf.names == [
                "citizen", "custom-presenter", "epson-tm-t20", "epson-tm-t88", "star-raster",
                "xprinter-gprinter", "generic-58mm", "generic-80mm",
            ])
        for name in shelf.names {
            let profile = try #require(shelf.profile(named: name))
            #expect(!profile.isTriedOnHardware)
            #expect(!profile.abilities.isEmpty)
            #expect(profile.matches.count == profile.matchPlaces.count)
        }
    }

    @Test func `for any 80 mm printer are the same in the file and in the program`() throws {
        #expect(try Self.shipped().profile(named: "generic-80mm") == .generic80)
    }

    @Test(arguments: [
        ("MFG:EPSON;MDL:TM-T20II;CMD:ESC/POS;", "epson-tm-t20"),
        ("MFG:EPSON;MDL:TM-T88V;", "epson-tm-t88"),
        ("MANUFACTURER:Epson;MODEL:TM-T82III;", "epson-tm-t20"),
        ("MFG:Xprinter;MDL:XP-Q80A;", "xprinter-gprinter"),
        ("MFG:STMicroelectronics;MDL:XP-T58H;", "generic-58mm"),
        ("MFG:Gprinter;MDL:GP-58;", "generic-58mm"),
        ("MFG:Star;MDL:TSP143IIIU;", "star-raster"),
        ("MFG:CUSTOM S.p.A.;MDL:KPM216H;", "custom-presenter"),
        ("MFG:CITIZEN;MDL:CT-S310II;", "citizen"),
        ("MFG:CITIZEN;MDL:CT-S4000;", "generic-80mm"),
        ("MFG:Xprinter;MDL:XP-360B;", "generic-80mm"),
        ("MFG:HP;MDL:LaserJet;", "generic-80mm"),
    ])
    func `that are shipped fit the printers they are for`(text: String, name: String) throws {
        let choice = try Self.shipped().choose(named: nil, for: Self.id(text))
        #expect(choice.profile.name == name, "\(choice.reason)")
        if name != "generic-80mm" {
            #expect(choice.reason.hasPrefix("Firmware-Protocols/printers/\(name).yaml:"))
        }
    }
}
