import DeviceWire
import Testing

@Suite struct `What is said to a printer` {
    private static func band(
        _ dice: inout PrinterDice, widthDots: Int, rows: Int, _ bytes: [UInt8]
    ) -> DotBand {
        let perRow = (widthDots + 7) / 8
        let dots = (0..<perRow * rows).map { _ in bytes[dice.number(0...bytes.count - 1)] }
        return DotBand(widthDots: widthDots, heightDots: rows, bytes: dots)
    }

    private static func slip(_ language: PrinterLanguage, _ bands: [DotBand]) -> [EscPosChunk] {
        [language.prologue(reportsChanges: true)] + bands.flatMap(language.chunks)
            + [language.ending]
    }

    private static func print(_ profile: PrinterProfile, _ bytes: [UInt8]) -> [DecodedSlip] {
        if profile.commandSet == .starRaster {
            var decoder = StarRasterDecoder(widthDots: profile.widthDots)
            defer { #expect(decoder.unknownCommands == 0) }
            return decoder.feed(bytes).compactMap { event -> DecodedSlip? in
                if case .slip(let slip) = event { slip } else { nil }
            }
        }
        var decoder = EscPosDecoder(widthDots: profile.widthDots, dotsPerInch: profile.dotsPerInch)
        defer { #expect(decoder.unknownCommands == 0) }
        return decoder.feed(bytes).compactMap(\.slip)
    }

    // MARK: Fixed parts

    @Test(arguments: [
        (SampleProfiles.plain, "1B 40 1D 50 CB CB 1D 61 0E", "1D 56 42 00"),
        (SampleProfiles.epson, "1B 40 1D 50 CB CB 1D 61 0E", "1D 4C 00 00 1D 56 42 00"),
        (SampleProfiles.narrow, "1B 40 1D 50 B4 B4", "1B 4A FF 1B 4A 2D"),
        (
            SampleProfiles.presenter, "1B 40 1D 50 CB CB",
            "1D 4C 00 00 1B 4A 10 1B 69 1D 65 03 28"
        ),
        (
            SampleProfiles.star, "1B 40 1B 2A 72 41 1B 2A 72 50 30 00 1B 2A 72 45 31 33 00",
            "1B 0C 04 1B 2A 72 42"
        ),
        (
            SampleProfiles.starPresenter,
            "1B 40 1B 1E 61 01 1B 2A 72 41 1B 2A 72 50 30 00 1B 2A 72 45 33 37 00",
            "1B 0C 04 1B 2A 72 42"
        ),
    ])
    func `begins and ends by the profile`(profile: PrinterProfile, begin: String, end: String) {
        let language = PrinterLanguage(profile)
        #expect(hex(language.prologue(reportsChanges: true).bytes) == begin)
        #expect(hex(language.ending.bytes) == end)
        #expect(language.prologue(reportsChanges: true).commandCount > 0)
    }

    @Test func `asks for reports only printers that answer`() {
        let language = PrinterLanguage(SampleProfiles.plain)
        #expect(language.prologue(reportsChanges: false) == EscPosEncoder.prologue)
    }

    @Test func `asks what the profile's printers answer`() {
        let plain = PrinterLanguage(SampleProfiles.plain)
        #expect(plain.questions == [.realTime(.printer), .realTime(.paper)])
        #expect(plain.causeQuestions == [.realTime(.offlineCause), .realTime(.errorCause)])
        #expect(plain.inOrderQuestion == nil)
        #expect(PrinterLanguage(SampleProfiles.epson).inOrderQuestion == [0x1D, 0x72, 1])
        let presenter = PrinterLanguage(SampleProfiles.presenter)
        #expect(presenter.questions == [.wholeStatus([0x10, 0x04, 0x14])])
        #expect(presenter.causeQuestions.isEmpty)
        let star = PrinterLanguage(SampleProfiles.star)
        #expect(star.questions == [.wholeStatus([0x1B, 0x06, 0x01])])
        #expect(star.marksMustBeAskedFor && star.inOrderQuestion == nil)
        let pushed = PrinterLanguage(SampleProfiles.starPresenter)
        #expect(pushed.questions == [.wholeStatus([0x1B, 0x1E, 0x61, 1])])
        #expect(!pushed.marksMustBeAskedFor)
    }

    @Test func `knows the answer to its question`() {
        let status = PrinterStatus()
        let answer = PrinterQuestion.realTime(.paper).answer(.realTime(0x72), adding: status)
        #expect(answer?.paperEnd == true)
        #expect(PrinterQuestion.realTime(.paper).answer(.inOrder(0), adding: status) == nil)
        #expect(PrinterQuestion.wholeStatus([]).answer(.automatic(status), adding: status) != nil)
        #expect(PrinterQuestion.wholeStatus([]).answer(.realTime(0x12), adding: status) == nil)
    }

    // MARK: Marks

    @Test func `an ID is the job's`() {
        let language = PrinterLanguage(SampleProfiles.plain)
        let mark = language.mark(after: .id(ProcessID(7)), job: ProcessID(8))
        #expect(mark == .id(ProcessID(8)))
        #expect(language.ask(mark) == EscPos.askPrinted(ProcessID(8)))
    }

    @Test(arguments: [(nil, 1), (0, 1), (1, 2), (30, 31), (31, 1)] as [(Int?, Int)])
    func `a count goes on and is never 0`(last: Int?, next: Int) {
        let language = PrinterLanguage(SampleProfiles.star)
        let mark = language.mark(after: last.map(PrinterMark.count), job: ProcessID())
        #expect(mark == .count(next))
        let reset: [UInt8] = [0x1B, 0x1E, 0x45, 0x30]
        #expect(language.ask(mark) == (next == 1 ? reset : []) + [0x17])
    }

    // MARK: Slips

    @Test(arguments: SampleProfiles.all, 0..<10 as Range<UInt64>)
    func `what goes in comes out`(profile: PrinterProfile, seed: UInt64) {
        var dice = PrinterDice(seed: seed)
        let language = PrinterLanguage(profile)
        let ink: [UInt8] = [0, 0, 0, 0, 0x81, 0xFF, 0x20]
        let bands = (0..<3).map { _ in
            let isBlank = dice.number(0...3) == 0
            return Self.band(
                &dice, widthDots: profile.widthDots, rows: dice.number(1...80),
                isBlank ? [0] : ink)
        }
        let bytes = Self.slip(language, bands).flatMap(\.bytes)
        // A tear bar parts nothing: the next slip's beginning does not either, a cut does.
        let end = profile.cut == .tearBar ? EscPos.cut : []
        let slips = Self.print(profile, bytes + end)
        let wanted = bands.flatMap(\.bytes)
        #expect(slips.count == 1)
        #expect(slips.first?.dots.bytes.prefix(wanted.count).elementsEqual(wanted) == true)
        let rows = bands.reduce(profile.feedRowsBeforeCut) { $0 + $1.heightDots }
        #expect(slips.first?.dots.heightDots == rows)
    }

    /// In ESC/POS the pairs are all there is; in Star's set `1B 06` is added, while its one-byte
    /// questions cannot be kept out and are not obeyed inside a row's announced length.
    @Test(arguments: SampleProfiles.all, 0..<20 as Range<UInt64>)
    func `no real-time command is in a slip`(profile: PrinterProfile, seed: UInt64) {
        var dice = PrinterDice(seed: seed)
        let language = PrinterLanguage(profile)
        let suspects: [UInt8] = [0x10, 0x04, 0x05, 0x14, 0x00, 0x1B, 0x06]
        let widths = [8, 16, 24, 136, 384, 512, 576, 832, 1_024, 1_048, 1_304, 2_048, 5_144]
        let bands = (0..<4).map { _ in
            Self.band(
                &dice, widthDots: widths[dice.number(0...widths.count - 1)],
                rows: dice.number(1...40), suspects)
        }
        let lines = [PlainLine("SO THU TU"), PlainLine("1002\u{10}\u{4}", scale: 4)]
        let bytes =
            Self.slip(language, bands).flatMap(\.bytes)
            + language.plainLetters(lines).flatMap(\.bytes) + language.repair
            + language.ask(language.mark(after: nil, job: ProcessID(404)))
        #expect(!EscPos.holdsRealTimeCommand(bytes))
        if profile.commandSet == .starRaster {
            #expect(!zip(bytes, bytes.dropFirst()).contains { $0 == 0x1B && $1 == 0x06 })
        }
    }

    @Test func `a margin that reads as a real-time command is avoided`() {
        // 1040 dots are 10 04, 1296 are 10 05.
        for column in [130, 162] {
            var bytes = zeros(256)
            bytes[column] = 0xFF
            let band = DotBand(widthDots: 2_048, heightDots: 1, bytes: bytes)
            let chunks = EscPosEncoder.chunks(of: band, movesMargin: true)
            #expect(!EscPos.holdsRealTimeCommand(chunks.flatMap(\.bytes)))
            #expect(chunks.map(\.bytes.count) == [4 + 8 + 2])
            var decoder = EscPosDecoder(widthDots: 2_048)
            let slips = decoder.feed(chunks.flatMap(\.bytes) + EscPos.cut).compactMap(\.slip)
            #expect(slips.map(\.dots) == [band])
        }
    }

    @Test(arguments: SampleProfiles.all)
    func `plain letters come out`(profile: PrinterProfile) throws {
        let language = PrinterLanguage(profile)
        let lines = [
            PlainLine("Quầy 1"), PlainLine("1002", scale: 4), PlainLine("", scale: 9),
            PlainLine(String(repeating: "LONG ", count: 30)),
        ]
        let chunks =
            [language.prologue(reportsChanges: false)] + language.plainLetters(lines)
            + [language.ending]
        let end = profile.cut == .tearBar ? EscPos.cut : []
        let slips = Self.print(profile, chunks.flatMap(\.bytes) + end)
        let slip = try #require(slips.first)
        #expect(slips.count == 1)
        if profile.commandSet == .escPos { #expect(slip.text.hasPrefix("Qu?y 1\n1002\n")) }
        // The large digits stand in the middle: as much white at the left as at the right.
        #expect(slip.dots.heightDots > 4 * 24)
        #expect(slip.dots.bytes.contains { $0 != 0 })
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
            .joined(separator: " ")
    }
}
