import Kiosk
import Stationery
import Testing

/// A picture beside a layout, from its file to the paper.
@Suite struct PictureTests {
    private let renderer = PangoSlipRenderer()

    /// A slope of black dots, which tells up from down and left from right.
    private func slope(_ width: Int, _ height: Int) -> Raster {
        var picture = Raster(widthDots: width, heightDots: height)
        for row in 0..<height {
            for column in 0..<width where column * height < row * width {
                picture.bytes[row * picture.bytesPerRow + column / 8] |= 0x80 >> UInt8(column % 8)
            }
        }
        return picture
    }

    @Test(arguments: [1, 7, 8, 9, 360, 512], [1, 40])
    func `a PNG is read back dot for dot`(width: Int, height: Int) throws {
        let picture = slope(width, height)
        #expect(try PNGPicture.decode(PNGPicture.encode(picture)) == picture)
    }

    @Test func `bytes that are no PNG, or too large a one, are refused`() throws {
        let good = try PNGPicture.encode(slope(16, 16))
        var huge = good
        huge[16] = 0x7F
        var flat = good
        flat.replaceSubrange(20..<24, with: [0, 0, 0, 0])
        for bytes in [[], [0x89], Array(good.prefix(30)), huge, flat, Array("GIF89a".utf8)] {
            #expect(throws: StationeryError.self) { _ = try PNGPicture.decode(bytes) }
        }
        for length in good.indices { _ = try? PNGPicture.decode(Array(good.prefix(length))) }
        for index in good.indices {
            var spoilt = good
            spoilt[index] ^= 0xFF
            _ = try? PNGPicture.decode(spoilt)
        }
    }

    @Test(arguments: SlipSamples.widths)
    func `a picture lies in the middle, dot for dot`(width: Int) throws {
        let picture = slope(101, 33)
        let slip = try renderer.whole(
            SlipSamples.slip(.rule(1), .image(picture)), widthDots: width)
        #expect(slip.shows(picture, x: (width - 101) / 2, y: 8))
    }

    @Test(arguments: [385, 600, 4000])
    func `a picture wider than its paper is cut on both sides`(width: Int) throws {
        let slip = try renderer.whole(
            SlipSamples.slip(.image(slope(width, 9))), widthDots: 384)
        #expect(slip.widthDots == 384 && slip.heightDots == 9 + 8)
        #expect(slip.ink > 0)
    }
}
