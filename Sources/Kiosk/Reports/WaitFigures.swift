import QueueCore

/// The figures of one way to measure waits.
package struct WaitFigures: Hashable, Sendable {
    package let averageSeconds: Int?
    /// The middle wait, or the mean of the two middle ones.
    package let medianSeconds: Int?
    /// The 90th percentile by nearest rank: the smallest wait that at least 90 % do not exceed.
    package let p90Seconds: Int?
    package let longestSeconds: Int?
    package let within15: Int
    package let within30: Int
    package let denominator: Int

    /// Exact figures of the given waits; the order does not matter.
    package init(_ waits: [Duration]) { self.init(milliseconds: waits.map(\.milliseconds)) }

    /// The same of waits in milliseconds.
    package init(milliseconds waits: [Int64]) {
        let sorted = waits.sorted()
        denominator = sorted.count
        within15 = Self.count(sorted, upToMinutes: 15)
        within30 = Self.count(sorted, upToMinutes: 30)
        guard let longest = sorted.last else {
            averageSeconds = nil
            medianSeconds = nil
            p90Seconds = nil
            longestSeconds = nil
            return
        }
        let count = sorted.count
        averageSeconds = Self.seconds(sorted.reduce(0, +), dividedBy: Int64(count))
        medianSeconds = Self.seconds(sorted[(count - 1) / 2] + sorted[count / 2], dividedBy: 2)
        p90Seconds = Self.seconds(sorted[(count * 9 + 9) / 10 - 1], dividedBy: 1)
        longestSeconds = Self.seconds(longest, dividedBy: 1)
    }

    /// How many of the sorted waits do not exceed the limit, to the millisecond.
    private static func count(_ sorted: [Int64], upToMinutes minutes: Int) -> Int {
        let limit = Int64(minutes) * 60_000
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Milliseconds to whole seconds, halves rounded up.
    private static func seconds(_ milliseconds: Int64, dividedBy divisor: Int64) -> Int {
        Int((milliseconds + divisor * 500) / (divisor * 1_000))
    }
}
