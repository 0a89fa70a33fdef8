/// A moment on the wall clock, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Only for what people read and for the service day; lengths of time are `Duration`.
/// Encodes as one integer.
package struct Instant: Hashable, Comparable, Sendable, Codable {
    package let millisecondsSinceEpoch: Int64

    package init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = millisecondsSinceEpoch
    }

    package init(from decoder: any Decoder) throws {
        millisecondsSinceEpoch = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(millisecondsSinceEpoch)
    }

    package static func < (lhs: Instant, rhs: Instant) -> Bool {
        lhs.millisecondsSinceEpoch < rhs.millisecondsSinceEpoch
    }

    package static func + (instant: Instant, length: Duration) -> Instant {
        Instant(millisecondsSinceEpoch: instant.millisecondsSinceEpoch + length.milliseconds)
    }

    package static func - (instant: Instant, length: Duration) -> Instant {
        Instant(millisecondsSinceEpoch: instant.millisecondsSinceEpoch - length.milliseconds)
    }

    /// Milliseconds from `earlier` to this instant, negative when this one is before it; for sums,
    /// where a `Duration`'s 128 bits would be most of the work.
    package func milliseconds(since earlier: Instant) -> Int64 {
        millisecondsSinceEpoch - earlier.millisecondsSinceEpoch
    }

    /// The length of time from `earlier` to this instant; negative when this one is before it.
    package func since(_ earlier: Instant) -> Duration {
        .milliseconds(millisecondsSinceEpoch - earlier.millisecondsSinceEpoch)
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero.
    package var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// A length of so many whole minutes.
    package static func minutes(_ minutes: Int) -> Duration { .seconds(minutes * 60) }
}
