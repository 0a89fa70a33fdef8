package import QueueCore

/// Which clerk sits at which counter from when to when.
package struct Roster: Hashable, Sendable, Codable {
    /// One clerk at one counter without a pause.
    package struct Span: Hashable, Sendable, Codable {
        package let counter: CounterNumber
        package let clerk: ClerkID
        /// Minutes since midnight.
        package let from: Int
        package let to: Int

        package init(counter: CounterNumber, clerk: ClerkID, from: Int, to: Int) {
            self.counter = counter
            self.clerk = clerk
            self.from = from
            self.to = to
        }
    }

    /// By counter, then by time.
    package private(set) var spans: [Span]

    /// - Parameter spans: in any order; empty ones are left out.
    package init(spans: [Span]) {
        self.spans = spans.filter { $0.from < $0.to }.sorted {
            ($0.counter, $0.from, $0.to, $0.clerk) < ($1.counter, $1.from, $1.to, $1.clerk)
        }
    }

    /// Hours at counters, all together.
    package var counterHours: Double {
        Double(spans.reduce(0) { $0 + $1.to - $1.from }) / 60
    }

    package var counters: [CounterNumber] {
        var found: [CounterNumber] = []
        for span in spans where found.last != span.counter { found.append(span.counter) }
        return found
    }

    /// The same with this counter as said, and nobody there at other times.
    package func replacing(_ counter: CounterNumber, with spans: [Span]) -> Roster {
        Roster(spans: self.spans.filter { $0.counter != counter } + spans)
    }

    /// The same times in pieces of at most so many minutes.
    package func cut(everyMinutes length: Int) -> Roster {
        guard length > 0 else { return self }
        return Roster(
            spans: spans.flatMap { span in
                stride(from: span.from, to: span.to, by: length).map { from in
                    Span(
                        counter: span.counter, clerk: span.clerk, from: from,
                        to: min(span.to, from + length))
                }
            })
    }

    /// The same times with pieces that meet made one.
    package var joined: Roster {
        var joined: [Span] = []
        for span in spans {
            if let last = joined.last, last.counter == span.counter, last.clerk == span.clerk,
                span.from <= last.to
            {
                joined[joined.count - 1] = Span(
                    counter: last.counter, clerk: last.clerk, from: last.from,
                    to: max(last.to, span.to))
            } else {
                joined.append(span)
            }
        }
        return Roster(spans: joined)
    }

    /// Every counter with a clerk, through the opening hours of its lines: all that the centre can
    /// do.
    ///
    /// A counter gets the clerk with the fewest fields among those who may serve whoever waits for
    /// it; then one who may serve somebody.
    ///
    /// - Parameters:
    ///   - plan: the centre's.
    ///   - day: whose hours and plan hold.
    /// - Returns: a roster without the counters that nobody is left for.
    package static func full(_ plan: HallPlan, on day: ServiceDay) -> Roster {
        let plan = plan.effective(on: day)
        let clerks = clerksByCounter(plan)
        var spans: [Span] = []
        for counter in plan.counters {
            guard let clerk = clerks[counter.number] else { continue }
            for span in hours(of: counter, plan, on: day) {
                spans.append(
                    Span(counter: counter.number, clerk: clerk, from: span.from, to: span.to))
            }
        }
        return Roster(spans: spans)
    }

    /// When somebody can come to a counter: the opening hours of its lines together.
    private static func hours(of counter: CounterPlan, _ plan: HallPlan, on day: ServiceDay)
        -> [OpeningHours.Span]
    {
        let all = plan.lines.filter { counter.lines.contains($0.id) }.flatMap { line in
            DatedHours(hours: line.hours, calendar: plan.calendar).spans(on: day)
        }
        var joined: [OpeningHours.Span] = []
        for span in all.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            if let last = joined.last, span.from <= last.to {
                joined[joined.count - 1] = OpeningHours.Span(
                    from: last.from, to: max(last.to, span.to))
            } else {
                joined.append(span)
            }
        }
        return joined
    }

    /// A clerk for each counter; the counters with the least choice choose first.
    package static func clerksByCounter(_ plan: HallPlan) -> [CounterNumber: ClerkID] {
        func needs(_ counter: CounterPlan) -> Set<FieldID> {
            Set(plan.lines.filter { counter.lines.contains($0.id) }.flatMap(\.fields))
        }
        func fitting(_ counter: CounterPlan) -> [ClerkPlan] {
            let needs = needs(counter)
            let able = plan.clerks.filter { !needs.isDisjoint(with: $0.fields) }
            return able.sorted { one, other in
                let (first, second) = (
                    needs.subtracting(one.fields).count, needs.subtracting(other.fields).count
                )
                return (first, one.fields.count, one.id) < (second, other.fields.count, other.id)
            }
        }
        let choices = plan.counters.map { ($0.number, fitting($0)) }
            .sorted { ($0.1.count, $0.0) < ($1.1.count, $1.0) }
        var chosen: [CounterNumber: ClerkID] = [:]
        var taken: Set<ClerkID> = []
        for (number, candidates) in choices {
            guard let clerk = candidates.first(where: { !taken.contains($0.id) }) else { continue }
            chosen[number] = clerk.id
            taken.insert(clerk.id)
        }
        return chosen
    }
}
