// The hall as one citizen's wait depends on it.
extension Hall {
    /// A counter that serves now: whom it holds, and whom it may call.
    private typealias Serving = (LineLoad.Counter.Occupation, CounterReach)

    /// People of one line who are told apart by who may serve them; of those behind them in a long
    /// line as large a part is taken for each kind.
    static let toldApartMax = 500

    func load(_ asker: WaitingEntry, in line: Int, at now: Instant) -> LineLoad {
        let open = plan.counters.compactMap { plan in
            counters[plan.number].flatMap { counter in
                counter.state == .open
                    ? reaches[plan.number].map { (occupation(of: counter), $0) } : nil
            }
        }
        var mixed = policy.boundLines
        for (_, reach) in open { mixed.formUnion(reach.part) }
        var load =
            mixed.isEmpty
            ? plainLoad(asker, in: line, open) : groupedLoad(asker, in: line, open, mixed)
        load.waited = now.millisecondsSinceEpoch - asker.arrivedAt
        load.credit = asker.arrivedAt - asker.rank
        return load
    }

    private func plainLoad(_ asker: WaitingEntry, in line: Int, _ open: [Serving]) -> LineLoad {
        let places = plan.lines.indices
        var load = LineLoad(
            line: line,
            ahead: places.map {
                policy.ahead(ofRank: asker.rank, order: asker.order, in: $0)
            },
            headLead: places.map { place in
                policy.firstRank(in: place).map { max(0, asker.rank - $0) } ?? 0
            },
            counters: open.map { LineLoad.Counter(lines: $1.whole, occupation: $0) })
        for (place, (_, reach)) in open.enumerated() {
            for help in reach.helps {
                load.helps.append(
                    LineLoad.Help(
                        counter: place, lines: LineSet(CollectionOfOne(help.line)),
                        after: help.after))
            }
        }
        return load
    }

    private func occupation(of counter: Counter) -> LineLoad.Counter.Occupation {
        guard let busy = counter.occupation else { return .free }
        // Of a line that is gone nothing is known: it takes as long as the asker's.
        return .busy(line: busy.place ?? -1, since: busy.since)
    }

    // MARK: Lines that not every counter serves whole

    private func groupedLoad(
        _ asker: WaitingEntry, in line: Int, _ open: [Serving], _ mixed: LineSet
    ) -> LineLoad {
        var groups = plan.lines.indices.map {
            WaitingGroup(line: $0, needs: index.needs[$0], counter: nil)
        }
        let own = Self.place(of: asker, in: line, &groups)
        var ahead = groups.map { _ in 0 }
        var headLead = groups.map { _ in Int64(0) }
        for place in plan.lines.indices {
            let count = policy.ahead(ofRank: asker.rank, order: asker.order, in: place)
            guard mixed.contains(place) else {
                ahead[place] = count
                headLead[place] = policy.firstRank(in: place).map { max(0, asker.rank - $0) } ?? 0
                continue
            }
            let before = policy.waiting(in: place).prefix(min(count, Self.toldApartMax))
            for entry in before {
                let group = Self.place(of: entry, in: place, &groups)
                if group == ahead.count {
                    ahead.append(0)
                    headLead.append(0)
                }
                if ahead[group] == 0 { headLead[group] = max(0, asker.rank - entry.rank) }
                ahead[group] += 1
            }
            guard count > before.count, !before.isEmpty else { continue }
            for group in groups.indices where groups[group].line == place {
                ahead[group] = ahead[group] * count / before.count
            }
        }
        var load = LineLoad(
            line: line, group: own, ahead: ahead, headLead: headLead,
            counters: open.map { LineLoad.Counter(lines: $1.served(groups), occupation: $0) })
        load.parts = groups.dropFirst(plan.lines.count).map(\.line)
        for (place, (_, reach)) in open.enumerated() {
            for help in reach.helped(groups) {
                load.helps.append(
                    LineLoad.Help(counter: place, lines: help.groups, after: help.after))
            }
        }
        return load
    }

    /// The group of somebody who waits in a line; a new one where there is none yet.
    ///
    /// When all are taken the line's own has to do.
    private static func place(
        of entry: WaitingEntry, in line: Int, _ groups: inout [WaitingGroup]
    ) -> Int {
        let group = WaitingGroup(line: line, needs: entry.needs, counter: entry.counter)
        if let known = groups.firstIndex(of: group) { return known }
        guard groups.count < LineSet.linesMax else { return line }
        groups.append(group)
        return groups.count - 1
    }
}
