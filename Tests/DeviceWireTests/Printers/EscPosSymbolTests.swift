import DeviceWire
import Testing

@Suite struct `What a printer draws by itself` {
    private static let language = PrinterLanguage(SampleProfiles.epson)

    private func print(_ chunks: [EscPosChunk?], widthDots: Int = 576) -> [DecodedSlip] {
        var decoder = EscPosDecoder(widthDots: widthDots)
        defer { #expect(decoder.unknownCommands == 0) }
        return decoder.feed(chunks.compactMap(\.self).flatMap(\.bytes) + EscPos.cut)
            .compactMap(\.slip)
    }

    @Test func `a QR symbol's place and text come out`() throws {
        let symbol = try #require(Self.language.qr("https://q.vn/1", moduleDots: 6))
        let slip = try #require(print([symbol]).first)
        #expect(slip.text == "https://q.vn/1\n")
        #expect(slip.dots.heightDots == 29 * 6)
        let first = slip.dots.bytes.firstIndex { $0 != 0 }
        #expect(first == (576 - 29 * 6) / 2 / 8)
    }

    @Test(arguments: [
        ("", 4), (String(repeating: "a", count: 501), 4), ("Số", 4), ("a\u{10}\u{04}", 4),
        ("a", 0), ("a", 17),
    ])
    func `a text that does not fit is sent as dots`(text: String, moduleDots: Int) {
        #expect(Self.language.qr(text, moduleDots: moduleDots) == nil)
    }

    @Test func `nothing of it is asked of a printer that cannot`() throws {
        let key = try #require(LogoKey("L1"))
        let logo = DotBand(widthDots: 16, heightDots: 2, bytes: [0x80, 0, 0, 1])
        for profile in [SampleProfiles.plain, SampleProfiles.star] {
            let language = PrinterLanguage(profile)
            #expect(language.qr("a", moduleDots: 4) == nil)
            #expect(language.storing(logo, as: key) == nil)
            #expect(language.stored(key) == nil)
        }
    }

    @Test func `a logo is kept with its golden bytes and printed in the middle`() throws {
        let key = try #require(LogoKey("L1"))
        let logo = DotBand(widthDots: 16, heightDots: 2, bytes: [0x80, 0x00, 0x00, 0x01])
        let store = try #require(Self.language.storing(logo, as: key))
        #expect(store.bytes == (try #require(try PrinterVector.load()["logo.store.16x2"]).bytes))
        let slips = print([store, Self.language.stored(key)], widthDots: 32)
        #expect(slips.map(\.dots.bytes) == [[0, 0x80, 0, 0, 0, 0, 0x01, 0]])
    }

    @Test(arguments: ["", "a", "abc", "é", "\u{10}\u{04}"])
    func `a key is two printable characters`(text: String) { #expect(LogoKey(text) == nil) }

    @Test func `a logo of any size that is kept holds no real-time command`() throws {
        let key = try #require(LogoKey("L1"))
        var kept = 0
        for height in [1, 4, 5, 16, 20, 1_024, 1_025] {
            for width in [8, 16, 200, 576, 1_024, 1_032] {
                let count = (width + 7) / 8 * height
                let bytes = (0..<count).map { $0.isMultiple(of: 2) ? UInt8(0x10) : 0x04 }
                let logo = DotBand(widthDots: width, heightDots: height, bytes: bytes)
                guard let chunk = Self.language.storing(logo, as: key) else {
                    #expect(count + 11 > 0xFFFF || height > 1_024 || width > 1_024)
                    continue
                }
                kept += 1
                #expect(!EscPos.holdsRealTimeCommand(chunk.bytes), "\(width) × \(height)")
            }
        }
        #expect(kept > 20)
        // 1029 bytes and eleven are 10 04 as a length: a white row more.
        let odd = DotBand(widthDots: 8, heightDots: 1_029, bytes: zeros(1_029))
        #expect(Self.language.storing(odd, as: key) == nil)
        let trap = DotBand(widthDots: 24, heightDots: 343, bytes: zeros(1_029))
        let chunk = try #require(Self.language.storing(trap, as: key))
        #expect(chunk.bytes.count == 16 + 1_032)
    }
}
