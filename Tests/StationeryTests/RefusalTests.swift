import Kiosk
import Stationery
import Testing

/// What cannot be drawn is said before the first band.
@Suite struct RefusalTests {
    private let renderer = PangoSlipRenderer()

    @Test(arguments: [256, 1024])
    func `the narrowest and the widest paper are drawn`(width: Int) throws {
        let slip = SlipSamples.ticket(link: nil)
        #expect(try renderer.whole(slip, widthDots: width).ink > 0)
    }

    @Test(arguments: [Int.min, 0, 255, 1025, Int.max])
    func `a width no paper has is refused`(width: Int) throws {
        let error = try #require(refusal(of: SlipSamples.ticket(), widthDots: width))
        #expect(error.code == .drawingFailed)
    }

    @Test func `as many texts as a slip may have are drawn, one more is refused`() throws {
        let one = SlipBlock.Content.text(["6"], SlipTextStyle(size: 2.5))
        let many = SlipBlock.Content.text(
            Array(repeating: "", count: 159), SlipTextStyle(size: 2.5))
        #expect(refusal(of: SlipSamples.slip(one, many)) == nil)
        #expect(refusal(of: SlipSamples.slip(one, one, many))?.code == .textTooLong)
    }

    @Test func `a number of twelve digits is drawn, of thirteen refused`() {
        #expect(refusal(of: SlipSamples.ticket(number: "123456789012")) == nil)
        let longer = SlipSamples.ticket(number: "1234567890123")
        #expect(refusal(of: longer)?.code == .textTooLong)
    }

    @Test func `a slip that would empty the roll is refused`() {
        let names = Array(repeating: SlipSamples.longName(1094), count: 16)
        #expect(refusal(of: SlipSamples.ticket(facts: names))?.code == .textTooLong)
        #expect(refusal(of: SlipSamples.slip(.rule(1), .space(299), .rule(1))) != nil)
        #expect(refusal(of: SlipSamples.slip(.rule(1), .space(297), .rule(1))) == nil)
    }

    @Test func `a link whose modules would be too small is refused`() {
        let long = String(repeating: "x", count: QRPicture.maxBytes)
        for width in SlipSamples.widths {
            let error = refusal(of: SlipSamples.ticket(link: long), widthDots: width)
            #expect(error?.code == .qrTooLong)
        }
        #expect(refusal(of: SlipSamples.ticket(link: ""))?.code == .drawingFailed)
    }

    @Test(arguments: [
        ("", 4, StationeryError.Code.drawingFailed),
        ("x", 0, .drawingFailed),
        ("x", 65, .drawingFailed),
        (String(repeating: "x", count: QRPicture.maxBytes + 1), 4, .qrTooLong),
        (String(repeating: "đ", count: QRPicture.maxBytes / 2 + 1), 4, .qrTooLong),
    ])
    func `a QR that cannot be is refused`(
        text: String, moduleDots: Int, code: StationeryError.Code
    ) {
        let error = #expect(throws: StationeryError.self) {
            _ = try QRPicture.raster(of: text, moduleDots: moduleDots)
        }
        #expect(error?.code == code)
    }

    @Test func `a picture without rows or too large for a PNG is refused`() {
        for raster in [
            Raster(widthDots: 8, heightDots: 0), Raster(widthDots: 8, heightDots: 32_768),
        ] {
            #expect(throws: StationeryError.self) { _ = try PNGPicture.encode(raster) }
        }
    }

    @Test(arguments: [1, 7, 8, 9, 576])
    func `a PNG has the raster's size, in gray`(width: Int) throws {
        let png = try PNGPicture.encode(Raster(widthDots: width, heightDots: 3))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let header = png[16..<26].map(Int.init)
        #expect(header[2] << 8 | header[3] == width)
        #expect(header[7] == 3)
        #expect(header[8...] == [8, 0])
    }

    private func refusal(of slip: Slip, widthDots: Int = 576) -> StationeryError? {
        do throws(StationeryError) {
            _ = try renderer.bands(of: slip, widthDots: widthDots, maxBandRows: 128)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [Double.nan, -.infinity, .infinity, -1, 1e300])
    func `a length that cannot be does not trap`(length: Double) throws {
        let slip = SlipSamples.slip(
            .rule(length), .space(length), .text(["x"], SlipTextStyle(size: length)),
            .qr("x", size: length), .rule(1))
        // Whether it is drawn or refused, it is answered.
        _ = try? renderer.whole(slip, widthDots: 384)
    }
}
