import Kiosk
import QueueCore

/// A field as written, before anyone knows whether the rest agrees with it.
struct FieldDraft {
    let id: Located<String>?
    let name: LocalizedName?
}

/// A line as written.
struct LineDraft {
    /// A number series as written.
    struct Series {
        let first: Int
        let last: Int
        let digits: Int
        let place: Place
    }

    let place: Place
    let id: Located<String>?
    let name: LocalizedName?
    let series: Series?
    let fields: [Located<String>]
    /// Nil where the centre's own hours hold.
    let hours: OpeningHours?
    let limits: LineLimits
    /// Nil where they could not be read.
    let dates: DateSpan?

    /// The line's plan, or nil where a mistake was written down.
    func plan(centreHours: OpeningHours?) -> LinePlan? {
        guard let id, let series, let dates, let hours = hours ?? centreHours else { return nil }
        var plan = LinePlan(
            id: LineID(id.value), firstNumber: series.first, lastNumber: series.last,
            digits: series.digits, fields: fields.map { FieldID($0.value) }, hours: hours)
        plan.dailyLimit = limits.daily?.value
        plan.lastTicketMinutes = limits.lastTicketMinutes?.value ?? 0
        plan.longestWaitMinutes = limits.longestWaitMinutes
        plan.preferenceMinutes = limits.preferenceMinutes
        plan.dates = dates
        return plan
    }
}

/// What a line promises and where it stops, as written; nil where nothing is.
struct LineLimits {
    var daily: Located<Int>?
    var lastTicketMinutes: Located<Int>?
    var longestWaitMinutes: Int?
    var preferenceMinutes: Int?
}

/// A counter as written.
struct CounterDraft {
    /// A line of others that it helps with, as written.
    struct Overflow {
        let line: Located<String>?
        let afterMinutes: Int?
    }

    let number: Located<Int>?
    let lines: [Located<String>]
    let overflow: [Overflow]
    /// Nil where they could not be read.
    let dates: DateSpan?

    var plan: CounterPlan? {
        guard let number, let dates else { return nil }
        var plan = CounterPlan(number: number.value, lines: lines.map { LineID($0.value) })
        plan.overflow = overflow.compactMap { overflow in
            guard let line = overflow.line, let minutes = overflow.afterMinutes else { return nil }
            return CounterPlan.Overflow(line: LineID(line.value), afterMinutes: minutes)
        }
        plan.dates = dates
        return plan
    }

    /// Every line that it may call, at once or after a while.
    var allLines: [Located<String>] { lines + overflow.compactMap(\.line) }
}

/// A clerk as written.
struct ClerkDraft {
    /// What a clerk is qualified for.
    enum Fields {
        case all
        case these([Located<String>])
    }

    let id: Located<String>?
    let fields: Fields?
    /// Nil where they could not be read.
    let dates: DateSpan?

    func plan(allFields: [FieldID]) -> ClerkPlan? {
        guard let id, let fields, let dates else { return nil }
        let known: Set<FieldID>
        switch fields {
        case .all: known = Set(allFields)
        case .these(let names): known = Set(names.map { FieldID($0.value) })
        }
        var plan = ClerkPlan(id: ClerkID(id.value), fields: known)
        plan.dates = dates
        return plan
    }
}

/// A priority group as written.
struct PriorityGroupDraft {
    let id: Located<String>?
    let name: LocalizedName?
    let creditMinutes: Int?

    var plan: PriorityGroupPlan? {
        guard let id, let creditMinutes else { return nil }
        return PriorityGroupPlan(id: id.value, creditMinutes: creditMinutes)
    }
}
