import Testing

@testable import QueueCore

struct `A small hall, every way it can go` {
    /// Where the ways begin; each is enumerated from there.
    private static let starts: [(name: String, rows: String)] = [
        ("empty", "08:00 clerk1 opens 1 -> ok"),
        (
            "waiting",
            """
            08:00 kiosk takes a          -> 101
            08:00 kiosk takes b as old   -> 201
            08:00 clerk1 opens 1         -> ok
            08:00 clerk2 opens 2         -> ok
            """
        ),
        (
            "serving",
            """
            08:00 kiosk takes a          -> 101
            08:00 kiosk takes b          -> 201
            08:00 clerk1 opens 1         -> ok
            08:00 clerk2 opens 2         -> ok
            08:00 clerk1 calls next at 1 -> 101 longest-wait
            08:00 clerk1 starts at 1     -> 101
            """
        ),
        (
            "missed",
            """
            08:00 kiosk takes b                -> 201
            08:00 clerk1 opens 1               -> ok
            08:00 clerk2 opens 2               -> ok
            08:00 clerk1 calls next at 1       -> 201 longest-wait
            08:00 clerk1 misses at 1 because x -> 201
            """
        ),
        (
            "sent",
            """
            08:00 kiosk takes b                    -> 201
            08:00 kiosk takes b                    -> 202
            08:00 clerk1 opens 1                   -> ok
            08:00 clerk2 opens 2                   -> ok
            08:00 clerk1 calls next at 1           -> 201 longest-wait
            08:00 clerk1 sends counter-2 last at 1 -> 201
            """
        ),
    ]

    /// Everything that anybody may ask, also at the wrong moment.
    private static let acts: [String] = """
        kiosk takes a
        kiosk takes b
        kiosk takes b as old
        kiosk returns 201
        core opens dossier for 201
        manager1 closes 1
        manager1 closes 2
        clerk1 cancels 201 because x
        clerk1 grants 201 old
        clerk1 withdraws 201
        clerk1 withdraws 201 because x
        clerk1 resumes 201 at 1
        clerk1 calls 201 at 1 because x
        clerk1 sends b last at 1
        clerk1 sends counter-2 first at 1
        clerk1 sends a by-arrival at 1 after refused
        clerk2 sends counter-1 last at 2
        clerk1 opens 2
        \(atCounter(1))
        \(atCounter(2))
        """.split(separator: "\n").map(String.init)

    private static func atCounter(_ counter: Int) -> String {
        """
        opens C; pauses C because x; closes C; calls next at C; recalls at C; starts at C; \
        completes at C; misses at C because x; parks at C because x; undoes at C
        """.replacing("C", with: "\(counter)").split(separator: "; ")
            .map { "clerk\(counter) \($0)" }.joined(separator: "\n")
    }

    private static func plan() -> HallPlan {
        func line(_ id: LineID, _ first: Int, _ field: FieldID) -> LinePlan {
            LinePlan(
                id: id, firstNumber: first, lastNumber: first + 1, digits: 3, fields: [field],
                hours: .always)
        }
        var rules = HallRules()
        rules.recallSeconds = 0
        rules.priorityRecallSeconds = 0
        rules.undoSeconds = 2
        rules.returnsMax = 1
        return HallPlan(
            centre: "x", lines: [line("a", 101, "a"), line("b", 201, "b")],
            counters: [
                CounterPlan(number: 1, lines: ["a", "b"]), CounterPlan(number: 2, lines: ["b"]),
            ],
            clerks: [
                ClerkPlan(id: "clerk1", fields: ["a", "b"]), ClerkPlan(id: "clerk2", fields: ["b"]),
            ],
            procedures: [], priorityGroups: [PriorityGroupPlan(id: "old", creditMinutes: 1)],
            rules: rules)
    }

    /// Ways from which an ordinary run goes on, roughly.
    private static let waysMax = 40

    /// A state that was reached, and how.
    private struct Way {
        var table: HallTable
        var rows: [String]
    }

    private struct Meaning: Hashable {
        let tickets: [TicketID: Ticket]
        let counters: [CounterNumber: Counter]
        let dossiers: [TicketID: Set<Int>]
    }

    @Test(arguments: starts.map(\.name))
    func `keeps every rule`(_ start: String) throws {
        var table = HallTable(Self.plan())
        table.run(Self.starts.first { $0.name == start }?.rows ?? "")
        var ways = [Way(table: table, rows: [])]
        var reached = 0
        for depth in 1...(isLongRun ? 4 : 3) {
            var next: [Way] = []
            // Equal states go equal ways: one of each goes on.
            var known: Set<Meaning> = []
            for way in ways {
                for act in Self.acts {
                    let row = "08:00:0\(depth) \(act)"
                    var after = way
                    let result = after.table.result(of: row.split(separator: " ").map(String.init))
                    guard after.table.events.count > way.table.events.count else { continue }
                    let hall = after.table.hall
                    let meaning = Meaning(
                        tickets: hall.tickets, counters: hall.counters,
                        dossiers: hall.dossierSteps)
                    guard known.insert(meaning).inserted else { continue }
                    after.rows.append("\(row) -> \(result)")
                    reached += 1
                    let broken = HallRulesKept.broken(after.table)
                    let replayed =
                        reached.isMultiple(of: isLongRun ? 1 : 5)
                        ? HallRulesKept.replayed(after.table) : []
                    try #require(
                        broken.isEmpty && replayed.isEmpty,
                        "\(broken + replayed)\n\(after.rows.joined(separator: "\n"))")
                    next.append(after)
                }
            }
            // The ordinary run goes on from some of the ways only.
            let stride = isLongRun ? 1 : max(1, next.count / Self.waysMax)
            ways = next.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
        }
        #expect(reached > 100)
    }

    @Test func `answers the same question the same way`() {
        var one = HallTable(Self.plan())
        one.run(Self.starts[1].rows)
        var other = HallTable(Self.plan())
        other.run(Self.starts[1].rows)
        for act in Self.acts {
            let row = "08:00:01 \(act)".split(separator: " ").map(String.init)
            let results = (one.result(of: row), other.result(of: row))
            #expect(results.0 == results.1, "\(act)")
        }
        #expect(one.events.map(\.event) == other.events.map(\.event))
        #expect(one.deliveries == other.deliveries)
    }
}
