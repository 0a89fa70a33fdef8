/// How the arrivals of a day spread over it.
package struct DayProfile: Hashable, Sendable, Codable {
    /// Minutes that one weight stands for.
    package static let slotMinutes = 30
    /// Slots of a day.
    static let slots = 24 * 60 / slotMinutes

    /// Weights of the half-hours from midnight; what is missing at the end counts as 0.
    package let weights: [Double]

    package init(weights: [Double]) {
        self.weights = weights
    }

    /// As many in every half-hour.
    package static let flat = DayProfile(weights: Array(repeating: 1, count: slots))

    /// What 21 public offices in Warsaw saw on 13 working days of January 2020, from 08:00; percent.
    package static let warsaw = DayProfile(
        weights: Array(repeating: 0, count: 16) + [
            3.5, 4.9, 4.9, 5.7, 6.5, 7.4, 7.6, 7.8, 7.6, 7.1, 6.9, 6.6, 6.4, 6.2, 5.1, 2.7, 1.1,
            0.9, 0.8, 0.2,
        ])

    /// The weight of a half-hour; 0 for what is none.
    func weight(_ slot: Int) -> Double {
        weights.indices.contains(slot) && weights[slot] > 0 ? weights[slot] : 0
    }

    /// Arrivals of one day: a Poisson stream whose rate follows the weights.
    ///
    /// - Parameters:
    ///   - expected: arrivals on such a day on average, within the spans.
    ///   - spans: minutes of the day between which somebody may come, `from` included, sorted.
    ///   - dice: of this stream alone.
    /// - Returns: milliseconds since midnight, ascending; nobody where no weight lies in the spans.
    func arrivals(
        expected: Double, within spans: [(from: Int, to: Int)], _ dice: inout SeededDice
    ) -> [Int64] {
        var pieces: [(start: Double, end: Double, weight: Double)] = []
        for span in spans where span.from < span.to {
            var from = max(0, span.from)
            while from < min(span.to, 24 * 60) {
                let slot = from / Self.slotMinutes
                let to = min(span.to, (slot + 1) * Self.slotMinutes)
                pieces.append((Double(from), Double(to), weight(slot)))
                from = to
            }
        }
        let total = pieces.reduce(0) { $0 + ($1.end - $1.start) * $1.weight }
        guard total > 0, expected > 0 else { return [] }
        // Time runs as fast as people come: one unit of it for each expected arrival.
        var found: [Int64] = []
        var next = dice.exponential()
        var passed = 0.0
        for piece in pieces where piece.weight > 0 {
            let rate = expected * piece.weight / total
            let share = (piece.end - piece.start) * rate
            while next < passed + share {
                found.append(Int64((piece.start + (next - passed) / rate) * 60_000))
                next += dice.exponential()
            }
            passed += share
        }
        return found
    }
}
