import Foundation
import KioskDevices
import Testing

/// What an hour on a line must keep at a speed.
struct BusGoal: Sendable, CustomTestStringConvertible {
    let baud: Int
    let length: Duration
    let keyP95: Duration
    var testDescription: String { "\(baud) baud" }
}

@Suite(.serialized, .timeLimit(.minutes(5)))
struct `An hour of sixteen boards and sixteen keypads` {
    /// A quarter of an hour each; the whole hour at the speed that is promised, where time is
    /// given (`MOTCUA_LONG`).
    static let goals = [
        BusGoal(baud: 9_600, length: .seconds(900), keyP95: .milliseconds(700)),
        BusGoal(
            baud: 19_200,
            length: ProcessInfo.processInfo.environment["MOTCUA_LONG"] == nil
                ? .seconds(900) : .seconds(3_600), keyP95: .milliseconds(400)),
        BusGoal(baud: 38_400, length: .seconds(900), keyP95: .milliseconds(400)),
    ]

    @Test(arguments: goals)
    func `ends with the truth on every board and no key lost or doubled`(goal: BusGoal) throws {
        var scene = BusHour.Scene()
        scene.baud = goal.baud
        scene.length = goal.length
        let report = try #require(BusHour(scene)).run()
        print(
            "\(goal.baud) baud: key p50 \(report.keys.percentile(0.5)),",
            "p95 \(report.keys.percentile(0.95)); first byte p50",
            "\(report.firstBytes.percentile(0.5)), p95 \(report.firstBytes.percentile(0.95)),",
            "idle p99 \(report.idleFirstBytes.percentile(0.99)) of",
            "\(report.idleFirstBytes.count); \(report.turns) turns, \(report.faults) faults")
        #expect(report.wrongBoards == 0)
        #expect(report.wrongKeys == 0)
        #expect(report.delivered == report.pressed)
        #expect(report.pressed > 200)
        #expect(report.faults > 100)
        #expect(report.keys.percentile(0.95) <= goal.keyP95)
        if goal.baud == 19_200 {
            #expect(report.idleFirstBytes.count > 5)
            #expect(report.idleFirstBytes.percentile(0.99) <= .milliseconds(3))
        }
    }

    @Test func `in which plugs are pulled alarms each within ten seconds and ends with the truth`()
        throws
    {
        var scene = BusHour.Scene()
        scene.length = Self.goals[1].length
        scene.powerCutEvery = .seconds(240)
        scene.oneFaultIn = 50
        let report = try #require(BusHour(scene)).run()
        print(
            "\(report.powerCuts) power cuts: alarm p50 \(report.alarms.percentile(0.5)),",
            "longest \(report.alarms.percentile(1)); \(report.keysLostWithPower) keys lost")
        #expect(report.powerCuts > 20)
        // Board and keypad of each counter, once each.
        #expect(report.alarms.count == 2 * report.powerCuts)
        #expect(report.alarms.percentile(1) < .seconds(10))
        #expect(report.wrongBoards == 0)
        #expect(report.wrongKeys == 0)
        #expect(report.delivered == report.pressed - report.keysLostWithPower)
    }
}
