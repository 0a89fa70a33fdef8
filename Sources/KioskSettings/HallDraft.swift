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

    /// The line's plan, or nil where a mistake was written down.
    func plan(centreHours: OpeningHours?) -> LinePlan? {
        guard let id, let series, let hours = hours ?? centreHours else { return nil }
        return LinePlan(
            id: LineID(id.value), firstNumber: series.first, lastNumber: series.last,
            digits: series.digits, fields: fields.map { FieldID($0.value) }, hours: hours)
    }
}

/// A counter as written.
struct CounterDraft {
    let number: Located<Int>?
    let lines: [Located<String>]

    var plan: CounterPlan? {
        number.map { CounterPlan(number: $0.value, lines: lines.map { LineID($0.value) }) }
    }
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

    func plan(allFields: [FieldID]) -> ClerkPlan? {
        guard let id, let fields else { return nil }
        switch fields {
        case .all: return ClerkPlan(id: ClerkID(id.value), fields: Set(allFields))
        case .these(let names):
            return ClerkPlan(id: ClerkID(id.value), fields: Set(names.map { FieldID($0.value) }))
        }
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
