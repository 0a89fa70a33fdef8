/// A day's plan by key, with lines and counters as the call policy wants them.
struct PlanIndex: Sendable {
    let lines: [LineID: LinePlan]
    let counters: [CounterNumber: CounterPlan]
    let procedures: [ProcedureCode: ProcedurePlan]
    let credits: [String: Int]
    let countersByLine: [LineID: [CounterNumber]]
    /// A line's place in the plan.
    let places: [LineID: Int]
    let lineRules: [CallPolicy.LineRule]
    let counterRules: [CounterNumber: CallPolicy.CounterRule]
    private let clerkFields: [ClerkID: FieldSet]
    /// What serving anyone of a line takes, by the line's place.
    let needs: [FieldSet]
    private let fieldPlaces: [FieldID: Int]

    // Later entries win; the configuration's checks refuse doubles before they come here.
    init(_ plan: HallPlan) {
        lines = Dictionary(plan.lines.map { ($0.id, $0) }) { _, last in last }
        counters = Dictionary(plan.counters.map { ($0.number, $0) }) { _, last in last }
        procedures = Dictionary(plan.procedures.map { ($0.code, $0) }) { _, last in last }
        credits = Dictionary(plan.priorityGroups.map { ($0.id, $0.creditMinutes) }) { _, last in
            last
        }
        let places = Dictionary(plan.lines.enumerated().map { ($1.id, $0) }) { _, last in last }
        self.places = places
        var byLine: [LineID: [CounterNumber]] = [:]
        for counter in plan.counters {
            for line in counter.lines { byLine[line, default: []].append(counter.number) }
        }
        countersByLine = byLine.mapValues { $0.sorted() }

        var fieldPlaces: [FieldID: Int] = [:]
        for field in plan.lines.flatMap(\.fields) + plan.procedures.map(\.field)
        where fieldPlaces[field] == nil {
            fieldPlaces[field] = fieldPlaces.count
        }
        self.fieldPlaces = fieldPlaces
        func set(_ fields: some Sequence<FieldID>) -> FieldSet {
            FieldSet(fields.compactMap { fieldPlaces[$0] })
        }
        needs = plan.lines.map { set($0.fields) }
        clerkFields = Dictionary(plan.clerks.map { ($0.id, set($0.fields)) }) { _, last in last }
        lineRules = plan.lines.map { line in
            CallPolicy.LineRule(
                preference: Int64(line.preferenceMinutes ?? 0) * 60_000,
                guarantee: line.longestWaitMinutes.map { Int64($0) * 60_000 })
        }
        counterRules = Dictionary(
            plan.counters.map { counter in
                let rule = CallPolicy.CounterRule(
                    number: counter.number, lines: counter.lines.compactMap { places[$0] },
                    overflow: counter.overflow.compactMap { overflow in
                        places[overflow.line].map {
                            .init(line: $0, after: Int64(overflow.afterMinutes) * 60_000)
                        }
                    })
                return (counter.number, rule)
            }
        ) { _, last in last }
    }

    /// What the clerk is qualified for; nothing where he or she is unknown.
    func fields(of clerk: ClerkID?) -> FieldSet {
        clerk.flatMap { clerkFields[$0] } ?? FieldSet()
    }

    /// What serving a ticket takes: its procedure's field, or every field of its line where no
    /// procedure is known or the ticket was sent to a line of other fields.
    ///
    /// - Returns: nil when the line is not in the plan: nobody can serve it.
    func needs(procedure: ProcedureCode?, field: FieldID?, in line: LineID) -> FieldSet? {
        guard let place = places[line] else { return nil }
        guard procedure != nil, let field, lines[line]?.fields.contains(field) ?? false,
            let bit = fieldPlaces[field]
        else { return needs[place] }
        return FieldSet(CollectionOfOne(bit))
    }
}
