import ArgumentParser
import Kiosk
import QueueCore
import Simulation

extension SimulateCommand {
    func report(on scene: Scene) throws -> SimulationReport {
        let goal = RosterGoal(
            targetMinutes: target, sharePercent: Double(share), everyLine: everyLine)
        var report = SimulationReport(
            day: scene.day, seed: scene.past == nil ? seed : nil, goal: goal)
        if let past = scene.past {
            report.cases.append(
                SimulationReport.Case(
                    name: "as it was", counterHours: scene.roster.counterHours, figures: past))
        }
        let outages = try self.outages(scene)
        let before = scene.past == nil ? "every counter" : "the same roster again"
        report.cases.append(run(before, scene.roster, scene, outages))
        let changed = try changed(scene.roster, scene)
        if changed != scene.roster {
            report.cases.append(run("changed roster", changed, scene, outages))
        }
        report.notes = scene.notes
        if smallest {
            // Of a past day too every counter may be used, not only those that were.
            let widest = try self.changed(Roster.full(scene.plan, on: scene.day), scene)
            report.smallest = RosterSearch.run(
                scene.plan, widest: widest.cut(everyMinutes: piece), days: scene.days,
                checkDays: scene.otherDays, goal: goal)
            if scene.otherDays.isEmpty {
                report.notes.append(
                    "A roster chosen with one day fits that day: try it on others before relying "
                        + "on it.")
            }
        }
        return report
    }

    private func run(
        _ name: String, _ roster: Roster, _ scene: Scene, _ outages: [HallSimulation.Outage]
    ) -> SimulationReport.Case {
        let results = scene.days.map {
            HallSimulation.run(scene.plan, roster: roster, workload: $0, outages: outages)
        }
        return SimulationReport.Case(
            name: name, counterHours: roster.counterHours,
            figures: SimulatedFigures(results, targetMinutes: target))
    }

    /// The roster with what `--open` says.
    private func changed(_ roster: Roster, _ scene: Scene) throws -> Roster {
        let plan = scene.plan.effective(on: scene.day)
        let usual = Roster.clerksByCounter(plan)
        var changed = roster
        for change in open.compactMap({ CounterChange($0) }) {
            try check(change.counter, plan)
            if let clerk = change.clerk, !plan.clerks.contains(where: { $0.id == clerk }) {
                throw ValidationError("There is no clerk \(clerk).")
            }
            let there = roster.spans.first { $0.counter == change.counter }?.clerk
            guard let clerk = change.clerk ?? there ?? usual[change.counter] else {
                throw ValidationError(
                    "Counter \(change.counter) has no clerk: say who sits there, "
                        + "\(change.counter):clerk7=09:00-17:00.")
            }
            changed = changed.replacing(change.counter, with: change.roster(clerk))
        }
        try checkClerks(changed)
        return changed
    }

    /// Nobody sits at two counters.
    private func checkClerks(_ roster: Roster) throws {
        for one in roster.spans {
            let other = roster.spans.first {
                $0.clerk == one.clerk && $0.counter > one.counter && $0.from < one.to
                    && one.from < $0.to
            }
            if let other {
                throw ValidationError(
                    "\(one.clerk) cannot be at counters \(one.counter) and \(other.counter) at "
                        + "once: give another clerk, \(other.counter):clerk7=09:00-17:00.")
            }
        }
    }

    private func outages(_ scene: Scene) throws -> [HallSimulation.Outage] {
        try lose.compactMap { CounterChange($0) }.flatMap { change in
            try check(change.counter, scene.plan.effective(on: scene.day))
            return change.spans.map {
                HallSimulation.Outage(counter: change.counter, from: $0.from, to: $0.to)
            }
        }
    }

    private func check(_ counter: CounterNumber, _ plan: HallPlan) throws {
        guard !plan.counters.contains(where: { $0.number == counter }) else { return }
        let known = plan.counters.map { String($0.number) }.joined(separator: ", ")
        throw ValidationError("There is no counter \(counter); the counters are \(known).")
    }
}
