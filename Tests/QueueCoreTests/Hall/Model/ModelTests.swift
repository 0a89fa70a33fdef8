import Foundation
import QueueCore
import Testing

struct `Random days against the rules written twice` {
    /// Days of the ordinary run, or of a long one.
    private static var seeds: ClosedRange<UInt64> { isLongRun ? 1...1_000 : 1...24 }

    @Test(arguments: seeds)
    func `differ in nothing`(seed: UInt64) {
        var dice = SeededDice(seed: seed)
        let plan = ModelDay.plan(&dice)
        let acts = ModelDay.acts(&dice, plan, count: 150)
        guard ModelDay.difference(plan, acts) != nil else { return }
        let shrunk = ModelDay.shrink(plan, acts)
        Issue.record(
            """
            seed \(seed): \(ModelDay.difference(plan, shrunk) ?? "")
            \(shrunk.map(\.row).joined(separator: "\n"))
            """)
    }
}

/// Whether the tests may take minutes: `MOTCUA_LONG=1`.
let isLongRun = ProcessInfo.processInfo.environment["MOTCUA_LONG"] == "1"
