/// Logarithm and exponential from sums, products and divisions alone.
///
/// Those IEEE 754 rounds the same way everywhere, while each C library has logarithms of its own:
/// a simulation of one seed is then the same to the last millisecond on every machine.
enum Elementary {
    private static let ln2High = 0x1.62e42fefa38p-1
    private static let ln2Low = 0x1.ef35793c7673p-45
    private static let squareRootOf2 = 1.4142135623730951

    /// The natural logarithm of a positive, finite, normal number; to about 2 units in the last
    /// place.
    static func log(_ value: Double) -> Double {
        var exponent = Double(value.exponent)
        var fraction = value.significand
        if fraction > squareRootOf2 {
            fraction *= 0.5
            exponent += 1
        }
        // log m = 2 artanh((m - 1) / (m + 1)), whose argument is within ±0.172.
        let argument = (fraction - 1) / (fraction + 1)
        let square = argument * argument
        var sum = 1.0 / 21
        sum = sum * square + 1.0 / 19
        sum = sum * square + 1.0 / 17
        sum = sum * square + 1.0 / 15
        sum = sum * square + 1.0 / 13
        sum = sum * square + 1.0 / 11
        sum = sum * square + 1.0 / 9
        sum = sum * square + 1.0 / 7
        sum = sum * square + 1.0 / 5
        sum = sum * square + 1.0 / 3
        let tail = exponent * ln2Low + 2 * argument * square * sum
        return exponent * ln2High + (2 * argument + tail)
    }

    /// e to the power of `value`; 0 below -700 and the power of 700 above it.
    static func exp(_ value: Double) -> Double {
        guard value >= -700 else { return 0 }
        let bounded = min(value, 700)
        let halvings = Double(Int(bounded * 1.4426950408889634 + (bounded < 0 ? -0.5 : 0.5)))
        let rest = (bounded - halvings * ln2High) - halvings * ln2Low
        var sum = 1.0
        var divisor = 14.0
        while divisor >= 1 {
            sum = 1 + sum * rest / divisor
            divisor -= 1
        }
        return sum * Double(sign: .plus, exponent: Int(halvings), significand: 1)
    }
}
