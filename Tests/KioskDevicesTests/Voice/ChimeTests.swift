import Testing

@testable import KioskDevices

@Suite struct `The chime` {
    @Test func `is the same bytes on every machine`() {
        let wav = WaveFile.encode(Chime.sound)
        // FNV-1a of the file that another program made by the same rule.
        let hash = wav.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        #expect(hash == 0xc410_7fe3_4087_1e37)
        #expect(wav.count == 30_912)
    }

    @Test func `has two tones that die away`() {
        let samples = Chime.sound.samples
        /// Upward crossings of zero a second, in a tenth of a second from there.
        func pitch(from start: Int) -> Int {
            let part = samples[start..<(start + 2_205)]
            return zip(part, part.dropFirst()).count { $0 < 0 && $1 >= 0 } * 10
        }
        #expect((870...890).contains(pitch(from: 0)))
        #expect((650...670).contains(pitch(from: 7_717)))
        for end in [7_717, 15_434] {
            #expect(samples[(end - 100)..<end].allSatisfy { abs(Int($0)) < 200 })
        }
    }
}
