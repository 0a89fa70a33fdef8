import QueueCore

/// The days among which due dates are counted: the years 1900 to 9999.
///
/// Moments come from portals and files, where anything may stand. Beyond these days a date could
/// not be written as `2026-11-23`, and far beyond them its milliseconds could not be counted.
enum CountedTime {
    /// 1900-01-01 to 9999-12-31.
    static let days = ServiceDay(daysSinceEpoch: -25_567)...ServiceDay(daysSinceEpoch: 2_932_896)

    /// Whether `instant` lies in one of the days.
    static func holds(_ instant: Instant) -> Bool {
        days.lowerBound.start <= instant && instant < days.upperBound.advanced(by: 1).start
    }
}
