/// What was foreseen for one citizen, with what it takes to learn from it at the call.
///
/// Integers only: it may be stored.
package struct Forecast: Hashable, Sendable, Codable {
    /// What people are told.
    package let range: EstimateRange
    /// The mean wait in milliseconds, with what the line's last waits taught.
    package let meanMilliseconds: Int64
    /// The same before the last waits corrected it.
    package let plainMilliseconds: Int64
    /// What one citizen of the line took of a counter, as it was known; milliseconds.
    package let unitMilliseconds: Int64
    /// Open counters that served the line; 0 where a free one made the wait none.
    package let openCounters: Int
}
