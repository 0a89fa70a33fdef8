/// Slows down who guesses PINs at one keypad; pure.
package struct PINGuard: Sendable {
    /// Wrong PINs before the first pause.
    package static let freeFailures = 3
    /// The longest pause.
    package static let pauseMax = Duration.seconds(900)
    /// Wrong PINs are forgotten after this time without another.
    package static let memoryTime = Duration.seconds(3_600)

    private var failures = 0
    private var last = Duration.zero
    private var notBefore = Duration.zero

    package init() {}

    /// Counts one failure in advance, which `succeed` forgives.
    ///
    /// - Parameter now: the time since any fixed moment, of a clock that nobody sets.
    /// - Returns: how long to wait first; zero when a PIN may be looked at.
    package mutating func admit(at now: Duration) -> Duration {
        if now - last >= Self.memoryTime { failures = 0 }
        guard now >= notBefore else { return notBefore - now }
        failures += 1
        last = now
        notBefore = now + Self.pause(after: failures)
        return .zero
    }

    /// The PIN was right.
    package mutating func succeed() {
        failures = 0
        notBefore = .zero
    }

    /// Nobody could look at the PIN: it was no guess.
    package mutating func forgive() {
        failures = max(0, failures - 1)
        notBefore = .zero
    }

    /// None for the first failures, then 2, 4, 8 … seconds.
    package static func pause(after failures: Int) -> Duration {
        guard failures >= freeFailures else { return .zero }
        return min(pauseMax, .seconds(1 << min(failures - freeFailures + 1, 20)))
    }
}
