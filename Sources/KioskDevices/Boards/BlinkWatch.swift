/// Sees that a board blinks, as an eye does: the same digits come back soon after darkness.
struct BlinkWatch: Sendable {
    /// Darkness and light each last shorter than this in a blink.
    static let longestHalf = Duration.milliseconds(1_500)

    /// The digits of the lit half.
    private(set) var lit: [UInt8] = []
    private var darkSince: ContinuousClock.Instant?
    private var lastReturn: ContinuousClock.Instant?

    /// Takes what the board shows from `now` on.
    mutating func see(_ cells: [UInt8], at now: ContinuousClock.Instant) {
        guard cells.contains(where: { $0 != UInt8(ascii: " ") }) else {
            darkSince = darkSince ?? now
            return
        }
        let returns = darkSince.map { now - $0 < Self.longestHalf } ?? false
        if cells == lit, returns {
            lastReturn = now
        } else if cells != lit {
            lastReturn = nil
        }
        lit = cells
        darkSince = nil
    }

    /// Whether a person would say that it blinks.
    func isBlinking(at now: ContinuousClock.Instant) -> Bool {
        lastReturn.map { now - $0 < Self.longestHalf } ?? false
    }
}
