package import QueueCore

/// The dossiers of one office that have to be hurried, most urgent first.
package struct UrgingList: Hashable, Sendable {
    /// How near the promise is.
    package enum Urgency: Int, Hashable, Sendable, Comparable, CaseIterable {
        case late, dueToday, dueSoon

        package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

        /// The heading of a list.
        package var vietnamese: String {
            switch self {
            case .late: "Quá hạn"
            case .dueToday: "Đến hạn hôm nay"
            case .dueSoon: "Sắp đến hạn"
            }
        }
    }

    /// A dossier and when its result is promised.
    package struct Entry: Hashable, Sendable {
        package let code: String
        package let promise: DueDate.Point
        package let urgency: Urgency
        /// Working days since the promise passed; 0 on its own day, and for one that has not.
        package let workingDaysLate: Int
    }

    /// A dossier in work, with the promise that runs and the office that has to keep it.
    package struct Candidate: Hashable, Sendable {
        package let code: String
        package let office: OfficeID
        package let promise: DueDate.Point

        package init(code: String, office: OfficeID, promise: DueDate.Point) {
            self.code = code
            self.office = office
            self.promise = promise
        }
    }

    package let office: OfficeID
    package let entries: [Entry]

    /// The entries of one urgency.
    package func entries(_ urgency: Urgency) -> [Entry] {
        entries.filter { $0.urgency == urgency }
    }

    /// Lists what is urgent, an office each, offices by name.
    ///
    /// - Parameters:
    ///   - candidates: all that may be urgent.
    ///   - now: the moment of which is asked.
    ///   - calendar: tells working days.
    ///   - soonDays: working days within which a promise is near.
    /// - Returns: a list for each office that has something urgent.
    package static func lists(
        _ candidates: some Sequence<Candidate>, at now: Instant, in calendar: WorkingCalendar,
        soonDays: Int = 2
    ) -> [UrgingList] {
        let today = ServiceDay(at: now)
        var entries: [OfficeID: [Entry]] = [:]
        for candidate in candidates {
            let promise = candidate.promise
            let urgency: Urgency
            if promise.isPassed(at: now) {
                urgency = .late
            } else if promise.day <= today {
                urgency = .dueToday
            } else if calendar.workingDays(after: today, through: promise.day) <= soonDays {
                urgency = .dueSoon
            } else {
                continue
            }
            let late =
                urgency == .late
                ? calendar.workingDays(after: promise.day, through: today) : 0
            entries[candidate.office, default: []].append(
                Entry(
                    code: candidate.code, promise: promise, urgency: urgency, workingDaysLate: late)
            )
        }
        return entries.map { office, entries in
            UrgingList(
                office: office,
                entries: entries.sorted {
                    ($0.urgency, $0.promise.passedFrom, $0.code)
                        < ($1.urgency, $1.promise.passedFrom, $1.code)
                })
        }.sorted { $0.office < $1.office }
    }
}

extension Dossier {
    /// As urging lists have it; nil where nobody is to be hurried.
    ///
    /// A dossier that waits for its applicant is nobody's to hurry, and one on its way counts for
    /// the office that has to take it.
    package var urgingCandidate: UrgingList.Candidate? {
        runningPromise.map {
            UrgingList.Candidate(code: code, office: sentTo ?? holder, promise: $0)
        }
    }
}
