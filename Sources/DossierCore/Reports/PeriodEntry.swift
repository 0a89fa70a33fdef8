package import QueueCore

/// The days of a report, both included, and the moment as of which it is told.
package struct ReportPeriod: Hashable, Sendable, Codable {
    package let from: ServiceDay
    package let to: ServiceDay
    /// Where the last day is not over yet, what is to come is unknown.
    package let asOf: Instant

    /// A period; nil where it ends before it begins.
    package init?(from: ServiceDay, to: ServiceDay, asOf: Instant) {
        guard from <= to else { return nil }
        (self.from, self.to, self.asOf) = (from, to, asOf)
    }

    /// The last moment that is told of.
    package var end: Instant { min(asOf, to.advanced(by: 1).start) }

    /// The same days a year before, and of a period that is not over the part that is; nil before
    /// the year 2.
    package var yearBefore: ReportPeriod? {
        guard let from = from.adding(months: -12), let to = to.adding(months: -12),
            let day = ServiceDay(at: asOf).adding(months: -12)
        else { return nil }
        return ReportPeriod(
            from: from, to: to, asOf: day.start + .milliseconds(asOf.millisecondsOfDay))
    }
}

/// What a report needs of a dossier.
package struct PeriodEntry: Hashable, Sendable {
    /// How its way ended.
    package enum Ending: Hashable, Sendable {
        case resolved(Timeliness?)
        case refused, withdrawn, stopped
    }

    package let procedure: ProcedureCode
    package let field: FieldID
    package let office: OfficeID
    package let channel: FilingChannel
    /// When it was received; of a refused one, when it was handed in.
    package let receivedAt: Instant
    package let promise: DueDate.Point?
    package let ending: Ending?
    /// When it ended: a result counts from when it was ready.
    package let endedAt: Instant?

    package init(
        procedure: ProcedureCode, field: FieldID, office: OfficeID, channel: FilingChannel,
        receivedAt: Instant, promise: DueDate.Point?, ending: Ending? = nil,
        endedAt: Instant? = nil
    ) {
        self.procedure = procedure
        self.field = field
        self.office = office
        self.channel = channel
        self.receivedAt = receivedAt
        self.promise = promise
        self.ending = ending
        self.endedAt = endedAt
    }

    /// One dossier in the counts of a period; nil where it has no part in it.
    ///
    /// A dossier that ended before the period, or came after it, has none.
    package func counts(in period: ReportPeriod) -> PeriodCounts? {
        let (start, end) = (period.from.start, period.end)
        guard receivedAt < end else { return nil }
        var counts = PeriodCounts()
        if receivedAt < start {
            if let endedAt, endedAt < start { return nil }
            counts.carriedOver = 1
        } else {
            counts.newlyReceived = 1
        }
        if let ending, let endedAt, endedAt < end {
            counts[keyPath: Self.count(of: ending)] = 1
        } else if let promise {
            if promise.isPassed(at: end) { counts.overdue = 1 } else { counts.notDue = 1 }
        } else {
            counts.undated = 1
        }
        return counts
    }

    private static func count(of ending: Ending) -> WritableKeyPath<PeriodCounts, Int> {
        switch ending {
        case .resolved(.early): \.resolvedEarly
        case .resolved(.onTime): \.resolvedOnTime
        case .resolved(.late): \.resolvedLate
        case .resolved(nil): \.resolvedUndated
        case .refused: \.refused
        case .withdrawn: \.withdrawn
        case .stopped: \.stopped
        }
    }
}

extension Dossier {
    /// The dossier as reports count it; nil for one that nobody has looked at yet.
    ///
    /// It counts by the promise of law: a fresh one heals no lateness.
    package var periodEntry: PeriodEntry? {
        guard course != nil || state == .notReceived else { return nil }
        let ending: PeriodEntry.Ending? =
            switch state {
            case .finished, .returned: .resolved(timeliness)
            case .notReceived: .refused
            case .withdrawn: .withdrawn
            case .stopped: .stopped
            case .registered, .received, .processing, .awaitingSupplement, .awaitingPayment,
                .suspended:
                nil
            }
        return PeriodEntry(
            procedure: filing.procedure.code, field: filing.field, office: holder,
            channel: filing.channel, receivedAt: course?.receivedAt ?? filing.at,
            promise: isHeldUp ? nil : due?.date?.point, ending: ending,
            endedAt: readyAt ?? closedAt)
    }
}
