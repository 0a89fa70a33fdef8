import DossierCore
package import Kiosk
package import QueueCore

/// The day on which a result is promised to somebody who asks in the hall.
///
/// `DueDates` counts it, for a reception at the counter; this knows what the centre lists. Limits
/// in hours promise no day: their hour may fall on a day on which nobody opens the door.
package struct DuePromise: Sendable {
    private struct Listed: Sendable {
        let limit: TimeLimit
        let line: LineID
    }

    private let listed: [ProcedureCode: Listed]
    private let lines: [LinePlan]
    private let calendar: CentreCalendar

    /// The promises of a centre.
    ///
    /// - Parameters:
    ///   - procedures: what it lists; of two entries for one code the first holds.
    ///   - plan: its calendar, and its lines with the hours in which they work.
    package init(procedures: [ProcedureEntry], plan: HallPlan) {
        listed = Dictionary(
            procedures.compactMap { entry in
                TimeLimit(published: entry.limit).map {
                    (entry.code, Listed(limit: $0, line: entry.line))
                }
            }, uniquingKeysWith: { first, _ in first })
        lines = plan.lines
        calendar = plan.calendar
    }

    /// The promised day; nil where the limit names none.
    package func day(of procedure: ProcedureCode, receivedAt: Instant) -> ServiceDay? {
        guard let listed = listed[procedure] else { return nil }
        let dates = DueDates(
            calendar: WorkingCalendar(
                hours: hours(of: listed.line, at: receivedAt), calendar: calendar))
        let answer = dates.answer(
            for: DossierCourse(
                limit: listed.limit, filedAt: receivedAt, receivedAt: receivedAt))
        guard case .day(let day) = answer.date?.point else { return nil }
        return day
    }

    /// Of a line that is not there on the day, no closing is known and none is assumed.
    private func hours(of id: LineID, at instant: Instant) -> OpeningHours {
        let day = ServiceDay(at: instant)
        return lines.first { $0.id == id && $0.dates.contains(day) }?.hours ?? .always
    }
}
