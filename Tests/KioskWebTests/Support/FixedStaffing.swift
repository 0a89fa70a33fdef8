import Kiosk
import QueueCore

/// A simulator that knows one day, and ends when it is told.
struct FixedStaffing: StaffingDesk {
    static let day = ServiceDay(at: StandingClock.morning)

    func counters(of day: ServiceDay) throws -> [StaffingCounter]? {
        day == Self.day ? [StaffingCounter(number: 6, times: "08:00-11:30")] : nil
    }

    /// `endless` in the place of a change goes on until it is stopped.
    func run(
        _ day: ServiceDay, changes: [String], onStep: @Sendable (_ done: Int, _ of: Int) -> Bool
    ) throws -> StaffingAnswer? {
        guard day == Self.day else { throw StaffingFault.noSuchDay }
        while changes == ["endless"] { if !onStep(1, 2) { return nil } }
        guard onStep(2, 2) else { return nil }
        let figures = StaffingAnswer.Figures(
            line: "ho-tich", called: 2, averageSeconds: 60, p90Seconds: 90, within15: 2,
            within30: 2, leftOver: 0)
        let roster = StaffingAnswer.Roster(
            counterMinutes: 210, all: figures, lines: [figures], averageSeconds: 50...70)
        return StaffingAnswer(
            day: day, real: figures, before: roster, after: roster, supposed: 0, citizens: 2,
            variants: 40)
    }
}
