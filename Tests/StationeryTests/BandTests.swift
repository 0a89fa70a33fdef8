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
            #expect(bands.dropLast().allSatisfy { $0.heightDots == rows })
            #expect((1...rows).contains(try #require(bands.last).heightDots))
            #expect(bands.flatMap(\.bytes) == whole.bytes, "\(rows) rows a band")
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
