import Kiosk
import Stationery
import Testing

/// The link on a slip, as a phone meets it.
@Suite struct QRTests {
    private let renderer = PangoSlipRenderer()

    @Test(.timeLimit(.minutes(5)), arguments: SlipSamples.widths)
    func `the QR of a slip is read back as its link`(width: Int) async throws {
        let picture = try renderer.whole(SlipSamples.ticket(), widthDots: width)
        #expect(try await Reader.qr(in: picture) == SlipSamples.link)
    }

    @Test(.timeLimit(.minutes(5)), arguments: [1, 20, 200, QRPicture.maxBytes], [2, 5])
    func `a QR of any length is read back`(length: Int, moduleDots: Int) async throws {
        let text = String(String(repeating: "Https://a.vn/0?", count: 200).prefix(length))
        let picture = try QRPicture.raster(of: text, moduleDots: moduleDots)
        #expect(try await Reader.qr(in: picture) == text)
    }

    @Test(arguments: [1, 3, 4, 7])
    func `modules are squares of whole dots inside four white ones`(moduleDots: Int) throws {
        let picture = try QRPicture.raster(of: SlipSamples.link, moduleDots: moduleDots)
        let single = try QRPicture.raster(of: SlipSamples.link, moduleDots: 1)
        #expect(picture.widthDots == single.widthDots * moduleDots)
        #expect(picture.heightDots == picture.widthDots)
        for row in 0..<picture.heightDots {
            for column in 0..<picture.widthDots {
                let module = single.isBlack(x: column / moduleDots, y: row / moduleDots)
                #expect(picture.isBlack(x: column, y: row) == module)
            }
        }
        let edge = single.widthDots
        #expect((0..<4).allSatisfy { single.ink(inRow: $0) == 0 })
        #expect((edge - 4..<edge).allSatisfy { single.ink(inRow: $0) == 0 })
        #expect(single.isBlack(x: 4, y: 4) && single.isBlack(x: edge - 5, y: 4))
        #expect((0..<edge).allSatisfy { !single.isBlack(x: 3, y: $0) })
    }

    // The lengths give modules of different sizes, and so every way to lie across bytes.
    @Test(arguments: [20, 57, 90, 150, 400], SlipSamples.widths)
    func `the QR lies on the slip dot for dot, in modules that print`(length: Int, width: Int)
        throws
    {
        let link = String((SlipSamples.link + String(repeating: "x", count: 400)).prefix(length))
        let slip = try renderer.whole(SlipSamples.ticket(link: link), widthDots: width)
        let found = try ((width == 576 ? 4 : 3)...8).first { moduleDots in
            let picture = try QRPicture.raster(of: link, moduleDots: moduleDots)
            let x = (width - picture.widthDots) / 2
            return x >= 0
                && (0..<slip.heightDots).contains { slip.shows(picture, x: x, y: $0) }
        }
        #expect(found != nil)
    }
}
