import QueueCore

/// Reads the service days on which a part of the hall holds: `from` and `to`, both included.
enum DatesReader {
    static let keys = ["from", "to"]
    /// Years that a date may lie in: outside them it is a slip of the finger.
    static let years = 2_000...2_100

    /// The days written, all days where none are; nil where a mistake was written down.
    static func read(_ entries: Entries) -> DateSpan? {
        let (fromPlace, toPlace) = (entries["from"], entries["to"])
        let from = fromPlace.flatMap(day)
        let to = toPlace.flatMap(day)
        guard (from == nil) == (fromPlace == nil), (to == nil) == (toPlace == nil) else {
            return nil
        }
        guard let place = toPlace, let from, let to, to < from else {
            return DateSpan(from: from, to: to)
        }
        place.mistake(found: "\(to), before \(from)", expected: "the earlier day as from")
        return nil
    }

    private static func day(_ place: Place) -> ServiceDay? {
        let expected = "a day such as 2027-01-04"
        guard let text = place.text(expected) else { return nil }
        guard let day = day(text) else {
            place.mistake(found: quoted(text), expected: "\(Self.expected) as \(place.name)")
            return nil
        }
        return day
    }

    static let expected =
        "a day such as 2027-01-04, of the years \(years.lowerBound) to \(years.upperBound)"

    /// Reads `2027-01-04`; nil unless it is a day that exists, within `years`.
    static func day(_ text: String) -> ServiceDay? {
        ServiceDay(text).flatMap { years.contains($0.year) ? $0 : nil }
    }
}

extension DateSpan {
    /// The days in words, to be put behind a statement: ` from 2027-01-04 on`.
    ///
    /// Nothing for all days.
    var words: String {
        switch (from, to) {
        case (nil, nil): return ""
        case (let from?, nil): return " from \(from) on"
        case (nil, let to?): return " until \(to)"
        case (let from?, let to?):
            return from == to ? " on \(from)" : " from \(from) to \(to)"
        }
    }

    /// The days on which both hold; nil when there are none.
    func common(with other: DateSpan) -> DateSpan? {
        guard overlaps(other) else { return nil }
        return DateSpan(
            from: [from, other.from].compactMap(\.self).max(),
            to: [to, other.to].compactMap(\.self).min())
    }

    /// The first days of this span on which none of `others` holds; nil when there are none.
    func firstGap(in others: some Sequence<DateSpan>) -> DateSpan? {
        let sorted = others.filter(overlaps).sorted {
            ($0.from?.daysSinceEpoch ?? .min) < ($1.from?.daysSinceEpoch ?? .min)
        }
        // The first day that nothing before covers; nil while that is the beginning of time.
        var start = from
        for span in sorted {
            if let begins = span.from, start.map({ $0 < begins }) ?? true {
                return DateSpan(from: start, to: begins.advanced(by: -1))
            }
            guard let end = span.to else { return nil }
            if let to, to <= end { return nil }
            start = max(start ?? end, end.advanced(by: 1))
        }
        return DateSpan(from: start, to: to)
    }
}
