/// RIFF WAVE files: written for loudspeakers, read from whoever recorded clips.
enum WaveFile {
    /// Bytes of a file that are looked at; a clip is one word or one sentence.
    static let bytesMax = 8 * 1_024 * 1_024
    /// Seconds of one clip.
    static let secondsMax = 20
    /// Samples a second that a recording may have.
    static let rates = 8_000...96_000
    /// Chunks before the sound, such as a recorder's notes.
    static let chunksMax = 64

    /// The sound as a file of 16 bits and one channel.
    static func encode(_ sound: Sound) -> [UInt8] {
        let length = sound.samples.count * 2
        var bytes: [UInt8] = []
        bytes.reserveCapacity(44 + length)
        func put(_ text: StaticString) {
            text.withUTF8Buffer { bytes += $0 }
        }
        func put(_ value: Int, bytes count: Int) {
            for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
        }
        put("RIFF")
        put(36 + length, bytes: 4)
        put("WAVEfmt ")
        put(16, bytes: 4)
        put(1, bytes: 2)
        put(1, bytes: 2)
        put(Sound.rate, bytes: 4)
        put(Sound.rate * 2, bytes: 4)
        put(2, bytes: 2)
        put(16, bytes: 2)
        put("data")
        put(length, bytes: 4)
        for sample in sound.samples { put(Int(sample), bytes: 2) }
        return bytes
    }

    /// The sound in a file: whole numbers of 8, 16, 24 or 32 bits or floats of 32, of one or two
    /// channels, at any of `rates`.
    ///
    /// A file that ends before its sound does is read as far as it goes: espeak-ng does not know
    /// the length when it begins to write.
    ///
    /// - Throws: what is wrong with it.
    static func decode(_ bytes: [UInt8]) throws(WaveFault) -> Sound {
        guard bytes.count <= bytesMax else { throw WaveFault("larger than 8 MiB") }
        guard bytes.count >= 12, tag(bytes, 0) == "RIFF", tag(bytes, 8) == "WAVE" else {
            throw WaveFault("no WAV file")
        }
        var place = 12
        var format: WaveFormat?
        for _ in 0..<chunksMax {
            guard place + 8 <= bytes.count else { break }
            let length = number(bytes, place + 4, bytes: 4)
            let body = place + 8
            let end = min(bytes.count, body + length)
            if tag(bytes, place) == "fmt " { format = try WaveFormat(bytes[body..<end]) }
            if tag(bytes, place) == "data" {
                guard let format else { throw WaveFault("its sound comes before its format") }
                return try format.sound(bytes[body..<end])
            }
            // Chunks lie at even places.
            place = body + length + length % 2
        }
        throw WaveFault("it has no sound in it")
    }

    static func number(_ bytes: some RandomAccessCollection<UInt8>, _ place: Int, bytes count: Int)
        -> Int
    {
        bytes.dropFirst(place).prefix(count).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func tag(_ bytes: [UInt8], _ place: Int) -> String {
        String(decoding: bytes[place..<(place + 4)], as: UTF8.self)
    }
}
