import DeviceWire
import Testing

@Suite struct `Bands as ESC/POS` {
    /// A band with blank rows, short rows and ink in any place, but no DLE: nothing to be changed.
    private func random(_ dice: inout PrinterDice) -> DotBand {
        let width = [8, 16, 384, 512, 572, 576][dice.number(0...5)]
        let height = dice.number(0...300)
        let perRow = (width + 7) / 8
        var bytes: [UInt8] = []
        while bytes.count < perRow * height {
            let isBlank = dice.number(0...2) == 0
            let rows = min(dice.number(1...30), height - bytes.count / perRow)
            let inked = isBlank ? 0 : dice.number(0...perRow)
            for _ in 0..<rows {
                let row = (0..<perRow).map { $0 < inked ? dice.byte() : 0 }
                bytes += row.map { $0 == 0x10 ? 0x20 : $0 }
            }
        }
        if width % 8 != 0 {
            for end in stride(from: perRow - 1, to: bytes.count, by: perRow) { bytes[end] &= 0xF0 }
            for end in stride(from: perRow - 1, to: bytes.count, by: perRow)
            where bytes[end] == 0x10 { bytes[end] = 0x20 }
        }
        return DotBand(widthDots: width, heightDots: height, bytes: bytes)
    }

    private func print(_ bands: [DotBand], widthDots: Int) -> [DecodedSlip] {
        var decoder = EscPosDecoder(widthDots: widthDots)
        let job =
            EscPosEncoder.prologue.bytes
            + bands.flatMap { EscPosEncoder.chunks(of: $0).flatMap(\.bytes) } + EscPos.feedAndCut()
        return decoder.feed(job).compactMap(\.slip)
    }

    @Test(arguments: 0..<60) func `what goes in comes out`(seed: UInt64) {
        var dice = PrinterDice(seed: seed)
        let band = random(&dice)
        let slips = print([band], widthDots: band.widthDots)
        #expect(slips.map(\.dots) == (band.heightDots == 0 ? [] : [band]))
    }

    @Test func `bands stand below each other without a gap`() {
        let band = DotBand(widthDots: 16, heightDots: 64, bytes: Array(repeating: 0x81, count: 128))
        let slip = print([band, band, band], widthDots: 16).first
        #expect(slip?.dots.heightDots == 192)
        #expect(slip?.dots.bytes == band.bytes + band.bytes + band.bytes)
    }

    @Test(arguments: [7, 8]) func `eight blank rows are fed, seven are drawn`(rows: Int) {
        let bytes = [UInt8(1)] + zeros(rows) + [1]
        let band = DotBand(widthDots: 8, heightDots: rows + 2, bytes: bytes)
        #expect(EscPosEncoder.chunks(of: band).count == (rows < 8 ? 1 : 3))
    }

    @Test(arguments: [(255, 1), (256, 2)])
    func `a raster command has 255 rows at most`(rows: Int, commands: Int) {
        let bytes = Array(repeating: UInt8(0xFF), count: rows)
        let band = DotBand(widthDots: 8, heightDots: rows, bytes: bytes)
        #expect(EscPosEncoder.chunks(of: band).count == commands)
        #expect(print([band], widthDots: 8).map(\.dots) == [band])
    }

    @Test func `the white at the right is not sent`() {
        let band = DotBand(widthDots: 576, heightDots: 1, bytes: [0, 0, 1] + zeros(69))
        #expect(EscPosEncoder.chunks(of: band).map(\.bytes.count) == [8 + 3])
    }

    @Test(arguments: [0x04, 0x05, 0x14] as [UInt8], [8, 16, 24, 576])
    func `no real-time command is inside the dots`(second: UInt8, width: Int) {
        let perRow = width / 8
        // Full of them, also over the ends of rows, in both phases.
        for phase in 0...1 {
            let bytes = (0..<perRow * 65).map { ($0 + phase).isMultiple(of: 2) ? 0x10 : second }
            let band = DotBand(widthDots: width, heightDots: 65, bytes: bytes)
            let job = EscPosEncoder.prologue.bytes + EscPosEncoder.chunks(of: band).flatMap(\.bytes)
            #expect(!holdsRealTimeCommand(job))
            let printed = print([band], widthDots: width).first?.dots.bytes ?? []
            #expect(zip(printed, bytes).allSatisfy { ($0 ^ $1).nonzeroBitCount <= 1 })
            #expect(zip(printed, bytes).allSatisfy { $0 & $1 == $1 })
        }
    }

    @Test(arguments: 0..<20) func `nor inside any random picture`(seed: UInt64) {
        var dice = PrinterDice(seed: seed)
        let suspects: [UInt8] = [0x10, 0x04, 0x05, 0x14, 0x00]
        let bytes = (0..<72 * 100).map { _ in suspects[dice.number(0...4)] }
        let band = DotBand(widthDots: 576, heightDots: 100, bytes: bytes)
        #expect(!holdsRealTimeCommand(EscPosEncoder.chunks(of: band).flatMap(\.bytes)))
    }

    @Test func `the dot in a row's last byte is on the paper`() {
        // 4 dots wide: the byte's right half does not exist.
        let band = DotBand(widthDots: 12, heightDots: 2, bytes: [1, 0x10, 0x04, 0x10])
        let dots = EscPosEncoder.chunks(of: band).flatMap(\.bytes).suffix(4)
        #expect(Array(dots) == [1, 0x30, 0x04, 0x10])
    }

    @Test func `a cut-off picture is completed with white and the printer is in step again`() {
        let full = Array(repeating: UInt8(0xFF), count: 72 * 10)
        let band = DotBand(widthDots: 576, heightDots: 10, bytes: full)
        let sentinel = DotBand(widthDots: 576, heightDots: 1, bytes: [0xA5] + zeros(71))
        for chunk in EscPosEncoder.chunks(of: band) {
            for accepted in 0...chunk.bytes.count {
                var decoder = EscPosDecoder(widthDots: 576)
                let rest = chunk.completion(afterAccepting: accepted) + EscPos.cut
                _ = decoder.feed(chunk.bytes.prefix(accepted) + rest)
                let next = EscPosEncoder.chunks(of: sentinel).flatMap(\.bytes) + EscPos.cut
                #expect(decoder.feed(next).compactMap(\.slip).map(\.dots) == [sentinel])
            }
        }
    }

    private func holdsRealTimeCommand(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains {
            $0 == 0x10 && EscPosEncoder.realTimeSeconds.contains($1)
        }
    }
}
