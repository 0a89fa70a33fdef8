import Foundation
import Kiosk
import KioskDossier
import KioskStore
import Logging
import QueueCore

/// The controller on a real store, without web and devices.
struct Engine: Sendable {
    let controller: Controller
    let store: SQLiteStore

    /// A centre with one line of six-digit numbers that is always open.
    ///
    /// - Parameters:
    ///   - folder: where its files go.
    ///   - onOrders: told the deliveries of each commit.
    /// - Throws: when the store cannot be opened.
    init(
        folder: String, onOrders: @escaping @Sendable ([DeliveryOrder]) -> Void = { _ in }
    ) async throws {
        store = try SQLiteStore(path: "\(folder)/hall.sqlite", mode: .simulation)
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        controller = Controller(
            store: store, restored: try store.restore(), clock: BenchClock(), hub: SnapshotHub(),
            logger: logger, onOrders: onOrders, onStoreFailure: { print("store failed: \($0)") })
        _ = await controller.submit(Request(.adopt(Self.plan), by: .system))
    }

    /// Issues one ticket with an answer and a key, as a press does.
    func press(_ number: Int) async -> Reply {
        let identifiers = RandomIdentifiers()
        let issue = IssueRequest(
            id: identifiers.ticketID(at: BenchClock().now()), statusToken: identifiers.token(),
            line: "ho-tich", channel: .kiosk, kiosk: "kiosk-1", language: "vi")
        let claim = IdempotencyClaim(
            principal: "device:bench", key: "press-\(number)", requestHash: "0123456789abcdef")
        return await controller.submit(
            Request(.issue(issue), by: Actor(.device, "bench"), claim: claim) { _, _, _ in
                StoredAnswer(status: 201, body: Array(repeating: 0x20, count: 400))
            })
    }

    private static var plan: HallPlan {
        HallPlan(
            centre: "BENCH",
            lines: [
                LinePlan(
                    id: "ho-tich", firstNumber: 100_001, lastNumber: 999_999, digits: 6,
                    fields: ["ho-tich"], hours: .always)
            ], counters: [CounterPlan(number: 1, lines: ["ho-tich"])],
            clerks: [ClerkPlan(id: "clerk1", fields: ["ho-tich"])], procedures: [],
            priorityGroups: [], rules: HallRules())
    }
}

/// The machine's clock.
struct BenchClock: WallClock {
    func now() -> Instant {
        Instant(millisecondsSinceEpoch: Int64(Date.now.timeIntervalSince1970 * 1_000))
    }
}
