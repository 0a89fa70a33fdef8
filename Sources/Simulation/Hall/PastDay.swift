package import QueueCore

/// A past day from the journal, to be lived again with another roster.
///
/// Those who left by themselves leave after the same time again, unless they are called before;
/// those who did not come when called do not come again. Whoever was served nowhere has no known
/// service time: it is the middle one of the line, or of the day.
package struct PastDay: Sendable {
    /// Milliseconds, for a day on which nobody was served at all.
    private static let serviceUnknown: Int64 = 5 * 60_000
    private static let walkUnknown: Int64 = 20_000
    /// Minutes from a call to the start beyond which it was another call in between.
    private static let walkMinutesMax = 10

    package let day: ServiceDay
    /// The plan that the day was opened with.
    package let plan: HallPlan
    package let workload: Workload
    /// Who sat where.
    package let roster: Roster
    /// Citizens whose service time had to be supposed.
    package let supposed: Int
    /// The day as it was, for comparison.
    package let result: DayResult

    /// - Parameter events: of one service day in the journal's order, from its `dayOpened` on;
    ///   another day's, after it, are left out. Nil when the first is not a `dayOpened`.
    package init?(_ events: some Sequence<(event: Event, at: Instant)>) {
        var hall = Hall()
        var opened: (day: ServiceDay, plan: HallPlan)?
        var presence = Presence()
        var unmet: [LineID: Int] = [:]
        for (event, at) in events {
            if case .dayOpened = event {
                guard opened == nil else { break }
            } else if opened == nil {
                return nil
            }
            if case .pressRefused(let press) = event { unmet[press.line, default: 0] += 1 }
            hall.apply(event, at: at)
            // Who is left over is noted when the next day begins: nobody sat there until then.
            if opened.map({ ServiceDay(at: at) == $0.day }) ?? true {
                presence.note(event, at: at)
            }
            if opened == nil, let day = hall.day { opened = (day, hall.wholePlan) }
        }
        guard let (day, plan) = opened else { return nil }
        self.day = day
        self.plan = plan
        let tickets = hall.tickets.values.sorted { $0.order < $1.order }
        roster = presence.roster(on: day)
        (workload, supposed) = Self.workload(tickets, plan, on: day)
        result = Self.result(tickets, unmet, plan, on: day)
    }

    private static func workload(_ tickets: [Ticket], _ plan: HallPlan, on day: ServiceDay)
        -> (Workload, supposed: Int)
    {
        let services = Dictionary(grouping: tickets, by: \.issuedLine)
            .mapValues { middle($0.compactMap(service)) }
        let usual = middle(tickets.compactMap(service)) ?? serviceUnknown
        let usualWalk = middle(tickets.compactMap(walk)) ?? walkUnknown
        var supposed = 0
        let citizens = tickets.map { ticket -> Citizen in
            let known = service(ticket)
            let comes = ticket.state != .noShow
            if known == nil, comes { supposed += 1 }
            let left =
                ticket.state == .cancelled && ticket.waits.first == nil
                ? ticket.endedAt.map { $0.since(ticket.issuedAt).milliseconds } : nil
            let group = plan.priorityGroups.first {
                ticket.creditMinutes > 0 && $0.creditMinutes == ticket.creditMinutes
            }
            return Citizen(
                line: ticket.issuedLine, procedure: ticket.procedure, priorityGroup: group?.id,
                arrivesAt: ticket.issuedAt.since(day.start).milliseconds,
                walk: walk(ticket) ?? usualWalk,
                service: known ?? (services[ticket.issuedLine] ?? nil) ?? usual, comes: comes,
                patience: left.map { max(0, $0) })
        }
        return (Workload(day: day, citizens: citizens), supposed)
    }

    /// All services of the visit together; nil when there was none to its end.
    private static func service(_ ticket: Ticket) -> Int64? {
        let total = ticket.services.reduce(0) {
            $0 + max(0, $1.endedAt.since($1.startedAt).milliseconds)
        }
        return total > 0 ? total : nil
    }

    private static func walk(_ ticket: Ticket) -> Int64? {
        guard let called = ticket.waits.firstCalledAt,
            let start = ticket.services.first?.startedAt, called <= start,
            start.since(called) <= .minutes(walkMinutesMax)
        else { return nil }
        return start.since(called).milliseconds
    }

    private static func middle(_ values: [Int64]) -> Int64? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }

    private static func result(
        _ tickets: [Ticket], _ unmet: [LineID: Int], _ plan: HallPlan, on day: ServiceDay
    ) -> DayResult {
        var result = DayResult(day: day, plan: plan.effective(on: day), counters: [])
        for ticket in tickets { result.add(ticket) }
        for place in result.lines.indices {
            result.lines[place].unmet = unmet[result.lines[place].line] ?? 0
        }
        return result
    }
}

/// When which clerk was at which counter.
private struct Presence {
    private var open: [CounterNumber: (clerk: ClerkID, since: Instant)] = [:]
    private var spans: [(counter: CounterNumber, clerk: ClerkID, from: Instant, to: Instant)] = []
    private var last: Instant?

    mutating func note(_ event: Event, at now: Instant) {
        last = now
        switch event {
        case .counterOpened(let counter, let clerk):
            close(counter, at: now)
            open[counter] = (clerk, now)
        case .counterPaused(let counter), .counterClosed(let counter): close(counter, at: now)
        default: break
        }
    }

    private mutating func close(_ counter: CounterNumber, at now: Instant) {
        guard let (clerk, since) = open.removeValue(forKey: counter) else { return }
        spans.append((counter, clerk, since, now))
    }

    /// Whole minutes begun: a clerk who left in the middle of one called nobody any more in it.
    ///
    /// Whoever never closed stayed until the last event of the day.
    func roster(on day: ServiceDay) -> Roster {
        func minute(_ instant: Instant) -> Int {
            Int(min(max(0, instant.since(day.start).milliseconds / 60_000), 24 * 60))
        }
        let end = day.advanced(by: 1).start
        // In the last minute everybody was still there.
        let left = open.map { ($0, $1.clerk, $1.since, min((last ?? end) + .seconds(60), end)) }
        return Roster(
            spans: (spans + left).map { counter, clerk, from, to in
                Roster.Span(
                    counter: counter, clerk: clerk, from: minute(from), to: minute(to))
            })
    }
}
