/// Two falling tones that turn heads before a sentence: 880 Hz, then 659 Hz, each dying away.
enum Chime {
    /// When the second tone begins, and how long it rings.
    private static let toneSamples = 7_717

    /// A decaying sine as a recurrence: each sample from the two before it.
    ///
    /// Multiplication and addition alone give the same bits on every machine, which sines of its
    /// mathematics library need not.
    private struct Tone {
        /// 2·r·cos ω, where r is the decay a sample (e⁻⁵ over 0.35 s) and ω = 2π·f ∕ 22,050.
        let twice: Double
        /// r².
        let square: Double
        /// The first sample, r·sin ω.
        let start: Double
    }

    private static let tones = [
        Tone(twice: 1.9361946413550348, square: 0.9987050827320488, start: 0.2479771369079432),
        Tone(twice: 1.9635684107193845, square: 0.9987050827320488, start: 0.18656059830062327),
    ]

    /// The loudest sample.
    private static let peak = 20_000.0

    /// The chime, 0.7 seconds.
    static let sound: Sound = {
        var samples: [Int16] = []
        for tone in tones {
            var (before, last) = (0.0, tone.start)
            for place in 0..<toneSamples {
                // The last hundredth of a second fades, lest it ends with a click.
                let fade = min(1, Double(toneSamples - place) / 220)
                samples.append(Int16(last * peak * fade))
                (before, last) = (last, tone.twice * last - tone.square * before)
            }
        }
        return Sound(samples)
    }()
}
