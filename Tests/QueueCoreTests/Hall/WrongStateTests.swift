import QueueCore
import Testing

struct `What is possible in which state` {
    /// A row is a command, a column the state of ticket 1001, whose counter is 6.
    private static let table = """
        command            waiting             called          serving        parked       completed    no-show      cancelled    expired
        calls-next         1001:longest-wait   still-serving   still-serving  nobody       nobody       nobody       nobody       counter-closed
        calls-1001-at-6    1001:out-of-turn    still-serving   still-serving  not-waiting  not-waiting  not-waiting  not-waiting  counter-closed
        recalls            wrong-state         1001            wrong-state    wrong-state  wrong-state  wrong-state  wrong-state  counter-closed
        starts             wrong-state         1001            wrong-state    wrong-state  wrong-state  wrong-state  wrong-state  counter-closed
        completes          wrong-state         wrong-state     1001           wrong-state  wrong-state  wrong-state  wrong-state  counter-closed
        misses             wrong-state         1001            wrong-state    wrong-state  wrong-state  wrong-state  wrong-state  counter-closed
        parks              wrong-state         1001            1001           wrong-state  wrong-state  wrong-state  wrong-state  counter-closed
        resumes-1001-at-6  wrong-state         still-serving   still-serving  1001:resumed wrong-state  1001:resumed wrong-state  counter-closed
        sends-dat-dai-last wrong-state         1001            1001           wrong-state  wrong-state  wrong-state  wrong-state  counter-closed
        cancels-1001       1001                wrong-state     wrong-state    1001         wrong-state  wrong-state  wrong-state  unknown-ticket
        reprints-1001      1001                1001            1001           1001         wrong-state  wrong-state  wrong-state  unknown-ticket
        grants-1001-elderly 1001               1001            wrong-state    1001         wrong-state  wrong-state  wrong-state  unknown-ticket
        withdraws-1001     1001                1001            wrong-state    1001         wrong-state  wrong-state  wrong-state  unknown-ticket
        pauses             ok                  ok              ok             ok           ok           ok           ok           counter-closed
        closes             ok                  still-serving   still-serving  ok           ok           ok           ok           counter-closed
        opens              ok                  ok              ok             ok           ok           ok           ok           ok
        """

    private static let ways: [String: String] = [
        "waiting": "",
        "called": "08:01 clerk6 calls next at 6 -> 1001 longest-wait",
        "serving": """
        08:01 clerk6 calls next at 6 -> 1001 longest-wait
        08:01 clerk6 starts at 6 -> 1001
        """,
        "parked": """
        08:01 clerk6 calls next at 6 -> 1001 longest-wait
        08:01 clerk6 parks at 6 because x -> 1001
        """,
        "completed": """
        08:01 clerk6 calls next at 6 -> 1001 longest-wait
        08:01 clerk6 starts at 6 -> 1001
        08:01 clerk6 completes at 6 -> 1001
        """,
        "no-show": """
        08:01 clerk6 calls next at 6 -> 1001 longest-wait
        08:01 clerk6 misses at 6 because x -> 1001
        """,
        "cancelled": "08:01 clerk6 cancels 1001 because x -> 1001",
        "expired": "24 08:00 clerk8 opens 8 -> ok",
    ]

    private static var rows: [[String]] {
        table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    @Test func `the table has a column for every state and a row for every act`() {
        #expect(Set(Self.rows[0].dropFirst()) == Set(TicketState.allCases.map(\.rawValue)))
        #expect(Self.rows.allSatisfy { $0.count == TicketState.allCases.count + 1 })
        #expect(Self.rows.count == 17)
    }

    @Test(arguments: rows.dropFirst())
    func `the rest is refused and changes nothing`(_ row: [String]) {
        for (state, wanted) in zip(Self.rows[0].dropFirst(), row.dropFirst()) {
            var table = HallTable()
            table.run(
                """
                08:00 kiosk takes ho-tich on kiosk-1 -> 1001
                08:00 clerk6 opens 6 -> ok
                """)
            table.run(Self.ways[state] ?? "no way")
            if state != "expired" { table.run("08:02 clerk6 sees 1001 -> \(sight(state))") }
            let events = table.events.count
            let words = row[0].split(separator: "-", maxSplits: 1).map(String.init)
            var act = ([words[0]] + words.dropFirst().map { rest(of: $0) }).joined(separator: " ")
            if !act.contains("1001") || act.contains("sends") { act += " at 6" }
            let day = state == "expired" ? "24 " : ""
            let result = wanted.split(separator: ":").joined(separator: " ")
            table.run("\(day)08:03 clerk6 \(act) because x -> \(result)")
            let isTaken = result.hasPrefix("1001") || (result == "ok" && row[0] != "opens")
            if !isTaken, state != "expired" {
                #expect(table.events.count == events, "\(row[0]) when \(state)")
            }
        }
    }

    private func sight(_ state: String) -> String {
        state == "waiting" ? "waiting behind 0" : state
    }

    /// `1001-at-6` to `1001 at 6`, leaving `dat-dai` whole.
    private func rest(of words: String) -> String {
        guard !words.hasPrefix("dat-dai") else { return "dat-dai last" }
        return words.split(separator: "-").joined(separator: " ")
    }
}
