/// Knows which buttons are held down, and which are so for longer than anybody leans on one.
///
/// Times are microseconds of a clock that never runs back.
package struct HeldButtons: Sendable {
    private let limit: Int64
    private var downSince: [Int: Int64]
    private let codes: Set<Int>

    /// Buttons that nobody holds.
    ///
    /// - Parameters:
    ///   - codes: the buttons; what else a device sends takes no memory.
    ///   - limitMicroseconds: held for so long a button is stuck.
    package init(codes: some Sequence<Int>, limitMicroseconds: Int64) {
        self.codes = Set(codes)
        limit = limitMicroseconds
        downSince = [:]
    }

    /// Takes an edge.
    package mutating func note(_ edge: PressFilter.Edge, code: Int, at now: Int64) {
        guard codes.contains(code) else { return }
        switch edge {
        case .released: downSince[code] = nil
        case .pressed: downSince[code] = now
        // Its press was missed.
        case .repeated: if downSince[code] == nil { downSince[code] = now }
        }
    }

    /// Those that are stuck, lowest code first.
    package func stuck(at now: Int64) -> [Int] {
        downSince.filter { elapsed(since: $0.value, now) >= limit }.keys.sorted()
    }

    /// How long until one more is stuck; nil while none is held that is not.
    package func untilNext(at now: Int64) -> Int64? {
        downSince.values.map { limit - elapsed(since: $0, now) }.filter { $0 > 0 }.min()
    }

    private func elapsed(since earlier: Int64, _ now: Int64) -> Int64 {
        let (elapsed, overflow) = now.subtractingReportingOverflow(earlier)
        return overflow ? .max : max(0, elapsed)
    }
}
