import Foundation
import GRDB
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

@testable import KioskHandOff

@Suite(.timeLimit(.minutes(10)))
struct `The gateway over HTTP` {
    private let rig: Rig

    init() throws { rig = try Rig() }

    @Test(arguments: DossierGatewayConformance.allCases)
    func `keeps the promises of a gateway`(_ promise: DossierGatewayConformance) async throws {
        let rig = rig
        try await rig.serving([rig.served(try rig.core())]) { port in
            try await promise.check { rig.gateway(port: port) }
        }
    }

    /// Each fault at the first try of each step; the second try always gets through.
    @Test(arguments: HostilePeer.Fault.allCases)
    func `a fault at each step leaves one effect`(_ fault: HostilePeer.Fault) async throws {
        let rig = rig
        let core = try rig.core()
        let peer = HostilePeer { _, tryNumber in tryNumber == 1 ? fault : .none }
        try await rig.serving([rig.served(core)]) { corePort in
            peer.pointTo(port: corePort)
            try await peer.serving { port in
                let gateway = rig.gateway(
                    port: port, answerTime: fault == .late ? .seconds(1) : .seconds(30))
                for (step, isStale) in zip(
                    try SampleVisit.completed(
                        "A", .dossierReceived, procedures: [SamplePlan.birth]),
                    // The first stale answer has none before it.
                    [true, false, false])
                {
                    do throws(DossierError) {
                        let receipt = try await gateway.handOver(step, key: step.key)
                        #expect(receipt.reception == "R-A")
                        #expect(fault == .none || fault == .stale && isStale)
                    } catch {
                        #expect(error.isRetryable, "\(error)")
                    }
                    let receipt = try await gateway.handOver(step, key: step.key)
                    #expect(receipt.dossiers.count == (step.outcome == nil ? 0 : 1))
                }
            }
        }
        let visit = try #require(try await core.reception(of: "A"))
        #expect(visit.steps == 3)
        #expect(visit.dossiers.count == 1)
    }

    @Test func `both sides start again at each named step`() async throws {
        let rig = rig
        let steps = try SampleVisit.takenBack("A")
        var receipts: [HandOffReceipt] = []
        // The core takes the step, its answer is lost, and it starts anew; then the centre asks
        // again with a gateway of its own, as after its own restart.
        for step in steps {
            let lost = HostilePeer { _, _ in .errorAfterwards }
            try await rig.serving([rig.served(try rig.core())]) { corePort in
                lost.pointTo(port: corePort)
                try await lost.serving { port in
                    await #expect(throws: DossierError.self) {
                        try await rig.gateway(port: port).handOver(step, key: step.key)
                    }
                }
            }
            let found = Found()
            try await rig.serving([rig.served(try rig.core())]) { port in
                await found.add(try await rig.gateway(port: port).handOver(step, key: step.key))
                // Every earlier one too: the centre's store may be an old copy.
                for earlier in steps where earlier.step < step.step {
                    await found.add(
                        try await rig.gateway(port: port).handOver(earlier, key: earlier.key))
                }
            }
            let all = await found.receipts
            receipts.append(all[0])
            #expect(Array(all.dropFirst()) == Array(receipts.dropLast()))
        }
        #expect(Set(receipts.map(\.reception)) == ["R-A"])
        #expect(try await rig.core().reception(of: "A")?.steps == 5)
    }

    @Test func `nobody listening, and a core that takes its time, say later`() async throws {
        let step = try SampleVisit.completed("A")[0]
        for gateway in [
            rig.gateway(port: 9),
            HTTPGateway(
                base: "http://192.0.2.1", centre: Rig.centre, key: Rig.key, clock: rig.clock,
                answerTime: .milliseconds(300)),
        ] {
            do throws(DossierError) {
                _ = try await gateway.handOver(step, key: step.key)
                Issue.record("it was taken")
            } catch { #expect(error.code == .unavailable) }
        }
    }

    private actor Found {
        var receipts: [HandOffReceipt] = []
        func add(_ receipt: HandOffReceipt) { receipts.append(receipt) }
    }
}
