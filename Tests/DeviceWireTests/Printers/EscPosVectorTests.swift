import DeviceWire
import Testing

@Suite struct `ESC/POS golden vectors` {
    private static let commands: [(id: String, bytes: [UInt8])] = [
        ("init", EscPos.initialize),
        ("align.center", EscPos.align(.centre)),
        ("size.4x4", EscPos.characterSize(width: 4, height: 4)),
        ("bold.on", EscPos.bold(true)),
        ("text.A12", EscPos.codePage(0) + EscPos.line("A12")),
        ("cut.feed+full", EscPos.feed(lines: 6) + EscPos.cut),
        ("cut.partial.feed0", EscPos.feedAndCut()),
        ("feed3", EscPos.feed(lines: 3)),
        ("linespace30", EscPos.linePitch(rows: 30)),
        ("panel.off", EscPos.feedButtonOff),
        ("kanji.off", EscPos.kanjiOff),
        ("dle.eot.1", EscPos.askStatus(.printer)),
        ("dle.eot.2", EscPos.askStatus(.offlineCause)),
        ("dle.eot.3", EscPos.askStatus(.errorCause)),
        ("dle.eot.4", EscPos.askStatus(.paper)),
        ("asb.on", EscPos.automaticStatus(mask: 0x0F)),
        ("asb.off", EscPos.automaticStatus(mask: 0)),
        ("gsr.paper", EscPos.askPaperInOrder),
        ("gsI.fw", EscPos.askIdentity(.firmware)),
        ("gsI.maker", EscPos.askIdentity(.maker)),
        ("gsI.model", EscPos.askIdentity(.model)),
        ("gsI.serial", EscPos.askIdentity(.serial)),
        ("gsH.pid.0001", EscPos.askPrinted(ProcessID(1))),
        ("gsP.203", EscPos.motionUnits(dotsPerInch: 203)),
        ("gsP.180", EscPos.motionUnits(dotsPerInch: 180)),
        ("cut.full.feed0", EscPos.feedAndCutThrough()),
        ("cut.full.feed40", EscPos.feedAndCutThrough(rows: 40)),
        ("feed.rows.120", EscPos.feed(rows: 120)),
    ]

    @Test(arguments: commands.map(\.id)) func `a command is its golden bytes`(id: String) throws {
        let vector = try #require(try PrinterVector.load()[id])
        let made = try #require(Self.commands.first { $0.id == id })
        #expect(made.bytes == vector.bytes)
    }

    @Test func `a band is its golden raster command`() throws {
        let vector = try #require(try PrinterVector.load()["raster.gsv0.16x2"])
        let band = DotBand(widthDots: 16, heightDots: 2, bytes: [0x80, 0x00, 0x00, 0x01])
        #expect(EscPosEncoder.chunks(of: band).flatMap(\.bytes) == vector.bytes)
    }

    @Test func `a band behind a margin is its golden raster command`() throws {
        let vector = try #require(try PrinterVector.load()["raster.margin.8x2"])
        let band = DotBand(widthDots: 24, heightDots: 2, bytes: [0, 0x80, 0, 0, 0x40, 0])
        let chunks = EscPosEncoder.chunks(of: band, movesMargin: true)
        #expect(chunks.flatMap(\.bytes) == vector.bytes)
    }

    @Test func `every command a printer may be sent leaves the decoder in step`() throws {
        let vectors = try PrinterVector.load()
        let sentinel = DotBand(widthDots: 576, heightDots: 1, bytes: [0xA5] + zeros(71))
        let isStream = { (vector: PrinterVector) in
            vector.kind == "tx" && !["get-", "soft-"].contains { vector.id.hasPrefix($0) }
        }
        for vector in vectors.values.filter(isStream) {
            var decoder = EscPosDecoder(widthDots: 576)
            _ = decoder.feed(vector.bytes + EscPos.cut)
            let end = EscPosEncoder.prologue.bytes + raster(sentinel) + EscPos.cut
            let slips = decoder.feed(end).compactMap(\.slip)
            #expect(slips.map(\.dots) == [sentinel], "after \(vector.id)")
            #expect(decoder.unknownCommands == 0, "in \(vector.id)")
        }
    }

    private func raster(_ band: DotBand) -> [UInt8] {
        EscPosEncoder.chunks(of: band).flatMap(\.bytes)
    }
}

func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

extension EscPosDecoder.Event {
    var slip: DecodedSlip? {
        if case .slip(let slip) = self { slip } else { nil }
    }
}
