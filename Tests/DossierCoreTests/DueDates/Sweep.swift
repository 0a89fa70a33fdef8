import DossierCore
import QueueCore

/// Every procedure of a list, received through every channel on certain days, at 14:59, 15:00 and
/// 15:01.
///
/// A due date depends on the limit and not on the procedure's name, so that procedures with the
/// same limits are asked once, and counted as often as they are: what is asked is the same.
struct Sweep {
    static let minutes = [14 * 60 + 59, 15 * 60, 15 * 60 + 1]

    private(set) var due = 0
    private(set) var reasoned = 0
    /// What should not be, in words; the first few.
    private(set) var faults: [String] = []

    private let groups: [(procedure: Procedure, count: Int)]

    init(_ procedures: [Procedure]) {
        var counts: [[FilingChannel: TimeLimit]: (Procedure, Int)] = [:]
        for procedure in procedures {
            let limits = procedure.terms.mapValues(\.limit)
            counts[limits, default: (procedure, 0)].1 += 1
        }
        groups = counts.values.map { ($0.0, $0.1) }
    }

    mutating func run(_ days: [ServiceDay], _ dates: DueDates) {
        for day in days {
            for minute in Self.minutes {
                let filed = day.start + .minutes(minute)
                for group in groups {
                    for channel in FilingChannel.allCases {
                        let answer = dates.answer(
                            for: group.procedure, through: channel, filedAt: filed)
                        check(answer, group.procedure, channel, filed, dates)
                        if answer.date == nil {
                            reasoned += group.count
                        } else {
                            due += group.count
                        }
                    }
                }
            }
        }
    }

    private mutating func check(
        _ answer: DueAnswer, _ procedure: Procedure, _ channel: FilingChannel, _ filed: Instant,
        _ dates: DueDates
    ) {
        let limit = procedure.terms[channel]?.limit
        let holds =
            switch answer {
            case .undetermined(.notOffered(channel)): limit == nil
            case .undetermined(.unpublished): limit == .unpublished
            case .undetermined(.words(let words)): limit == .words(words)
            case .undetermined(.unmapped(let count)): limit == .unmapped(count)
            case .undetermined: false
            case .due(let date): isRight(date, limit, channel, filed, dates)
            }
        if !holds, faults.count < 20 {
            faults.append("\(procedure.code) \(channel) \(filed.rfc3339): \(answer.reason.en)")
        }
    }

    private func isRight(
        _ date: DueDate, _ limit: TimeLimit?, _ channel: FilingChannel, _ filed: Instant,
        _ dates: DueDates
    ) -> Bool {
        guard date.limit == limit, date.countedFrom >= filed else { return false }
        switch (date.limit, date.point) {
        case (.hours, .instant(let instant)): return instant > filed
        case (.hours, .day), (_, .instant): return false
        case (.sameDay, .day(let day)):
            return dates.calendar.isWorkingDay(day) && day >= ServiceDay(at: filed)
        case (_, .day(let day)):
            return dates.calendar.isWorkingDay(day) && day > ServiceDay(at: filed)
        }
    }
}
