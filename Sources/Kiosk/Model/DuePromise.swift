package import QueueCore

/// When a result is promised, by the time limit that is published for the procedure.
///
/// The day of reception does not count; the last day is moved to a working day where it is none.
/// Limits in hours and in words promise no day.
package struct DuePromise: Sendable {
    /// Days counted at most: what lies further ahead is nothing that anyone waits for.
    static let daysMax = 400
    /// The hour from which what is received counts as received on the next working day, for results
    /// of the same day.
    private static let sameDayUntilHour = 15

    private let limits: [ProcedureCode: String]
    private let calendar: CentreCalendar

    /// The promises of a centre.
    package init(procedures: [ProcedureEntry], calendar: CentreCalendar) {
        limits = Dictionary(
            procedures.map { ($0.code, $0.limit) }, uniquingKeysWith: { first, _ in first })
        self.calendar = calendar
    }

    /// The promised day; nil where the limit names none.
    package func day(of procedure: ProcedureCode, receivedAt: Instant) -> ServiceDay? {
        guard let limit = limits[procedure] else { return nil }
        let words = limit.split(separator: " ")
        guard words.count == 2, let count = Int(words[0]), (0...Self.daysMax).contains(count) else {
            return nil
        }
        let received = ServiceDay(at: receivedAt)
        switch words[1] {
        case "working_day" where count == 0:
            let isLate =
                receivedAt.since(received.start) >= .seconds(Self.sameDayUntilHour * 3_600)
            return working(isLate ? received.advanced(by: 1) : received)
        case "working_day": return workingDay(count, after: received)
        case "calendar_day": return working(received.advanced(by: count))
        default: return nil
        }
    }

    private func workingDay(_ count: Int, after day: ServiceDay) -> ServiceDay {
        var day = day
        for _ in 0..<count { day = working(day.advanced(by: 1)) }
        return day
    }

    /// The day, or the next that is worked.
    private func working(_ day: ServiceDay) -> ServiceDay {
        (0..<Self.daysMax).lazy.map(day.advanced(by:)).first(where: calendar.isWorkingDay) ?? day
    }
}
