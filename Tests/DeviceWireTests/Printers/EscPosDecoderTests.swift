import DeviceWire
import Testing

@Suite struct `A simulated printer's reading` {
    @Test func `questions are heard wherever they stand`() {
        var decoder = EscPosDecoder(widthDots: 576)
        #expect(decoder.feed(EscPos.askStatus(.paper)) == [.statusAsked(.paper)])
        #expect(decoder.feed(EscPos.askIdentity(.model)) == [.identityAsked(.model)])
        #expect(decoder.feed(EscPos.automaticStatus(mask: 15)) == [.automaticStatus(mask: 15)])
        #expect(decoder.feed(EscPos.askPaperInOrder) == [.paperAskedInOrder])
        let id = ProcessID(1_234)
        #expect(decoder.feed(EscPos.askPrinted(id)) == [.printedAsked(id)])
    }

    @Test func `a real-time question inside dots is heard, and is dots as well`() {
        var decoder = EscPosDecoder(widthDots: 24)
        let stream: [UInt8] = [0x1D, 0x76, 0x30, 0, 3, 0, 1, 0, 0x10, 0x04, 0x01, 0x1D, 0x56, 0]
        let events = decoder.feed(stream)
        #expect(events.first == .statusAsked(.printer))
        #expect(events.compactMap(\.slip).map(\.dots.bytes) == [[0x10, 0x04, 0x01]])
    }

    @Test func `plain digits are readable`() throws {
        var decoder = EscPosDecoder(widthDots: 384)
        let job =
            EscPos.align(.centre) + EscPos.characterSize(width: 4, height: 4)
            + EscPos.line("1002") + EscPos.cut
        let slip = try #require(decoder.feed(job).compactMap(\.slip).first)
        #expect(slip.text == "1002\n")
        #expect(slip.dots.heightDots == 96)
        let top = (0..<384).filter { slip.dots.bytes[$0 / 8] & (0x80 >> UInt8($0 % 8)) != 0 }
        // The four digits stand in 192 dots in the middle; the 1 begins two columns in.
        #expect(top.first == 96 + 2 * 8)
    }

    @Test func `feeds are counted in the unit that was set`() {
        var decoder = EscPosDecoder(widthDots: 8)
        let job: [UInt8] = [0x1D, 0x50, 0, 0, 0x1B, 0x4A, 100, 0x1D, 0x56, 0x42, 24]
        #expect(decoder.feed(job).compactMap(\.slip).map(\.dots.heightDots) == [124])
    }

    @Test func `paper is drawn up to its bound`() {
        var decoder = EscPosDecoder(widthDots: 8)
        let feed = Array(repeating: EscPos.feed(rows: 255), count: 17).flatMap { $0 }
        let slips = decoder.feed(feed + EscPos.cut).compactMap(\.slip)
        #expect(slips.map(\.dots.heightDots) == [EscPosDecoder.maximumRows])
    }

    @Test func `a picture wider than the paper is cut at its edge`() {
        var decoder = EscPosDecoder(widthDots: 12)
        let stream: [UInt8] = [0x1D, 0x76, 0x30, 0, 3, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0x1D, 0x56, 0]
        #expect(decoder.feed(stream).compactMap(\.slip).map(\.dots.bytes) == [[0xFF, 0xF0]])
    }

    @Test(arguments: 0..<4) func `any bytes at all are taken`(seed: UInt64) {
        var dice = PrinterDice(seed: seed)
        var decoder = EscPosDecoder(widthDots: 576)
        let starts: [UInt8] = [0x1B, 0x1D, 0x1C, 0x10, 0x0A, 0x56, 0x76]
        var tallest = 0
        for _ in 0..<printerFuzzBytes / 4 {
            // Beginnings of commands far oftener than by chance.
            let byte = dice.number(0...3) == 0 ? starts[dice.number(0...6)] : dice.byte()
            for slip in decoder.feed([byte]).compactMap(\.slip) {
                tallest = max(tallest, slip.dots.heightDots)
                #expect(slip.text.utf8.count <= 4_096)
            }
        }
        #expect(tallest <= EscPosDecoder.maximumRows)
        #expect(decoder.unknownCommands > 0)
    }
}
