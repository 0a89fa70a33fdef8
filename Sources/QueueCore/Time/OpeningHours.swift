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
        spans(onWeekday: day.weekday)
    }

    /// Whether citizens are received at `instant`.
    package func isOpen(at instant: Instant) -> Bool {
        let minute = Int(instant.millisecondsOfDay / 60_000)
        return spans(on: ServiceDay(at: instant)).contains { $0.from <= minute && minute < $0.to }
    }

    /// How much of the time from `start` to `end` lies within opening hours.
    package func openTime(from start: Instant, to end: Instant) -> Duration {
        openTime(from: start, to: end) { spans(on: $0) }
    }

    private func openTime(
        from start: Instant, to end: Instant, spans: (ServiceDay) -> [Span]
    ) -> Duration {
        guard start < end else { return .zero }
        var total: Int64 = 0
        var day = ServiceDay(at: start)
        let last = ServiceDay(at: end)
        while day <= last {
            for span in spans(day) {
                let midnight = day.start.millisecondsSinceEpoch
                let opens = max(midnight + Int64(span.from) * 60_000, start.millisecondsSinceEpoch)
                let closes = min(midnight + Int64(span.to) * 60_000, end.millisecondsSinceEpoch)
                total += max(0, closes - opens)
            }
            day = day.advanced(by: 1)
        }
        return .milliseconds(total)
    }
}

// MARK: - With a calendar

extension OpeningHours {
    /// Whether the hours have no closing at all.
    ///
    /// Such hours are open on holidays too: who never closes in a week does not close for one day,
    /// and the demonstration must show something on any day. Who wants to close on holidays leaves
    /// out a minute.
    package var neverClose: Bool { self == .always }

    /// The spans of `day` with what the calendar says of it, earliest first.
    ///
    /// A day off has none; a swapped day has those of the weekday that it is worked as; a half day
    /// has what is left of its own. Hours that never close are left as they are.
    package func spans(on day: ServiceDay, in calendar: CentreCalendar) -> [Span] {
        guard let kind = calendar.kind(of: day), !neverClose else { return spans(on: day) }
        switch kind {
        case .off: return []
        case .worked(let weekday): return spans(onWeekday: weekday)
        case .half(.until(let minute)):
            return clipped(spans(on: day), to: Span(from: .min, to: minute))
        case .half(.from(let minute)):
            return clipped(spans(on: day), to: Span(from: minute, to: .max))
        case .half(.within(let parts)):
            let usual = spans(on: day)
            return parts.flatMap { clipped(usual, to: $0) }
        }
    }

    /// Whether citizens are received at `instant`, with what the calendar says of its day.
    package func isOpen(at instant: Instant, in calendar: CentreCalendar) -> Bool {
        let minute = Int(instant.millisecondsOfDay / 60_000)
        return spans(on: ServiceDay(at: instant), in: calendar)
            .contains { $0.from <= minute && minute < $0.to }
    }

    /// How much of the time from `start` to `end` lies within opening hours of the calendar's days.
    package func openTime(
        from start: Instant, to end: Instant, in calendar: CentreCalendar
    ) -> Duration {
        openTime(from: start, to: end) { spans(on: $0, in: calendar) }
    }

    private func spans(onWeekday weekday: Int) -> [Span] {
        spansByWeekday.indices.contains(weekday - 1) ? spansByWeekday[weekday - 1] : []
    }

    private func clipped(_ spans: [Span], to bounds: Span) -> [Span] {
        spans.compactMap { span in
            let from = max(span.from, bounds.from)
            let to = min(span.to, bounds.to)
            return from < to ? Span(from: from, to: to) : nil
        }
    }
}
