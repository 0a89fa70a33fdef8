package import QueueCore

/// Simulations of a known size, whose speed is measured.
package enum SimulationLoads {
    /// The bare call policy: three lines, four clerks with different skills, 85 % busy.
    ///
    /// - Parameters:
    ///   - citizens: how many go through it.
    ///   - seed: of the dice.
    /// - Returns: the mean wait in mean services; 1.17 for the first line.
    package static func policy(citizens: Int, seed: UInt64) -> Double {
        let rates = [1.4, 1.2, 0.8]
        let model = QueueModel(
            streams: rates.enumerated().map { line, rate in
                QueueModel.Stream(line: line, arrivals: .poisson(rate: rate))
            },
            clerks: [[0], [0, 1], [1, 2], [0, 1, 2]].map { QueueModel.Clerk(lines: $0) })
        let result = PolicySimulation.run(model, citizens: citizens, warmUp: 0, seed: seed)
        return result.streams[0].wait.value
    }

    /// The whole hall: a busy day of a plan with all its counters, each line as busy as the others.
    ///
    /// - Parameters:
    ///   - plan: the centre's.
    ///   - day: a day on which it opens.
    ///   - citizens: who come on average; the mean service is such that the counters are 85 % busy.
    ///   - seed: of the dice.
    /// - Returns: how many came.
    package static func hall(_ plan: HallPlan, on day: ServiceDay, citizens: Int, seed: UInt64)
        -> Int
    {
        let roster = Roster.full(plan, on: day)
        let demand = Self.demand(plan, roster, on: day, citizens: citizens)
        let workload = demand.workload(on: day, plan: plan, seed: seed)
        let result = HallSimulation.run(plan, roster: roster, workload: workload)
        return result.lines.reduce(0) { $0 + $1.issued }
    }

    private static func demand(
        _ plan: HallPlan, _ roster: Roster, on day: ServiceDay, citizens: Int
    ) -> Demand {
        let load = 0.85
        let hours = roster.counterHours / Double(max(1, roster.counters.count))
        let perLine = Double(citizens) / Double(max(1, plan.lines.count)) / max(1, hours)
        let minutes = load * roster.counterHours * 60 / Double(max(1, citizens))
        var demand = Demand(
            lines: plan.lines.map {
                Demand.Line(
                    line: $0.id, perHour: perLine, service: .lognormal(mean: minutes, cv2: 1))
            })
        demand.walkSeconds = 0
        return demand
    }
}
