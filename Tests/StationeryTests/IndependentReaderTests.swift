import DeviceWire
import Foundation
import Kiosk
import Stationery
import Testing

/// A slip's bytes, decoded by a reader that shares no line with the program, and read by programs
/// that know no slip: what a citizen sees.
///
/// Where they are not installed the suite says so and is left out; `Config/packages test` brings
/// them.
@Suite(
    .enabled(
        if: Reader.isInstalled("tesseract") && Reader.isInstalled("zbarimg"),
        "tesseract and zbarimg are missing: run Config/packages test"),
    // One after the other: a reader takes a processor for itself, and the time limit is for one.
    .serialized, .timeLimit(.minutes(3)))
struct IndependentReaderTests {
    private let renderer = PangoSlipRenderer()

    /// Real words that have every letter with its tone: no reader is made for letters alone.
    private static let words = [
        "là má cả đã lạ", "năm bằng bắt thẳng sẵn đặt", "dân cần cấp cẩn mẫu nhận",
        "chè bé trẻ vẽ mẹ", "tên nghề thế thể lễ lệ", "vì trí chỉ nghĩ thị",
        "phòng có hỏi rõ họ", "tôi đồng số tổ chỗ hộ", "cơ giờ lớp mở đỡ hợp",
        "cùng chú thủ cũng tục", "tư từ chứng gửi giữ thực", "kỳ ký tỷ kỹ kỵ",
    ]

    /// The paper that a printer makes of a slip.
    private func paper(_ slip: Slip, widthDots: Int, movesMargin: Bool = false) throws -> Raster {
        var bytes = EscPosEncoder.prologue.bytes
        for band in try renderer.bands(of: slip, widthDots: widthDots, maxBandRows: 64) {
            let dots = DotBand(
                widthDots: band.widthDots, heightDots: band.heightDots, bytes: band.bytes)
            bytes += EscPosEncoder.chunks(of: dots, movesMargin: movesMargin).flatMap(\.bytes)
        }
        bytes += EscPos.feedAndCut()
        let pieces = try PaperReader.pieces(of: bytes, widthDots: widthDots)
        try #require(pieces.count == 1)
        return pieces[0]
    }

    @Test(arguments: SlipSamples.all.keys.sorted(), SlipSamples.widths)
    func `the paper is the picture, but for a few dots`(name: String, width: Int) throws {
        let slip = try #require(SlipSamples.all[name])
        let picture = try renderer.whole(slip, widthDots: width)
        for movesMargin in [false, true] {
            let paper = try paper(slip, widthDots: width, movesMargin: movesMargin)
            #expect(paper.heightDots == picture.heightDots)
            // Dots that break a real-time command inside the data: black ones more, very few.
            let differing = zip(paper.bytes, picture.bytes).reduce(0) {
                $0 + ($1.0 ^ $1.1).nonzeroBitCount
            }
            #expect(differing <= 12, "\(differing) dots")
        }
    }

    @Test(arguments: SlipSamples.widths) func `the link is read from the paper`(width: Int)
        async throws
    {
        let paper = try paper(SlipSamples.ticket(), widthDots: width, movesMargin: true)
        #expect(try await Reader.qr(in: paper) == SlipSamples.link)
    }

    @Test func `the words have every letter with a tone`() {
        let letters = Set(
            "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
        #expect(letters.subtracting(Self.words.joined()).isEmpty)
    }

    @Test(arguments: [false, true], SlipSamples.widths)
    func `every letter is read from the paper, in both cases`(isUpper: Bool, width: Int)
        async throws
    {
        let wanted = Self.words.map { isUpper ? $0.uppercased() : $0 }
        let slip = SlipSamples.slip(.text(wanted, SlipTextStyle(size: 3.75)))
        let read = try await Reader.words(on: paper(slip, widthDots: width))
        expect(read, isNearly: wanted.joined(separator: " "), errors: 0.03)
    }

    @Test(arguments: SlipSamples.widths)
    func `what a ticket says is read from the paper`(width: Int) async throws {
        let slip = SlipSamples.ticket(link: nil)
        let read = try await Reader.words(on: paper(slip, widthDots: width))
        let texts = slip.blocks.flatMap { block -> [String] in
            switch block.content {
            case .text(let paragraphs, _): paragraphs
            case .number(let number, _): [number]
            case .qr, .rule, .image, .space: []
            }
        }
        expect(read, isNearly: texts.joined(separator: " "), errors: 0.02)
    }

    @Test(arguments: 0..<10, SlipSamples.widths)
    func `the longest names are read from the paper`(index: Int, width: Int) async throws {
        let name = LongestNames.all[index].name
        // As much as fits: whole words of the name, then an ellipsis.
        let slip = SlipSamples.slip(.text([name], SlipTextStyle(size: 3.5, maxLines: 5)))
        let read = try await Reader.words(on: paper(slip, widthDots: width))
        #expect(read.hasSuffix("…") || read.hasSuffix("...") || read.hasSuffix(".."), "\(read)")
        let said = read.prefix { $0 != "…" }.split(separator: " ").dropLast()
        #expect(said.count >= 15)
        let wanted = name.split(separator: " ").prefix(said.count)
        expect(
            said.joined(separator: " "), isNearly: wanted.joined(separator: " "), errors: 0.03)
    }

    /// Whether two texts differ in so few of their letters.
    private func expect(
        _ read: String, isNearly wanted: String, errors: Double,
        location: SourceLocation = #_sourceLocation
    ) {
        let wrong = distance(Array(read), Array(wanted))
        #expect(
            Double(wrong) <= errors * Double(wanted.count), "\(wrong) of \(wanted.count): \(read)",
            sourceLocation: location)
    }

    /// Letters to insert, remove or replace to make one of the other.
    private func distance(_ first: [Character], _ second: [Character]) -> Int {
        var last = Array(0...second.count)
        for (index, letter) in first.enumerated() {
            var row = [index + 1]
            for (column, other) in second.enumerated() {
                let replaced = last[column] + (letter == other ? 0 : 1)
                row.append(min(replaced, last[column + 1] + 1, row[column] + 1))
            }
            last = row
        }
        return last[second.count]
    }
}
