import Testing

@testable import QueueCore

struct `The call policy` {
    private static let all = FieldSet([0])

    private static func entry(
        _ rank: Int64, _ order: Int, arrivedAt: Int64? = nil, needs: FieldSet = all,
        counter: CounterNumber? = nil
    ) -> WaitingEntry {
        WaitingEntry(
            rank: rank, order: order, arrivedAt: arrivedAt ?? rank, needs: needs, counter: counter)
    }

    @Test func `has nobody next where nobody waits`() {
        let policy = CallPolicy([.init(), .init(guarantee: 5)])
        let rule = CallPolicy.CounterRule(
            number: 1, lines: [0], overflow: [.init(line: 1, after: 0)])
        #expect(policy.next(at: rule, fields: Self.all, now: 100) == nil)
        #expect(policy.next(at: rule, fields: Self.all, now: 100, limit: 5).isEmpty)
        #expect(policy.longestWaiting(in: 0) == nil)
    }

    /// Two who wait in lines 0 and 1, and whom a counter of both calls: rank, then the counter's
    /// order of preference, then the order of issue.
    @Test(arguments: [
        (first: (rank: 5, line: 0), second: (rank: 6, line: 1), next: 1),
        (first: (rank: 6, line: 0), second: (rank: 5, line: 1), next: 2),
        (first: (rank: 5, line: 1), second: (rank: 5, line: 0), next: 2),
        (first: (rank: 5, line: 0), second: (rank: 5, line: 1), next: 1),
        (first: (rank: 5, line: 0), second: (rank: 5, line: 0), next: 1),
        (first: (rank: -5, line: 1), second: (rank: 0, line: 0), next: 1),
    ])
    func `puts everyone in one order`(
        first: (rank: Int64, line: Int), second: (rank: Int64, line: Int), next: Int
    ) {
        var policy = CallPolicy([.init(), .init()])
        policy.insert(Self.entry(first.rank, 1), in: first.line)
        policy.insert(Self.entry(second.rank, 2), in: second.line)
        let rule = CallPolicy.CounterRule(number: 1, lines: [0, 1])
        #expect(policy.next(at: rule, fields: Self.all, now: 100)?.entry.order == next)
    }

    @Test(arguments: [(10, false), (11, true)])
    func `lets the guarantee and the help begin after the time, not at it`(
        now: Int64, isReached: Bool
    ) {
        var policy = CallPolicy([.init(guarantee: 10), .init()])
        policy.insert(Self.entry(0, 1), in: 0)
        policy.insert(Self.entry(0, 2), in: 1)
        let own = CallPolicy.CounterRule(number: 1, lines: [0])
        #expect(policy.next(at: own, fields: Self.all, now: now)?.isOverdue == isReached)
        let helper = CallPolicy.CounterRule(
            number: 2, lines: [], overflow: [.init(line: 1, after: 10)])
        #expect(
            policy.next(at: helper, fields: Self.all, now: now)?.isOverflow ?? false == isReached)
    }

    @Test func `lists the next few as single choices would take them`() {
        var differences: [String] = []
        for seed in 1...UInt64(isLongRun ? 2_000 : 60) {
            var dice = SeededDice(seed: seed)
            let (first, rule, now) = Self.randomPolicy(&dice)
            var policy = first
            let fields = FieldSet((0..<3).filter { _ in Int.random(in: 0..<4, using: &dice) > 0 })
            let limit = Int.random(in: 1...30, using: &dice)
            let listed = policy.next(at: rule, fields: fields, now: now, limit: limit)
            var taken: [CallPolicy.Choice] = []
            while taken.count < limit,
                let choice = policy.next(at: rule, fields: fields, now: now)
            {
                taken.append(choice)
                policy.remove(choice.entry, from: choice.line)
            }
            if listed != taken { differences.append("seed \(seed)") }
            if !taken.allSatisfy({ $0.entry.needs.isSubset(of: fields) }) {
                differences.append("needs, seed \(seed)")
            }
        }
        #expect(differences.isEmpty)
    }

    private static func randomPolicy(_ dice: inout SeededDice)
        -> (CallPolicy, CallPolicy.CounterRule, Int64)
    {
        func sometimes(_ most: Int64) -> Int64? {
            Bool.random(using: &dice) ? Int64.random(in: 0...most, using: &dice) : nil
        }
        let rules = (0..<4).map { _ in
            CallPolicy.LineRule(preference: sometimes(20) ?? 0, guarantee: sometimes(60))
        }
        var policy = CallPolicy(rules)
        for order in 1...40 {
            let arrivedAt = Int64.random(in: 0..<80, using: &dice)
            let entry = entry(
                arrivedAt - (sometimes(20) ?? 0), order, arrivedAt: arrivedAt,
                needs: FieldSet([Int.random(in: 0..<3, using: &dice)]),
                counter: [nil, nil, nil, 1, 2].randomElement(using: &dice) ?? nil)
            policy.insert(entry, in: Int.random(in: 0..<4, using: &dice))
        }
        let lines = [0, 1, 2, 3].shuffled(using: &dice)
        let own = Int.random(in: 0...3, using: &dice)
        let rule = CallPolicy.CounterRule(
            number: 1, lines: Array(lines[..<own]),
            overflow: lines[own...].map {
                .init(line: $0, after: Int64.random(in: 0..<60, using: &dice))
            })
        return (policy, rule, 80)
    }

    @Test func `forgets who was removed, and nobody else`() {
        var policy = CallPolicy([.init()])
        let entries = (1...5).map { Self.entry(Int64($0 % 3), $0) }
        for entry in entries { policy.insert(entry, in: 0) }
        policy.remove(entries[2], from: 0)
        policy.remove(entries[2], from: 0)
        // The same place, yet another person.
        policy.remove(Self.entry(1, 1, arrivedAt: 77), from: 0)
        let rule = CallPolicy.CounterRule(number: 1, lines: [0])
        let left = policy.next(at: rule, fields: Self.all, now: 0, limit: 9).map(\.entry.order)
        #expect(left == [1, 4, 2, 5])
        #expect(policy.count(in: 0) == 4)
    }
}

