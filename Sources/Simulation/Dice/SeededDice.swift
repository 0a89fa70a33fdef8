/// Dice that fall the same way on every machine (SplitMix64).
///
/// Each purpose has dice of its own, made from one seed: then another roster does not change who
/// comes when, and two rosters are compared on the very same citizens.
package struct SeededDice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Dice for one purpose of one simulation.
    ///
    /// - Parameters:
    ///   - seed: of the simulation.
    ///   - stream: of the purpose.
    package init(seed: UInt64, stream: UInt64 = 0) {
        state = Self.mixed(Self.mixed(seed) ^ (stream &* 0xD1B5_4A32_D192_ED03))
    }

    /// Dice for a purpose that has a name, such as a line: the place in a list does not matter.
    package init(seed: UInt64, name: String) {
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        self.init(seed: seed, stream: hash)
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// A number above 0 and below 1, so that its logarithm is finite.
    mutating func unit() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// Exponentially distributed with mean 1.
    mutating func exponential() -> Double {
        -Elementary.log(unit())
    }

    /// Normally distributed with mean 0 and variance 1 (Marsaglia's polar method).
    mutating func normal() -> Double {
        while true {
            let one = 2 * unit() - 1
            let other = 2 * unit() - 1
            let square = one * one + other * other
            guard square < 1, square > 0 else { continue }
            return one * (-2 * Elementary.log(square) / square).squareRoot()
        }
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
