/// Whom an open counter's clerk may call there.
///
/// Made when the clerk opens and when the plan changes, and looked at in every estimate: shared, so
/// that looking copies nothing.
final class CounterReach: Sendable {
    let number: CounterNumber
    /// What the clerk is qualified for.
    private let fields: FieldSet
    private let rule: CallPolicy.CounterRule
    /// The counter's lines of which the clerk may serve everybody.
    let whole: LineSet
    /// Lines, of the counter's own or helped with, of which the clerk may serve some and not others.
    let part: LineSet
    /// Lines that are helped with, everybody in them.
    let helps: [CallPolicy.CounterRule.Overflow]
    private let all: LineSet

    /// A counter under its rule with a clerk of these fields; `needs` is what serving anyone of a
    /// line takes, by the line's place.
    init(_ rule: CallPolicy.CounterRule, fields: FieldSet, needs: [FieldSet]) {
        number = rule.number
        self.rule = rule
        self.fields = fields
        let helped = rule.overflow.map(\.line)
        func isWhole(_ line: Int) -> Bool { needs[line].isSubset(of: fields) }
        whole = LineSet(rule.lines.filter(isWhole))
        part = LineSet(
            (rule.lines + helped).filter { !isWhole($0) && !needs[$0].isDisjoint(with: fields) })
        helps = rule.overflow.filter { isWhole($0.line) }
        all = LineSet((rule.lines + helped).filter { !needs[$0].isDisjoint(with: fields) })
    }

    /// Whether there can be anybody in the line who is called here, now or after a while.
    func includes(_ line: Int) -> Bool { all.contains(line) }

    /// Whether somebody of a line may be called here, now or after a while.
    func mayCall(_ entry: WaitingEntry, in line: Int) -> Bool {
        if entry.counter == nil, whole.contains(line) { return true }
        return mayServe(entry.needs, boundTo: entry.counter)
            && (rule.lines.contains(line) || rule.overflow.contains { $0.line == line })
    }

    /// The groups that are called here at any time.
    func served(_ groups: [WaitingGroup]) -> LineSet {
        LineSet(
            groups.indices.filter { place in
                rule.lines.contains(groups[place].line)
                    && mayServe(groups[place].needs, boundTo: groups[place].counter)
            })
    }

    /// The groups that are helped with, each with the milliseconds of waiting.
    func helped(_ groups: [WaitingGroup]) -> [(groups: LineSet, after: Int64)] {
        rule.overflow.map { overflow in
            let places = groups.indices.filter { place in
                groups[place].line == overflow.line
                    && mayServe(groups[place].needs, boundTo: groups[place].counter)
            }
            return (LineSet(places), overflow.after)
        }
    }

    private func mayServe(_ needs: FieldSet, boundTo counter: CounterNumber?) -> Bool {
        needs.isSubset(of: fields) && (counter.map { $0 == number } ?? true)
    }
}

/// People of one line whom the same counters may call.
struct WaitingGroup: Hashable, Sendable {
    let line: Int
    let needs: FieldSet
    /// The only counter that may call them; nil for any.
    let counter: CounterNumber?
}
