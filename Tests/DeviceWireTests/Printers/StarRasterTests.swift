import DeviceWire
import Testing

@Suite struct `Star's raster mode` {
    private static func language(_ cut: PrinterProfile.Cut, feedRows: Int = 0) -> PrinterLanguage {
        var profile = SampleProfiles.star
        profile.cut = cut
        profile.feedRowsBeforeCut = feedRows
        return PrinterLanguage(profile)
    }

    private static func vector(_ id: String) throws -> [UInt8] {
        try #require(try PrinterVector.load("star")[id]).bytes
    }

    @Test(arguments: [
        ("end.tear", PrinterProfile.Cut.tearBar), ("end.full", .feedAndFull),
        ("end.partial", .feedAndPartial), ("end.eject", .presenter),
    ])
    func `parts the paper as the golden bytes say`(id: String, cut: PrinterProfile.Cut) throws {
        let settings = try ["raster.enter", "page.continuous", id].flatMap(Self.vector)
        let prologue = [0x1B, 0x40] + settings
        #expect(Self.language(cut).prologue(reportsChanges: true).bytes == prologue)
        let ending = try ["feed.24", "end", "raster.quit"].flatMap(Self.vector)
        #expect(Self.language(cut, feedRows: 24).ending.bytes == ending)
    }

    @Test func `asks and marks with the golden bytes`() throws {
        #expect(StarRaster.askStatus == (try Self.vector("status.ask")))
        #expect(StarRaster.reportChanges == (try Self.vector("asb.on")))
        #expect(StarRaster.resetCounter == (try Self.vector("etb.init")))
        #expect(StarRaster.mark == (try Self.vector("etb")))
    }

    @Test func `a row is its golden bytes, blank rows are few or fed`() throws {
        let language = Self.language(.feedAndPartial)
        let row = DotBand(widthDots: 24, heightDots: 1, bytes: [0x80, 0x01, 0])
        #expect(language.chunks(of: row).map(\.bytes) == [try Self.vector("row.16")])
        let blank = DotBand(widthDots: 8, heightDots: 24, bytes: zeros(24))
        #expect(language.chunks(of: blank).map(\.bytes) == [try Self.vector("feed.24")])
        let few = DotBand(widthDots: 8, heightDots: 9, bytes: [1] + zeros(7) + [1])
        #expect(language.chunks(of: few).count == 9)
        let many = DotBand(widthDots: 8, heightDots: 10, bytes: [1] + zeros(8) + [1])
        #expect(language.chunks(of: many).count == 3)
    }

    @Test func `questions and marks are heard`() {
        var decoder = StarRasterDecoder(widthDots: 576)
        #expect(decoder.feed(StarRaster.askStatus) == [.statusAsked])
        #expect(decoder.feed(StarRaster.reportChanges) == [.automaticStatus(isOn: true)])
        #expect(decoder.feed([0x1B, 0x1E, 0x61, 0]) == [.automaticStatus(isOn: false)])
        #expect(decoder.feed(StarRaster.resetCounter) == [.counterReset])
        #expect(decoder.feed(StarRaster.mark) == [.marked])
        // Inside a row a question is heard and is dots as well.
        let raw: [UInt8] = [0x1B, 0x2A, 0x72, 0x41, 0x62, 3, 0, 0x1B, 0x06, 0x01]
        #expect(decoder.feed(raw) == [.statusAsked])
        let slips = decoder.feed([0x1B, 0x0C, 0x04])
        #expect(slips.count == 1)
        #expect(decoder.unknownCommands == 0)
    }

    @Test(arguments: 0..<4 as Range<UInt64>) func `any bytes at all are taken`(seed: UInt64) {
        var dice = PrinterDice(seed: seed)
        var decoder = StarRasterDecoder(widthDots: 576)
        let starts: [UInt8] = [0x1B, 0x2A, 0x72, 0x41, 0x62, 0x0C, 0x04, 0x59, 0x39]
        var tallest = 0
        for _ in 0..<printerFuzzBytes / 4 {
            let byte = dice.number(0...2) == 0 ? dice.byte() : starts[dice.number(0...8)]
            for case .slip(let slip) in decoder.feed([byte]) {
                tallest = max(tallest, slip.dots.heightDots)
            }
        }
        #expect(tallest <= EscPosDecoder.maximumRows)
        #expect(decoder.unknownCommands > 0)
    }
}
