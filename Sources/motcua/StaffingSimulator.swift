import Kiosk
import KioskStore
import QueueCore
import Simulation

/// Runs past days of the journal again in the simulator.
struct StaffingSimulator: StaffingDesk {
    private static let targetMinutes = 15

    let store: SQLiteStore

    func counters(of day: ServiceDay) throws -> [StaffingCounter]? {
        guard let past = try past(day) else { return nil }
        return past.plan.effective(on: day).counters.map { counter in
            let spans = past.roster.spans.filter { $0.counter == counter.number }
            let times = spans.map { OpeningHours.Span(from: $0.from, to: $0.to).text }
            return StaffingCounter(
                number: counter.number,
                // As it is written in a question.
                times: times.joined(separator: ",").replacing("–", with: "-"))
        }
    }

    func run(
        _ day: ServiceDay, changes: [String], onStep: @Sendable (_ done: Int, _ of: Int) -> Bool
    ) throws -> StaffingAnswer? {
        let wanted = changes.compactMap { CounterChange($0) }
        guard wanted.count == changes.count else { throw StaffingFault.badChange }
        guard let past = try past(day) else { throw StaffingFault.noSuchDay }
        let trial: StaffingTrial
        do {
            trial = try StaffingTrial(past, wanted)
        } catch {
            switch error {
            case .unknownCounter, .unknownClerk: throw StaffingFault.badChange
            case .nobodyAt, .twoPlaces: throw StaffingFault.nobodyFree
            }
        }
        guard let (before, after) = trial.run(targetMinutes: Self.targetMinutes, onStep: onStep)
        else { return nil }
        let real = SimulatedFigures([past.result], targetMinutes: Self.targetMinutes)
        return StaffingAnswer(
            day: day, real: Self.figures(real.all), before: Self.roster(before),
            after: Self.roster(after), supposed: past.supposed,
            citizens: past.workload.citizens.count, variants: StaffingTrial.variants)
    }

    private func past(_ day: ServiceDay) throws -> PastDay? {
        try store.events(of: day).flatMap { PastDay($0) }
    }

    private static func roster(_ outcome: StaffingTrial.Outcome) -> StaffingAnswer.Roster {
        StaffingAnswer.Roster(
            counterMinutes: Int((outcome.counterHours * 60).rounded()),
            all: figures(outcome.figures.all), lines: outcome.figures.lines.map(figures),
            averageSeconds: outcome.averageSeconds)
    }

    private static func figures(_ line: SimulatedFigures.Line) -> StaffingAnswer.Figures {
        StaffingAnswer.Figures(
            line: line.line?.rawValue ?? "", called: line.called,
            averageSeconds: line.averageSeconds, p90Seconds: line.p90Seconds,
            within15: line.within15, within30: line.within30, leftOver: line.expired)
    }
}
