/// How the samples of a WAV file lie.
struct WaveFormat: Hashable, Sendable {
    private let isFloat: Bool
    private let channels: Int
    private let rate: Int
    private let bits: Int

    /// Reads a `fmt ` chunk.
    ///
    /// - Throws: when nobody here can read such samples.
    init(_ chunk: ArraySlice<UInt8>) throws(WaveFault) {
        guard chunk.count >= 16 else { throw WaveFault("its format is cut short") }
        var code = WaveFile.number(chunk, 0, bytes: 2)
        // The extensible form has the code where a GUID begins.
        if code == 0xFFFE, chunk.count >= 26 { code = WaveFile.number(chunk, 24, bytes: 2) }
        isFloat = code == 3
        channels = WaveFile.number(chunk, 2, bytes: 2)
        rate = WaveFile.number(chunk, 4, bytes: 4)
        bits = WaveFile.number(chunk, 14, bytes: 2)
        guard code == 1 ? [8, 16, 24, 32].contains(bits) : isFloat && bits == 32 else {
            throw WaveFault("format \(code) with \(bits) bits; export it as PCM of 16 bits")
        }
        guard (1...2).contains(channels) else {
            throw WaveFault("\(channels) channels; one or two can be read")
        }
        guard WaveFile.rates.contains(rate) else {
            throw WaveFault("\(rate) samples a second; 8,000 to 96,000 can be read")
        }
    }

    /// The sound of a `data` chunk, at the common rate.
    ///
    /// - Throws: when it is too long for a clip, or nothing at all.
    func sound(_ data: ArraySlice<UInt8>) throws(WaveFault) -> Sound {
        let width = bits / 8
        let frames = data.count / (width * channels)
        guard frames > 0 else { throw WaveFault("it has no sound in it") }
        guard frames <= rate * WaveFile.secondsMax else {
            throw WaveFault("longer than \(WaveFile.secondsMax) seconds")
        }
        let bytes = Array(data)
        let wave = (0..<frames).map { frame -> Double in
            let first = frame * channels * width
            var sum = 0.0
            for channel in 0..<channels { sum += sample(bytes, at: first + channel * width) }
            return sum / Double(channels)
        }
        return Sound(Resampler.samples(wave, from: rate, to: Sound.rate))
    }

    /// A sample between -1 and 1.
    private func sample(_ bytes: [UInt8], at place: Int) -> Double {
        var value: UInt32 = 0
        for offset in 0..<(bits / 8) {
            value |= UInt32(bytes[place + offset]) << (32 - bits + 8 * offset)
        }
        if isFloat {
            let float = Double(Float(bitPattern: value))
            return float.isFinite ? min(1, max(-1, float)) : 0
        }
        // Eight bits alone are counted from 0.
        if bits == 8 { value ^= 0x8000_0000 }
        return Double(Int32(bitPattern: value)) / 2_147_483_648
    }
}
