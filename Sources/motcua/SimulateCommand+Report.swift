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
        do {
            return try roster.changed(
                by: open.compactMap { CounterChange($0) }, scene.plan.effective(on: scene.day))
        } catch {
            throw ValidationError(error.description)
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
        do {
            try Roster.check(counter, plan)
        } catch {
            throw ValidationError(error.description)
        }
    }
}
