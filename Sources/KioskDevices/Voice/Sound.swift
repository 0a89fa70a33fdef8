import QueueCore

/// One channel of samples at the rate in which all voices here are mixed.
struct Sound: Hashable, Sendable {
    /// Samples a second: what espeak-ng speaks at; recorded clips are brought to it.
    static let rate = 22_050

    var samples: [Int16]

    init(_ samples: [Int16] = []) { self.samples = samples }

    /// Nothing to hear, for so long.
    static func silence(_ length: Duration) -> Sound {
        Sound(Array(repeating: 0, count: Int(length.milliseconds) * rate / 1_000))
    }

    var duration: Duration { .milliseconds(Int64(samples.count) * 1_000 / Int64(Self.rate)) }

    static func += (sound: inout Sound, more: Sound) { sound.samples += more.samples }

    /// The sound without the silence before and after it: clips are joined, and every recording
    /// rests a different time.
    func trimmed(below threshold: Int16 = 250) -> Sound {
        let margin = Self.rate / 100
        let isHeard = { (sample: Int16) in sample.magnitude > threshold.magnitude }
        guard let first = samples.firstIndex(where: isHeard),
            let last = samples.lastIndex(where: isHeard)
        else { return Sound() }
        return Sound(
            Array(samples[max(0, first - margin)...min(samples.count - 1, last + margin)]))
    }

    /// As loud as can be without distortion, so that clips of several days sound alike.
    func normalised(peak: Int = 28_000) -> Sound {
        let loudest = samples.lazy.map { Int($0.magnitude) }.max() ?? 0
        guard loudest > 0 else { return self }
        return Sound(samples.map { Int16(clamping: Int($0) * peak / loudest) })
    }

    /// At a volume of 0 to 100 percent; squared, for ears hear ratios.
    func atVolume(_ percent: Int) -> Sound {
        let percent = min(100, max(0, percent))
        return Sound(samples.map { Int16(clamping: Int($0) * percent * percent / 10_000) })
    }
}
