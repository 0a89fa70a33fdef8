import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Simulation

extension Benchmarks {
    /// Citizens a second of the bare call policy and of the whole hall, and what an estimate costs.
    ///
    /// In processor time: others on the machine do not count.
    static func simulation(_ config: String) throws {
        let bare = 2_000_000
        let policyTime = processorSeconds {
            _ = SimulationLoads.policy(citizens: bare, seed: 1)
        }
        let policyRate = Double(bare) / policyTime
        report(
            "call policy alone", "\(Int(policyRate)) citizens a second", policyRate / 1_000_000,
            goal: "≥ 1 of a million")
        let plan = try ConfigurationLoader.load(path: config).plan
        guard let day = ServiceDay("2026-11-23") else { return }
        var citizens = 0
        let hallTime = processorSeconds {
            for seed in 1...100 {
                citizens += SimulationLoads.hall(plan, on: day, citizens: 500, seed: UInt64(seed))
            }
        }
        let hallRate = Double(citizens) / hallTime
        report(
            "whole hall with estimates", "\(Int(hallRate)) citizens a second", hallRate / 50_000,
            goal: "≥ 1 of 50,000")
        let hour = BusyHour()
        let rounds = 20_000
        var asked = 0
        let estimateTime = processorSeconds {
            for _ in 0..<rounds { asked += hour.askAll() }
        }
        guard asked > 0 else { return }
        let microseconds = estimateTime * 1e6 / Double(rounds * hour.loads.count)
        report(
            "an estimate", "\(rounded(microseconds, 1)) µs", microseconds / 20, goal: "≤ 1 of 20 µs"
        )
    }

    private static func processorSeconds(_ body: () -> Void) -> Double {
        let before = clock()
        body()
        return Double(clock() - before) / Double(CLOCKS_PER_SEC)
    }
}
