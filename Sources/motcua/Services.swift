import Kiosk
import KioskStore
import ServiceLifecycle
import Synchronization

/// Long work as a service: cancelled when the program stops.
struct Job: Service {
    private let work: @Sendable () async -> Void

    init(_ work: @escaping @Sendable () async -> Void) {
        self.work = work
    }

    func run() async {
        await cancelWhenGracefulShutdown { await work() }
        // A service that ends by itself would end the program.
        try? await gracefulShutdown()
    }
}

/// Ends the program when the store failed: the hall in memory is then ahead of the disk.
final class StoreGuard: Service {
    /// Time for those who wait to hear that nothing was accepted.
    private static let farewell = Duration.seconds(1)

    private let failures: AsyncStream<StoreError>
    private let inlet: AsyncStream<StoreError>.Continuation

    init() {
        (failures, inlet) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    func fail(_ error: StoreError) { inlet.yield(error) }

    func run() async throws {
        for await failure in failures.cancelOnGracefulShutdown() {
            try await Task.sleep(for: Self.farewell)
            throw failure
        }
    }
}

/// What is shown by time alone: lines open and close, boards that lost power heal, live views are
/// kept alive.
struct Heartbeat: Service {
    private static let interval = Duration.seconds(5)

    let controller: Controller
    let hub: SnapshotHub

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                await controller.refresh()
                hub.beat()
            }
        }
        hub.finish()
    }
}