struct `A set of fields` {
    @Test(
        arguments: [
            ([], [], true, true), ([], [1], true, true), ([1], [], false, true),
            ([1], [1], true, false), ([1], [2], false, true), ([1, 2], [2], false, false),
            ([2], [1, 2], true, false), ([0, 63], [0, 63], true, false), ([63], [0], false, true),
        ] as [([Int], [Int], Bool, Bool)])
    func `lies in another, or apart from it`(
        _ one: [Int], _ other: [Int], _ isSubset: Bool, _ isDisjoint: Bool
    ) {
        #expect(FieldSet(one).isSubset(of: FieldSet(other)) == isSubset)
        #expect(FieldSet(one).isDisjoint(with: FieldSet(other)) == isDisjoint)
        #expect(
            FieldSet(one).isDisjoint(with: FieldSet(other))
                == FieldSet(other).isDisjoint(with: FieldSet(one)))
        #expect(FieldSet(one).isEmpty == one.isEmpty)
    }

    @Test(arguments: [-1, 64, 65, Int.max, Int.min])
    func `holds no index beyond its bits`(_ index: Int) {
        #expect(FieldSet([index]).isEmpty)
        #expect(FieldSet([index, 3]) == FieldSet([3]))
    }
}

struct `A span of days` {
    private static func span(_ text: String) -> DateSpan {
        let ends = text.split(separator: "…", omittingEmptySubsequences: false)
        return DateSpan(
            from: ServiceDay("2026-11-\(ends[0])"), to: ServiceDay("2026-11-\(ends[1])"))
    }

    @Test(arguments: [
        ("…", 1, true), ("10…", 9, false), ("10…", 10, true), ("10…", 30, true),
        ("…20", 20, true), ("…20", 21, false), ("10…20", 9, false), ("10…20", 10, true),
        ("10…20", 20, true), ("10…20", 21, false), ("10…10", 10, true), ("20…10", 15, false),
    ])
    func `holds both its ends`(_ text: String, _ day: Int, _ isIn: Bool) throws {
        let day = try #require(ServiceDay(year: 2026, month: 11, day: day))
        #expect(Self.span(text).contains(day) == isIn)
    }

    @Test(arguments: [
        ("…", "…", true), ("…10", "11…", false), ("…10", "10…", true), ("10…20", "21…30", false),
        ("10…20", "20…30", true), ("10…20", "12…15", true), ("10…", "…", true),
        ("…", "20…20", true), ("…10", "…20", true), ("10…", "20…", true),
    ])
    func `meets another on the days of both`(_ one: String, _ other: String, _ meets: Bool) {
        #expect(Self.span(one).overlaps(Self.span(other)) == meets)
        #expect(Self.span(other).overlaps(Self.span(one)) == meets)
    }
}
