import QueueCore

/// A calendar file as written: each entry read, nothing compared with anything else yet.
struct CalendarDraft {
    /// A year, the line of its key, and whether its days may still move.
    struct Year {
        let year: Int
        let line: Int
        let isProvisional: Bool
    }

    /// A day or a stretch of days, and what they are.
    struct Stretch {
        let first: ServiceDay
        let last: ServiceDay
        let kind: CentreCalendar.Kind
        let note: CentreCalendar.Note
        let place: Place

        var days: [ServiceDay] {
            (first.daysSinceEpoch...last.daysSinceEpoch).map(ServiceDay.init(daysSinceEpoch:))
        }
    }

    let place: Place
    /// In the order of the file; nil when one could not be read.
    let years: [Year]?
    /// In the order of the file; what could not be read is left out.
    let stretches: [Stretch]
    /// Whether every entry could be read: else nobody is blamed for a day that is not there.
    let isWhole: Bool

    /// The calendar; right only where no mistake was written down.
    var calendar: CentreCalendar {
        CentreCalendar(
            years: (years ?? []).map { .init($0.year, isProvisional: $0.isProvisional) },
            days: stretches.flatMap { stretch in
                stretch.days.map { .init($0, stretch.kind, stretch.note) }
            })
    }
}
