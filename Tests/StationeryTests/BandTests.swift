import Foundation
import Kiosk
import Stationery
import Synchronization
import Testing

/// A slip comes in bands that are one picture.
@Suite struct BandTests {
    private let renderer = PangoSlipRenderer()

    @Test(arguments: SlipSamples.all.keys.sorted(), SlipSamples.widths)
    func `a slip is the same picture in bands of any height`(name: String, width: Int) throws {
        let slip = try #require(SlipSamples.all[name])
        let whole = try renderer.whole(slip, widthDots: width, bandRows: 10_000)
        for rows in [1, 7, 32, 128] {
            let bands = Array(
                try renderer.bands(of: slip, widthDots: width, maxBandRows: rows))
            #expect(bands.allSatisfy { $0.widthDots == width })
            #expect(bands.allSatisfy { (1...rows).contains($0.heightDots) })
            #expect(bands.flatMap(\.bytes) == whole.bytes, "\(rows) rows a band")
        }
    }

    @Test func `a band ends where a block ends, with the white above a block in front`() throws {
        let style = SlipTextStyle(size: 3.5)
        let slip = SlipSamples.slip(
            .text(["Quầy: 6"], style), .space(4), .rule(0.5), .space(4), .text(["Hộ tịch"], style))
        let bands = Array(try renderer.bands(of: slip, widthDots: 576, maxBandRows: 500))
        #expect(bands.count == 4)
        for band in bands.dropLast() {
            let inked = (0..<band.heightDots).filter { band.ink(inRow: $0) > 0 }
            // Below the last black row stand two at most: the box is a dot larger than the ink.
            #expect(try #require(inked.last) >= band.heightDots - 3)
        }
        #expect(bands.last?.ink == 0)
    }

    @Test func `of two spaces the larger counts, and none at the head`() throws {
        func height(_ blocks: SlipBlock.Content...) throws -> Int {
            var slip = SlipSamples.slip()
            slip.blocks = blocks.map { SlipBlock($0) }
            return try renderer.whole(slip, widthDots: 576).heightDots
        }
        let bare = try height(.rule(1), .rule(1))
        #expect(try height(.space(5), .rule(1), .rule(1)) == bare)
        #expect(try height(.rule(1), .space(5), .space(3), .rule(1)) == bare + 40)
        #expect(try height(.rule(1), .rule(1), .space(5)) == bare)
    }

    @Test func `a block for one paper is not on the other`() throws {
        var slip = SlipSamples.slip(.rule(1))
        slip.blocks.append(SlipBlock(.rule(2), paper: .wide))
        slip.blocks.append(SlipBlock(.rule(4), paper: .narrow))
        #expect(try renderer.whole(slip, widthDots: 576).heightDots == 8 + 24)
        #expect(try renderer.whole(slip, widthDots: 512).heightDots == 8 + 24)
        #expect(try renderer.whole(slip, widthDots: 384).heightDots == 8 + 40)
    }

    @Test(arguments: [0, 1, 7, 256])
    func `a slip is the same however many texts are kept`(kept: Int) throws {
        let keeping = PangoSlipRenderer(keptTexts: kept)
        for number in ["1002", "1003", "1002"] {
            let slip = SlipSamples.ticket(number: number, mark: "BẢN IN LẠI")
            #expect(
                try keeping.whole(slip, widthDots: 576) == renderer.whole(slip, widthDots: 576))
        }
    }

    @Test func `a band height of no rows or fewer is one row`() throws {
        for rows in [0, -1, Int.min] {
            let iterator = try renderer.bands(
                of: SlipSamples.ticket(), widthDots: 576, maxBandRows: rows)
            #expect(try #require(iterator.next()).heightDots == 1)
        }
    }

    @Test func `two slips taken in turns do not disturb each other`() throws {
        let slips = [SlipSamples.ticket(), SlipSamples.ticket(number: "2417", mark: "BẢN IN LẠI")]
        let iterators = try slips.map {
            try renderer.bands(of: $0, widthDots: 576, maxBandRows: 32)
        }
        var bytes: [[UInt8]] = [[], []]
        var drawing = true
        while drawing {
            drawing = false
            for (index, iterator) in iterators.enumerated() {
                guard let band = iterator.next() else { continue }
                bytes[index] += band.bytes
                drawing = true
            }
        }
        for (slip, bytes) in zip(slips, bytes) {
            #expect(try renderer.whole(slip, widthDots: 576).bytes == bytes)
        }
    }

    @Test func `threads that share a renderer get their own slips`() throws {
        let numbers = (0..<64).map { String(1000 + $0) }
        let expected = try numbers.map {
            try renderer.whole(SlipSamples.ticket(number: $0), widthDots: 384)
        }
        let failures = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 4 * numbers.count) { index in
            let number = numbers[index % numbers.count]
            let slip = SlipSamples.ticket(number: number)
            let picture = try? renderer.whole(slip, widthDots: 384, bandRows: 64)
            if picture != expected[index % numbers.count] { failures.add(1, ordering: .relaxed) }
        }
        #expect(failures.load(ordering: .relaxed) == 0)
    }

    @Test func `an iterator that is dropped half way leaves the renderer usable`() throws {
        let slip = SlipSamples.ticket()
        _ = try renderer.bands(of: slip, widthDots: 576, maxBandRows: 32).next()
        _ = try renderer.bands(of: slip, widthDots: 576, maxBandRows: 32)
        #expect(try renderer.whole(slip, widthDots: 576).ink > 0)
    }

    @Test func `bands outlive the renderer they came from`() throws {
        let iterator = try PangoSlipRenderer().bands(
            of: SlipSamples.ticket(), widthDots: 576, maxBandRows: 128)
        let bytes = Array(iterator).flatMap(\.bytes)
        #expect(try renderer.whole(SlipSamples.ticket(), widthDots: 576).bytes == bytes)
    }
}
