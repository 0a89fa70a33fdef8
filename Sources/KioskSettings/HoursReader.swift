import QueueCore

/// Reads opening hours: `mon-fri: ["07:30-11:30", "13:30-17:00"]`.
enum HoursReader {
    static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let minutesOfDay = 24 * 60

    private struct SpanPlace {
        let span: OpeningHours.Span
        let place: Place
    }

    static func read(_ place: Place) -> OpeningHours? {
        let expected = "a mapping of days such as mon or mon-fri"
        guard let entries = place.anyEntries(expected) else { return nil }
        var spansByDay: [[OpeningHours.Span]?] = Array(repeating: nil, count: days.count)
        for entry in entries.all {
            guard let range = dayRange(entry.key) else {
                place.mistakes.add(
                    place.file, entry.line,
                    found: "the unknown day \(quoted(entry.key))"
                        + didYouMean(entry.key, among: days),
                    expected: "\(anyOf(days)) or a range such as mon-fri")
                continue
            }
            let spans = spans(of: entry.value)
            for day in range {
                if spansByDay[day] != nil {
                    place.mistakes.add(
                        place.file, entry.line, found: "hours for \(days[day]) again",
                        expected: "each day once in \(place.name)")
                }
                spansByDay[day] = spans
            }
        }
        if entries.all.allSatisfy({ $0.value.isEmptyList }) {
            place.mistake(found: "no day with hours", expected: "at least one day in \(place.name)")
        }
        return OpeningHours(spansByWeekday: spansByDay.map { $0 ?? [] })
    }

    private static func dayRange(_ key: String) -> ClosedRange<Int>? {
        let parts = key.split(separator: "-", omittingEmptySubsequences: false)
        let indexes = parts.compactMap { part in days.firstIndex(of: String(part)) }
        guard indexes.count == parts.count, let first = indexes.first, let last = indexes.last,
            indexes.count <= 2, first <= last
        else { return nil }
        return first...last
    }

    /// The spans of one day, earliest first.
    static func spans(of place: Place) -> [OpeningHours.Span] {
        let items = place.list("spans such as “07:30-11:30”") ?? []
        let spans = items.compactMap(span).sorted {
            ($0.span.from, $0.span.to) < ($1.span.from, $1.span.to)
        }
        for (earlier, later) in zip(spans, spans.dropFirst())
        where later.span.from < earlier.span.to {
            later.place.mistake(
                found: "the span \(later.span.text) that overlaps \(earlier.span.text)",
                expected: "spans one after the other")
        }
        return spans.map(\.span)
    }

    private static func span(_ place: Place) -> SpanPlace? {
        let expected = "a span such as “07:30-11:30”"
        guard let text = place.text(expected) else { return nil }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
        let times = parts.compactMap { minutes($0) }
        guard parts.count == 2, times.count == 2 else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        guard times.allSatisfy({ $0 <= minutesOfDay }) else {
            place.mistake(
                found: "\(quoted(text)), outside the day", expected: "times from 00:00 to 24:00")
            return nil
        }
        guard times[0] < times[1] else {
            place.mistake(
                found: "\(quoted(text)), which ends before it begins",
                expected: "the earlier time first")
            return nil
        }
        return SpanPlace(span: OpeningHours.Span(from: times[0], to: times[1]), place: place)
    }

    /// Minutes since midnight of a single time.
    static func time(_ place: Place) -> Int? {
        let expected = "a time such as “11:30”"
        guard let text = place.text(expected) else { return nil }
        guard let minute = minutes(text[...]), minute <= minutesOfDay else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return minute
    }

    /// Minutes since midnight of `07:30`; an hour may be past the day, the caller says so better.
    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.trimmingSpaces().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ part in part.utf8.allSatisfy { (48...57).contains($0) } }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60
        else { return nil }
        return hours * 60 + minutes
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        let start = drop { $0 == " " }
        guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
        return start[...last]
    }
}
