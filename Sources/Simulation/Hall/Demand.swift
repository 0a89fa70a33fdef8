package import QueueCore

/// Who comes on a day of a kind: rates and lengths instead of people.
package struct Demand: Hashable, Sendable, Codable {
    /// One line's citizens.
    package struct Line: Hashable, Sendable, Codable {
        package var line: LineID
        /// Citizens an hour of opening, on average.
        package var perHour: Double
        /// Minutes at the counter.
        package var service: Distribution

        package init(line: LineID, perHour: Double, service: Distribution) {
            self.line = line
            self.perHour = perHour
            self.service = service
        }
    }

    package var lines: [Line]
    package var profile: DayProfile = .flat
    /// The share that does not come when called.
    package var noShowShare = 0.0
    /// Seconds from a call to the start of the service.
    package var walkSeconds = 20

    package init(lines: [Line]) {
        self.lines = lines
    }

    /// A day's citizens.
    ///
    /// Each line has dice of its own: one line's rate does not change who comes in another.
    ///
    /// - Parameters:
    ///   - day: the service day, whose opening hours hold.
    ///   - plan: the centre's.
    ///   - seed: of this day.
    /// - Returns: the same for the same arguments.
    package func workload(on day: ServiceDay, plan: HallPlan, seed: UInt64) -> Workload {
        let effective = plan.effective(on: day)
        var citizens: [Citizen] = []
        for line in lines {
            guard let plan = effective.lines.first(where: { $0.id == line.line }) else { continue }
            let spans = DatedHours(hours: plan.hours, calendar: effective.calendar).spans(on: day)
            let hours = spans.reduce(0) { $0 + Double($1.to - $1.from) } / 60
            var arrivalDice = SeededDice(seed: seed, name: "arrivals of \(line.line)")
            var serviceDice = SeededDice(seed: seed, name: "services of \(line.line)")
            let service = line.service.sampler
            let arrivals = profile.arrivals(
                expected: line.perHour * hours, within: spans.map { ($0.from, $0.to) },
                &arrivalDice)
            for arrival in arrivals.prefix(Workload.citizensMax) {
                let minutes = service.sample(&serviceDice)
                citizens.append(
                    Citizen(
                        line: line.line, arrivesAt: arrival, walk: Int64(walkSeconds) * 1_000,
                        // A service of no length would be no service; one of a day is one of a day.
                        service: Int64(max(1, min(minutes, 24 * 60) * 60_000)),
                        comes: serviceDice.unit() >= noShowShare))
            }
        }
        return Workload(day: day, citizens: citizens)
    }
}
