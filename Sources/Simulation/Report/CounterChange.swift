package import QueueCore

/// When a counter is open, as somebody writes it: `4=09:00-11:30,13:30-17:00`.
///
/// `4:clerk7=09:00-17:00` also says who sits there; `4=` leaves it closed. The times hold as they
/// are written: a counter open from morning to evening is open at noon too.
package struct CounterChange: Hashable, Sendable {
    /// Spans that one counter may have on a day.
    package static let spansMax = 16
    /// How it is written, for whoever wrote it otherwise.
    package static let expectation =
        "a counter and its times such as 4=09:00-17:00, 4=09:00-11:30,13:30-17:00, "
        + "4:clerk7=09:00-17:00, or 4= for closed"

    package let counter: CounterNumber
    /// Nil leaves whoever sits there.
    package let clerk: ClerkID?
    package let spans: [OpeningHours.Span]

    /// Nil when the text is not written so.
    package init?(_ text: String) {
        let halves = text.split(separator: "=", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let who = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard let number = who.first.flatMap({ Self.digits($0, upTo: 999) }), number > 0,
            who.count <= 2, who.count == 1 || !who[1].isEmpty
        else { return nil }
        counter = number
        clerk = who.count == 2 ? ClerkID(String(who[1])) : nil
        guard let spans = Self.spans(halves[1]) else { return nil }
        self.spans = spans
    }

    /// Ascending spans without overlap.
    private static func spans(_ text: Substring) -> [OpeningHours.Span]? {
        guard !text.isEmpty else { return [] }
        var spans: [OpeningHours.Span] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let from = minutes(ends[0]), let to = minutes(ends[1]),
                from < to, spans.last.map({ $0.to <= from }) ?? true, spans.count < spansMax
            else { return nil }
            spans.append(OpeningHours.Span(from: from, to: to))
        }
        return spans
    }

    /// Minutes since midnight of `09:00` or `24:00`.
    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let hour = digits(parts[0], upTo: 24),
            let minute = digits(parts[1], upTo: 59), hour < 24 || minute == 0
        else { return nil }
        return hour * 60 + minute
    }

    /// A number of at most three ASCII digits.
    private static func digits(_ text: Substring, upTo limit: Int) -> Int? {
        guard (1...3).contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let value = Int(text), value <= limit
        else { return nil }
        return value
    }

    /// The spans with a clerk.
    package func roster(_ clerk: ClerkID) -> [Roster.Span] {
        spans.map { Roster.Span(counter: counter, clerk: clerk, from: $0.from, to: $0.to) }
    }
}
