import DeviceWire
import Testing

@Suite struct `Ink in boxes` {
    private func job(_ bands: [DotBand], movesMargin: Bool) -> [UInt8] {
        EscPosEncoder.prologue.bytes
            + bands.flatMap { EscPosEncoder.chunks(of: $0, movesMargin: movesMargin) }
            .flatMap(\.bytes) + EscPos.feedAndCut()
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func `what goes in comes out`(seed: UInt64) {
        var dice = PrinterDice(seed: seed)
        let perRow = [1, 2, 9, 72, 104][dice.number(0...4)]
        let rows = dice.number(1...290)
        var bytes = zeros(perRow * rows)
        for _ in 0..<dice.number(0...6) {
            let top = dice.number(0...rows - 1)
            let left = dice.number(0...perRow - 1)
            for row in top..<min(rows, top + dice.number(1...60)) {
                for column in left..<min(perRow, left + dice.number(1...40)) {
                    let byte = dice.byte()
                    bytes[row * perRow + column] = byte == 0x10 ? 0x20 : byte
                }
            }
        }
        let band = DotBand(widthDots: perRow * 8, heightDots: rows, bytes: bytes)
        for movesMargin in [false, true] {
            var decoder = EscPosDecoder(widthDots: perRow * 8)
            let slips = decoder.feed(job([band], movesMargin: movesMargin)).compactMap(\.slip)
            #expect(slips.map(\.dots) == [band])
        }
    }

    @Test func `white on both sides is not sent`() {
        let band = DotBand(widthDots: 576, heightDots: 1, bytes: zeros(30) + [1] + zeros(41))
        let chunks = EscPosEncoder.chunks(of: band, movesMargin: true)
        #expect(chunks.map(\.bytes.count) == [4 + 8 + 1])
        #expect(EscPosEncoder.chunks(of: band).map(\.bytes.count) == [8 + 31])
    }

    @Test(arguments: [(1, 16), (64, 64), (255, 255), (256, 256), (0, 1)])
    func `a raster command has as many rows as the profile says`(limit: Int, rows: Int) {
        let bytes = Array(repeating: UInt8(0xFF), count: 256)
        let band = DotBand(widthDots: 8, heightDots: 256, bytes: bytes)
        let chunks = EscPosEncoder.chunks(of: band, maximumRows: limit)
        let tallest = min(255, max(1, limit))
        #expect(chunks.allSatisfy { $0.bytes.count - 8 <= tallest })
        #expect(chunks.count == (256 + tallest - 1) / tallest)
    }

    @Test func `a narrow line above a wide one is worth a box of its own`() {
        var bytes = zeros(72 * 60)
        for row in 0..<30 { bytes[row * 72 + 36] = 0xFF }
        for row in 30..<60 { for column in 2..<70 { bytes[row * 72 + column] = 0xFF } }
        let band = DotBand(widthDots: 576, heightDots: 60, bytes: bytes)
        let sizes = EscPosEncoder.chunks(of: band, movesMargin: true).map(\.bytes.count)
        #expect(sizes == [12 + 30, 12 + 30 * 68])
    }

    /// A slip as long as paper of 80 × 106 mm: headings, a number as high as a thumb, five lines, a
    /// rule, a QR, four lines.
    ///
    /// Every dot in a line's box is black or white by chance, which no drawn slip exceeds.
    @Test func `a slip of 80 by 106 millimetres takes at most 25 kB`() {
        let lines: [(top: Int, rows: Int, left: Int, width: Int)] = [
            (4, 24, 96, 384), (40, 24, 16, 544), (92, 26, 112, 352), (130, 116, 96, 384),
            (270, 30, 16, 232), (312, 30, 16, 168), (354, 30, 16, 384), (396, 30, 16, 344),
            (438, 30, 16, 472), (478, 3, 0, 576), (500, 116, 224, 120), (640, 28, 72, 432),
            (684, 28, 72, 432), (728, 28, 96, 384), (772, 28, 168, 240),
        ]
        var dice = PrinterDice(seed: 1)
        var bytes = zeros(72 * 848)
        for line in lines {
            let left = line.left / 8
            for row in line.top..<line.top + line.rows {
                for column in left..<left + line.width / 8 {
                    bytes[row * 72 + column] = dice.byte()
                }
            }
        }
        let bands = stride(from: 0, to: 848, by: 64).map { top in
            let rows = min(64, 848 - top)
            return DotBand(
                widthDots: 576, heightDots: rows,
                bytes: Array(bytes[top * 72..<(top + rows) * 72]))
        }
        let cropped = job(bands, movesMargin: true).count
        #expect(cropped <= 25_000, "\(cropped)")
        let rightOnly = job(bands, movesMargin: false).count
        #expect(cropped < rightOnly && rightOnly < 848 * 72, "\(rightOnly)")
    }
}
