import Foundation
import GRDB
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Simulation
import Synchronization
import Testing

@testable import KioskHandOff

/// Many tickets between a centre and its core, over a line that does anything.
@Suite(.timeLimit(.minutes(30)))
struct `Tickets over a hostile line` {
    private static let tickets =
        ProcessInfo.processInfo.environment["MOTCUA_LONG"] == "1" ? 10_000 : 300

    /// Faults that are drawn, each as often as it stands here, beside as many tries that go well.
    private static let faults: [HostilePeer.Fault] = [
        .error, .errorAfterwards, .halfAnswer, .twice, .stale, .forged, .refusal, .redirect,
        .endless, .empty,
    ]

    @Test func `each step has one effect, in order`() async throws {
        let rig = try Rig()
        let core = try rig.core()
        let effects = Effects(core)
        let dice = Mutex(SeededDice(seed: 7))
        let drawn = Mutex(0)
        let peer = HostilePeer(lateness: .seconds(3)) { _, tryNumber in
            // Fifty a second: a book of nonces forgets at that pace.
            rig.clock.advance(by: .milliseconds(20))
            // Nobody is unlucky for ever.
            guard tryNumber < 12 else { return .none }
            return dice.withLock { dice in
                switch Int.random(in: 0..<1_000, using: &dice) {
                case ..<500: return .none
                case 500..<502: return .late
                default:
                    drawn.withLock { $0 += 1 }
                    return Self.faults.randomElement(using: &dice) ?? .error
                }
            }
        }
        try await rig.serving([rig.served(core, taking: effects)]) { corePort in
            peer.pointTo(port: corePort)
            try await peer.serving { port in
                let gateway = rig.gateway(port: port, answerTime: .seconds(2))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<Self.tickets {
                        if number >= 16 { try await group.next() }
                        group.addTask {
                            try await Self.visit(number, gateway)
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
        #expect(drawn.withLock { $0 } > Self.tickets)
        for (ticket, order) in effects.order.withLock({ $0 }) {
            #expect(order == Array(1...order.count), "ticket \(ticket)")
        }
        try Self.check("\(rig.path)/dossier.db")
    }

    /// Hands a visit over as the worker does: each step until it has a receipt; after a restart,
    /// which is drawn, the step before it once more.
    private static func visit(_ number: Int, _ gateway: HTTPGateway) async throws {
        var dice = SeededDice(seed: 8, stream: UInt64(number))
        let steps =
            number.isMultiple(of: 3)
            ? try SampleVisit.takenBack("T\(number)")
            : try SampleVisit.completed(
                "T\(number)", .dossierReceived, procedures: [SamplePlan.birth])
        var receipts: [HandOffReceipt] = []
        for step in steps {
            receipts.append(try await taken(step, gateway))
            if Int.random(in: 0..<10, using: &dice) == 0 {
                #expect(try await taken(step, gateway) == receipts.last)
            }
        }
        #expect(Set(receipts.map(\.reception)) == ["R-T\(number)"])
        #expect(receipts.flatMap(\.dossiers).count == 1)
    }

    private static func taken(_ step: HandOffStep, _ gateway: HTTPGateway) async throws
        -> HandOffReceipt
    {
        for _ in 0..<60 {
            do throws(DossierError) {
                return try await gateway.handOver(step, key: step.key)
            } catch {
                guard error.isRetryable else { throw error }
            }
        }
        throw ConformanceFailure("\(step.key) was never taken")
    }

    private static func check(_ path: String) throws {
        try DatabaseQueue(path: path).read { db in
            let receptions = try Int.fetchOne(db, sql: "SELECT count(*) FROM receptions")
            #expect(receptions == tickets)
            let wrong = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (
                      SELECT ticket, count(*) AS n, max(step) AS top, min(step) AS low,
                        count(DISTINCT step) AS different
                      FROM steps GROUP BY ticket
                      HAVING n <> top OR low <> 1 OR different <> n)
                    """)
            #expect(wrong == 0)
            let dossiers = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM dossiers WHERE withdrawn_at_ms IS NULL")
            #expect(dossiers == tickets)
            let codes = try Int.fetchOne(db, sql: "SELECT count(DISTINCT code) FROM dossiers")
            #expect(codes == tickets)
        }
    }
}

/// Notes in which order a core took the steps of each ticket; repeated ones once.
private final class Effects: DossierGateway {
    let order = Mutex<[TicketID: [Int]]>([:])
    private let core: EmbeddedCore

    init(_ core: EmbeddedCore) { self.core = core }

    func handOver(_ step: HandOffStep, key: String) async throws(DossierError) -> HandOffReceipt {
        let receipt = try await core.handOver(step, key: key)
        order.withLock { order in
            if order[step.ticket]?.contains(step.step) != true {
                order[step.ticket, default: []].append(step.step)
            }
        }
        return receipt
    }
}
