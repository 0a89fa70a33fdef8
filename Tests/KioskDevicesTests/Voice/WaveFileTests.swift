import Testing

@testable import KioskDevices

@Suite struct `WAV files` {
    /// A file of any format; its sizes may lie.
    private static func file(
        code: Int = 1, channels: Int = 1, rate: Int = 22_050, bits: Int = 16, data: [UInt8],
        size: Int? = nil, before: [UInt8] = []
    ) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let frame = channels * bits / 8
        return Array("RIFF".utf8) + number(0, 4) + Array("WAVE".utf8) + before
            + Array("fmt ".utf8) + number(16, 4) + number(code, 2) + number(channels, 2)
            + number(rate, 4) + number(rate * frame, 4) + number(frame, 2) + number(bits, 2)
            + Array("data".utf8) + number(size ?? data.count, 4) + data
    }

    @Test func `what was written is read back`() throws {
        let sound = Sound([0, 1, -1, 32_767, -32_767, 255, -256])
        #expect(try WaveFile.decode(WaveFile.encode(sound)) == sound)
    }

    @Test(arguments: [
        (1, 8, [0xFF, 0x80, 0x00] as [UInt8]), (1, 16, [0xFF, 0x7F, 0, 0, 0, 0x80]),
        (1, 24, [0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0x80]),
        (1, 32, [0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0x80]),
        (3, 32, [0, 0, 0x80, 0x3F, 0, 0, 0, 0, 0, 0, 0x80, 0xBF]),
    ])
    func `every usual kind of sample is understood`(_ code: Int, _ bits: Int, _ data: [UInt8])
        throws
    {
        let samples = try WaveFile.decode(Self.file(code: code, bits: bits, data: data)).samples
        try #require(samples.count == 3)
        #expect(samples[0] > 32_400 && samples[1] == 0 && samples[2] < -32_400)
    }

    @Test func `two channels become one, and nonsense among floats is silence`() throws {
        let stereo = Self.file(channels: 2, data: [0, 0x40, 0, 0xC0, 0, 0x40, 0, 0x20])
        #expect(try WaveFile.decode(stereo).samples == [0, 12_288])
        let bad = Self.file(code: 3, bits: 32, data: [0, 0, 0xC0, 0x7F, 0, 0, 0x80, 0x7F])
        #expect(try WaveFile.decode(bad).samples == [0, 0])
    }

    @Test(arguments: [8_000, 11_025, 44_100, 48_000, 96_000])
    func `any rate is brought to the common one, and keeps its pitch`(_ rate: Int) throws {
        // A square wave of 441 Hz, a quarter of a second.
        let data = (0..<(rate / 4)).flatMap { place -> [UInt8] in
            place * 882 / rate % 2 == 0 ? [0, 0x30] : [0, 0xD0]
        }
        let samples = try WaveFile.decode(Self.file(rate: rate, data: data)).samples
        #expect((5_505...5_520).contains(samples.count))
        let crossings = zip(samples, samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
        #expect((108...111).contains(crossings))
    }

    @Test func `a length that lies is not believed`() throws {
        let open = Self.file(data: [1, 0, 2, 0], size: 0x7FFF_F000)
        #expect(try WaveFile.decode(open).samples == [1, 2])
        let odd = Self.file(data: [1, 0, 2], size: 0xFFFF_FFFF)
        #expect(try WaveFile.decode(odd).samples == [1])
    }

    @Test(arguments: [
        ([] as [UInt8], "no WAV file"), (Array("RIFF1234WAVX".utf8), "no WAV file"),
        (Array("RIFF1234WAVE".utf8), "it has no sound in it"),
        (Array("RIFF1234WAVEdata".utf8) + [0, 0, 0, 0], "its sound comes before its format"),
        (Array("RIFF1234WAVEfmt ".utf8) + [2, 0, 0, 0, 1, 0], "its format is cut short"),
        (file(code: 85, data: [0, 0]), "format 85 with 16 bits; export it as PCM of 16 bits"),
        (file(channels: 6, data: [0, 0]), "6 channels; one or two can be read"),
        (file(rate: 4_000, data: [0, 0]), "4000 samples a second; 8,000 to 96,000 can be read"),
        (file(data: []), "it has no sound in it"),
        (
            file(rate: 8_000, bits: 8, data: Array(repeating: 0, count: 160_001)),
            "longer than 20 seconds"
        ),
        (Array(repeating: 0, count: WaveFile.bytesMax + 1), "larger than 8 MiB"),
    ])
    func `what cannot be used is refused with a reason`(_ bytes: [UInt8], _ reason: String) {
        #expect(throws: WaveFault(reason)) { try WaveFile.decode(bytes) }
    }

    @Test func `20 seconds are not too long, and 64 chunks not too many`() throws {
        let long = Self.file(rate: 8_000, bits: 8, data: Array(repeating: 9, count: 160_000))
        #expect(try WaveFile.decode(long).samples.count > 440_000)
        let chunk: [UInt8] = Array("note".utf8) + [1, 0, 0, 0, 7, 0]
        func chunks(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in chunk } }
        let full = Self.file(data: [5, 0], before: chunks(WaveFile.chunksMax - 2))
        #expect(try WaveFile.decode(full).samples == [5])
        let overfull = Self.file(data: [5, 0], before: chunks(WaveFile.chunksMax - 1))
        #expect(throws: WaveFault.self) { try WaveFile.decode(overfull) }
    }

    @Test func `no bytes at all trap it`() {
        let good = Self.file(data: Array(repeating: 77, count: 64), before: Array("x".utf8))
        for length in 0...good.count { _ = try? WaveFile.decode(Array(good.prefix(length))) }
        var state: UInt64 = 7
        for _ in 0..<4_000 {
            var bytes = Self.file(data: [1, 2, 3, 4])
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            if let sound = try? WaveFile.decode(bytes) { #expect(sound.samples.count < 64) }
        }
    }
}

@Suite struct `Sounds that are joined` {
    @Test func `silence around a clip goes, a little stays`() {
        let silence = [Int16](repeating: 100, count: 3_000)
        let trimmed = Sound(silence + [5_000, -5_000] + silence).trimmed()
        #expect(trimmed.samples.count == 2 + 2 * 220)
        #expect(Sound(silence).trimmed().samples.isEmpty)
        #expect(Sound([Int16.min]).trimmed().samples == [Int16.min])
    }

    @Test func `loudness is brought level and follows the volume`() {
        #expect(Sound([100, -50]).normalised().samples == [28_000, -14_000])
        #expect(Sound([0, 0]).normalised().samples == [0, 0])
        #expect(Sound([Int16.min]).normalised().samples == [-28_000])
        #expect(Sound([20_000]).atVolume(50).samples == [5_000])
        #expect(Sound([20_000]).atVolume(0).samples == [0])
        #expect(Sound([Int16.min]).atVolume(900).samples == [Int16.min])
    }
}
