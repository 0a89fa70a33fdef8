/// When a line receives citizens: for each weekday, spans of minutes since midnight.
package struct OpeningHours: Hashable, Sendable, Codable {
    /// Half-open span of minutes since midnight, `450..<690` for 07:30–11:30.
    package struct Span: Hashable, Sendable, Codable {
        package let from: Int
        package let to: Int

        package init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }

        /// `07:30–11:30`.
        package var text: String { "\(Self.clock(from))–\(Self.clock(to))" }

        private static func clock(_ minutes: Int) -> String {
            "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
        }
    }

    /// Seven lists, Monday first; an empty list is a day off.
    package let spansByWeekday: [[Span]]

    /// Open from midnight to midnight on every day: what `--simulate` uses.
    package static let always = OpeningHours(
        spansByWeekday: Array(repeating: [Span(from: 0, to: 24 * 60)], count: 7))

    /// Makes hours from seven lists, Monday first, each sorted and without overlap.
    package init(spansByWeekday: [[Span]]) {
        self.spansByWeekday = spansByWeekday
    }

    /// The spans of `day`, earliest first.
    package func spans(on day: ServiceDay) -> [Span] {
        let index = day.weekday - 1
        return spansByWeekday.indices.contains(index) ? spansByWeekday[index] : []
    }

    /// Whether citizens are received at `instant`.
    package func isOpen(at instant: Instant) -> Bool {
        let minute = Int(instant.millisecondsOfDay / 60_000)
        return spans(on: ServiceDay(at: instant)).contains { $0.from <= minute && minute < $0.to }
    }

    /// How much of the time from `start` to `end` lies within opening hours.
    package func openTime(from start: Instant, to end: Instant) -> Duration {
        guard start < end else { return .zero }
        var total: Int64 = 0
        var day = ServiceDay(at: start)
        let last = ServiceDay(at: end)
        while day <= last {
            for span in spans(on: day) {
                let opens = day.start + .minutes(span.from)
                let closes = day.start + .minutes(span.to)
                let overlap = min(closes, end).since(max(opens, start))
                total += max(0, overlap.milliseconds)
            }
            day = day.advanced(by: 1)
        }
        return .milliseconds(total)
    }
}
