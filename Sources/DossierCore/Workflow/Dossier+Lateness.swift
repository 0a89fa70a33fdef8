import QueueCore

extension Dossier {
    /// The promise that runs; nil where there is none, or it waits for somebody outside.
    package var runningPromise: DueDate.Point? {
        state.isInWork && !isHeldUp ? promise : nil
    }

    /// Whether an apology was opened for the promise that runs.
    package var isNotedLate: Bool {
        guard let promise = runningPromise else { return false }
        return apologies.contains { $0.cause == .lateness(promise) }
    }

    /// Whether it waits, and the wait began in time: one that began later stops no clock.
    var isHeldUp: Bool {
        guard wait != nil, let since = course?.interruptions.last?.from, let due = due?.date else {
            return wait != nil && due?.date == nil
        }
        return !due.isPassed(at: since)
    }

    /// The lateness for which no apology was noted yet; one for each promise.
    func latenessOwed(at now: Instant) -> ApologyCause? {
        guard let promise = runningPromise, promise.isPassed(at: now), !isNotedLate else {
            return nil
        }
        return .lateness(promise)
    }

    func apologise(
        _ cause: ApologyCause, _ reason: String, _ newDay: ServiceDay?, _ now: Instant,
        _ rules: DossierRules
    ) throws(DossierRefusal) -> DossierEvent.Fact {
        guard apologiesOwed.contains(cause) else { throw .nothingToApologise }
        let words = try Words.checked(reason, "reason")
        if let newDay {
            guard case .lateness = cause, state.isInWork else { throw .wrongState(state) }
            try check(newDay, now, rules)
        }
        return .apologised(cause, reason: words, newDay: newDay)
    }

    /// A fresh promise gives at most the time that the procedure has.
    private func check(
        _ day: ServiceDay, _ now: Instant, _ rules: DossierRules
    ) throws(DossierRefusal) {
        let renewals = apologies.count { $0.newDay != nil }
        guard renewals < rules.renewalsMax else { throw .promisedBefore }
        guard let limit = course?.limit else { throw .noDueDate }
        let calendar = rules.dates.calendar
        let tomorrow = ServiceDay(at: now).advanced(by: 1)
        guard day >= tomorrow, calendar.isWorkingDay(day) else { throw .noWorkingDay }
        let anew = rules.dates.answer(
            for: DossierCourse(limit: limit, filedAt: now, receivedAt: now))
        guard let last = anew.date?.day else { throw .noDueDate }
        // A limit of hours may end today, or on a rest day.
        let latest = max(last, calendar.workingDay(onOrAfter: tomorrow) ?? last)
        guard day <= latest else { throw .promiseTooFar(latest: latest) }
    }
}
