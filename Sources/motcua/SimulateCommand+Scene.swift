import ArgumentParser
import Foundation
import Kiosk
import KioskStore
import QueueCore
import Simulation

extension SimulateCommand {
    /// Who comes, and to which hall.
    struct Scene {
        let day: ServiceDay
        let plan: HallPlan
        /// Who sits where when nothing is changed.
        let roster: Roster
        let days: [Workload]
        /// Other days, to check with.
        let otherDays: [Workload]
        /// What the past day was; nil without one.
        var past: SimulatedFigures?
        var notes: [String] = []
    }

    // MARK: A past day

    func pastScene(_ folder: String) throws -> Scene {
        guard let day = day.flatMap({ ServiceDay($0) }) else {
            throw ValidationError("Give --day with --data: which day is to run again?")
        }
        let store = try Commanding.openStore(folder)
        let events = try Commanding.explained { try store.events(of: day) }
        guard let events, let past = PastDay(events) else {
            Commanding.complain("The journal in \(folder) has no day \(day).")
            throw ExitCode.failure
        }
        let plan = try config.map { try CheckConfig.load($0).plan } ?? past.plan
        var scene = Scene(
            day: day, plan: plan, roster: past.roster, days: [past.workload], otherDays: [])
        scene.past = SimulatedFigures([past.result], targetMinutes: target)
        if past.supposed > 0 {
            scene.notes.append(
                "\(past.supposed) of \(past.workload.citizens.count) citizens were served nowhere "
                    + "that day: their services are supposed to be as long as their line's middle "
                    + "one.")
        }
        return scene
    }

    // MARK: Simulated days

    func simulatedScene() throws -> Scene {
        let plan = try CheckConfig.load(config ?? "Config/centre.yaml").plan
        let day = try openDay(plan)
        let (demand, note) = try demand(plan, on: day)
        var dice = SeededDice(seed: seed)
        func workloads() -> [Workload] {
            (0..<days).map { _ in demand.workload(on: day, plan: plan, seed: dice.next()) }
        }
        var scene = Scene(
            day: day, plan: plan, roster: Roster.full(plan, on: day), days: workloads(),
            otherDays: smallest ? workloads() : [])
        scene.notes = [note]
        return scene
    }

    /// The day asked for, or the next one on which the centre opens.
    private func openDay(_ plan: HallPlan) throws -> ServiceDay {
        func opens(_ day: ServiceDay) -> Bool { !Roster.full(plan, on: day).spans.isEmpty }
        if let day = day.flatMap({ ServiceDay($0) }) {
            guard opens(day) else {
                throw ValidationError(
                    "On --day \(day) no counter has opening hours and a clerk.")
            }
            return day
        }
        let today = ServiceDay(at: SystemClock().now())
        guard let day = (0..<60).map({ today.advanced(by: $0) }).first(where: opens) else {
            throw ValidationError(
                "No counter has opening hours and a clerk within 60 days: give --day.")
        }
        return day
    }

    private func demand(_ plan: HallPlan, on day: ServiceDay) throws -> (Demand, note: String) {
        let lines = plan.effective(on: day).lines.map(\.id)
        let rates: [(line: LineID, value: Double)]
        if let arrivals {
            guard let found = LineFigures(arrivals, unit: "/h", upTo: Self.perHourMax) else {
                throw ValidationError(
                    "--arrivals \(arrivals) is not like ho-tich=12/h,dat-dai=6/h, each above 0 "
                        + "and at most \(Int(Self.perHourMax)).")
            }
            rates = found.figures
        } else {
            let each = Double(perHour ?? 0) / Double(max(1, lines.count))
            rates = lines.map { ($0, each) }
        }
        guard rates.reduce(0, { $0 + $1.value }) <= Self.perHourMax else {
            throw ValidationError(
                "More than \(Int(Self.perHourMax)) citizens an hour are not simulated.")
        }
        let services = try services(lines)
        for (line, _) in rates { try check(line, lines) }
        // Services at counters spread about as widely as their mean.
        var demand = Demand(
            lines: rates.map { line, rate in
                Demand.Line(
                    line: line, perHour: rate,
                    service: .lognormal(mean: services[line] ?? Self.serviceUsual, cv2: 1))
            })
        demand.profile = profile == .warsaw ? .warsaw : .flat
        demand.noShowShare = Double(noShow) / 100
        let note =
            "Services are lognormal with a deviation as large as the mean; the call to the counter "
            + "takes \(demand.walkSeconds) s. Overtime ends \(HallSimulation.overtimeMinutes) "
            + "minutes after closing."
        return (demand, note)
    }

    private static var serviceUsual: Double { 8 }

    private func services(_ lines: [LineID]) throws -> [LineID: Double] {
        if let minutes = LineFigures.number(service), minutes > 0,
            minutes <= Self.serviceMinutesMax
        {
            return Dictionary(lines.map { ($0, minutes) }) { first, _ in first }
        }
        guard let found = LineFigures(service, unit: "m", upTo: Self.serviceMinutesMax) else {
            throw ValidationError(
                "--service \(service) is neither minutes like 8 nor minutes by line like "
                    + "ho-tich=8,dat-dai=15, above 0 and at most \(Int(Self.serviceMinutesMax)).")
        }
        for (line, _) in found.figures { try check(line, lines) }
        return Dictionary(found.figures.map { ($0.line, $0.value) }) { first, _ in first }
    }

    private func check(_ line: LineID, _ lines: [LineID]) throws {
        guard !lines.contains(line) else { return }
        let known = lines.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("There is no line \(line); the lines are \(known).")
    }
}
