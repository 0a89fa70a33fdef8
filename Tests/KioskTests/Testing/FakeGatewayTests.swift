import Kiosk
import KioskTesting
import QueueCore
import Testing

struct `The dossier core in memory` {
    @Test(.timeLimit(.minutes(5)), arguments: DossierGatewayConformance.allCases)
    func `keeps the promises of a gateway`(_ promise: DossierGatewayConformance) async throws {
        try await promise.check { FakeGateway() }
    }

    @Test func `loses an answer and keeps the effect`() async throws {
        let gateway = FakeGateway { _, tryNumber in tryNumber == 1 ? .loseAnswer : .answer }
        let step = try SampleVisit.completed("A")[0]
        await #expect(throws: DossierError.self) {
            try await gateway.handOver(step, key: step.key)
        }
        _ = try await gateway.handOver(step, key: step.key)
        #expect(gateway.effects.value == [step])
        #expect(gateway.calls.value == ["A/1", "A/1"])
    }
}
