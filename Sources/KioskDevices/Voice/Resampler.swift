import Foundation

/// Brings a recording to another rate.
enum Resampler {
    /// Zero crossings of the window's sine on either side: enough for speech.
    private static let reach = 8.0

    /// The wave at another rate, as whole numbers; what the new rate cannot carry is filtered out.
    ///
    /// Windowed-sinc interpolation: about 20 ms of work for a second of sound at 48,000.
    static func samples(_ wave: [Double], from: Int, to rate: Int) -> [Int16] {
        guard from != rate else { return wave.map(whole) }
        let step = Double(from) / Double(rate)
        // Towards a lower rate the filter is wider, or high tones would come back as low ones.
        let cut = min(1, 1 / step)
        let half = reach / cut
        let count = max(1, Int(Double(wave.count) / step))
        return (0..<count).map { place in
            let centre = Double(place) * step
            var sum = 0.0
            var weights = 0.0
            let first = max(0, Int((centre - half).rounded(.up)))
            let last = min(wave.count - 1, Int((centre + half).rounded(.down)))
            guard first <= last else { return 0 }
            for index in first...last {
                let distance = Double(index) - centre
                let weight = sinc(distance * cut) * (0.5 + 0.5 * cos(.pi * distance / half))
                sum += wave[index] * weight
                weights += weight
            }
            return whole(weights == 0 ? 0 : sum / weights)
        }
    }

    private static func sinc(_ x: Double) -> Double {
        abs(x) < 1e-9 ? 1 : sin(.pi * x) / (.pi * x)
    }

    private static func whole(_ value: Double) -> Int16 {
        Int16(clamping: Int((value * 32_768).rounded()))
    }
}
