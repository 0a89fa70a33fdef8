extension HallPlan {
    /// Keeps lines of an earlier plan for those who are still in them.
    ///
    /// They stand behind all others. The counters that served them serve them last, and where none
    /// of these is left every counter does. A field that went with its line stays with the clerks
    /// who had it; where the plan still has the field, its word on the clerks holds.
    ///
    /// - Parameters:
    ///   - occupied: lines that somebody is in.
    ///   - before: the day's plan until now.
    /// - Returns: the lines that were kept; as many as a day may have.
    mutating func keep(_ occupied: Set<LineID>, of before: HallPlan) -> Set<LineID> {
        let here = Set(lines.map(\.id))
        let leaving = before.lines.filter { occupied.contains($0.id) && !here.contains($0.id) }
            .prefix(max(0, LineSet.linesMax - lines.count))
        guard !leaving.isEmpty else { return [] }
        let fields = Set(leaving.flatMap(\.fields))
            .subtracting(lines.flatMap(\.fields)).subtracting(procedures.map(\.field))
        lines += leaving
        let kept = Set(leaving.map(\.id))
        let codes = Set(procedures.map(\.code))
        procedures += before.procedures.filter {
            kept.contains($0.line) && !codes.contains($0.code)
        }
        for index in clerks.indices {
            let known = before.clerks.last { $0.id == clerks[index].id }?.fields ?? []
            clerks[index].fields.formUnion(known.intersection(fields))
        }
        for line in leaving { serve(line.id, as: before) }
        return kept
    }

    /// Adds a line to the counters that serve it in another plan.
    private mutating func serve(_ line: LineID, as before: HallPlan) {
        for index in counters.indices {
            guard let known = before.counters.last(where: { $0.number == counters[index].number })
            else { continue }
            if known.lines.contains(line), !counters[index].lines.contains(line) {
                counters[index].lines.append(line)
            }
            let helps = known.overflow.filter { $0.line == line }
            if !counters[index].overflow.contains(where: { $0.line == line }) {
                counters[index].overflow += helps
            }
        }
        guard !counters.contains(where: { $0.lines.contains(line) }) else { return }
        for index in counters.indices { counters[index].lines.append(line) }
    }
}
