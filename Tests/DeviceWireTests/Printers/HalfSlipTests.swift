import DeviceWire
import Testing

@Suite struct `A slip that stops in the middle` {
    private static let band = DotBand(
        widthDots: 64, heightDots: 12,
        bytes: (0..<96).map { $0 < 16 || $0 % 8 == 0 ? 0 : 0x80 | UInt8($0) })

    private static func events(_ profile: PrinterProfile, _ pieces: [[UInt8]]) -> [DecodedSlip] {
        if profile.commandSet == .starRaster {
            var decoder = StarRasterDecoder(widthDots: 64)
            return pieces.flatMap { decoder.feed($0) }.compactMap { event -> DecodedSlip? in
                if case .slip(let slip) = event { slip } else { nil }
            }
        }
        var decoder = EscPosDecoder(widthDots: 64, dotsPerInch: profile.dotsPerInch)
        return pieces.flatMap { decoder.feed($0) }.compactMap(\.slip)
    }

    @Test(arguments: SampleProfiles.all)
    func `is cut off wherever it stopped, and the next comes out whole`(profile: PrinterProfile) {
        var profile = profile
        // A tear bar parts nothing that a decoder could see.
        if profile.cut == .tearBar { profile.cut = .feedAndFull }
        let language = PrinterLanguage(profile)
        let chunks =
            [language.prologue(reportsChanges: true)] + language.chunks(of: Self.band)
            + [language.ending]
        let bytes = chunks.flatMap(\.bytes)
        let whole = Self.events(profile, [bytes])
        #expect(whole.count == 1)
        for accepted in 0...bytes.count {
            let recovery = language.recovery(of: chunks, afterAccepting: accepted)
            #expect(accepted > 0 || recovery.isEmpty)
            let slips = Self.events(profile, [Array(bytes.prefix(accepted)), recovery, bytes])
            #expect(slips.last == whole.last, "after \(accepted)")
            #expect((1...3).contains(slips.count), "after \(accepted)")
        }
    }

    @Test(arguments: SampleProfiles.all)
    func `does no harm to a printer that lost its power meanwhile`(profile: PrinterProfile) {
        var profile = profile
        if profile.cut == .tearBar { profile.cut = .feedAndFull }
        let language = PrinterLanguage(profile)
        let chunks = language.chunks(of: Self.band)
        let bytes = chunks.flatMap(\.bytes)
        let next = language.prologue(reportsChanges: false).bytes + bytes + language.ending.bytes
        let whole = Self.events(profile, [next])
        for accepted in 1..<bytes.count {
            let recovery = language.recovery(of: chunks, afterAccepting: accepted)
            #expect(Self.events(profile, [recovery, next]).last == whole.last)
        }
    }
}
