package import Kiosk
package import Logging
import QueueCore

/// Tells another system the changes of dossiers: in order for one dossier, several at once.
///
/// What failed is told again after a growing time, with jitter; after `attemptsMax` tries it is
/// parked and waits for a person.
package struct SyncWorker: Sendable {
    /// Dossiers that are told of at once.
    package static let dossiersMax = 8
    /// Tries of one change; about two days with the time between them.
    package static let attemptsMax = 60
    /// Time between two looks when nothing is due.
    package static let interval = Duration.seconds(2)
    /// Seconds between two tries, at most and before jitter.
    static let delayMax = 3_600

    private let store: any DossierSyncStore
    private let endpoint: SyncEndpoint
    private let names: SyncNames
    private let clock: any WallClock
    private let logger: Logger

    /// A worker between a core's store and an endpoint.
    ///
    /// - Parameters:
    ///   - store: knows the changes.
    ///   - endpoint: hears them.
    ///   - names: of procedures and fields.
    ///   - clock: tells when the next try is due.
    ///   - logger: told of failures.
    package init(
        store: any DossierSyncStore, endpoint: SyncEndpoint, names: SyncNames,
        clock: any WallClock, logger: Logger
    ) {
        self.store = store
        self.endpoint = endpoint
        self.names = names
        self.clock = clock
        self.logger = logger
    }

    /// Works until cancelled.
    package func run(time: some Clock<Duration> = ContinuousClock()) async {
        while !Task.isCancelled {
            if await tellDue() == 0 { try? await time.sleep(for: Self.interval) }
        }
    }

    /// Tells what is due, one change a dossier.
    ///
    /// - Returns: how many were heard.
    @discardableResult
    package func tellDue() async -> Int {
        let due: [SyncChange]
        do {
            due = try await store.dueSyncs(at: clock.now(), limit: Self.dossiersMax)
        } catch {
            logger.error("changes to be told could not be read: \(error)")
            return 0
        }
        return await withTaskGroup(of: Bool.self) { group in
            for change in due { group.addTask { await tell(change) } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    private func tell(_ change: SyncChange) async -> Bool {
        let outcome: SyncOutcome
        do throws(SyncFault) {
            try await endpoint.tell(change, names)
            outcome = .heard
        } catch {
            // A worker that is told to stop learned nothing about the other side.
            if Task.isCancelled { return false }
            let tries = change.attempts + 1
            let name = "change \(change.sequence) of dossier \(change.code)"
            if tries < Self.attemptsMax {
                logger.warning("\(name), try \(tries): \(error)")
                outcome = .failed("\(error)", nextAt: clock.now() + Self.delay(afterTry: tries))
            } else {
                logger.error("\(name) is parked: look at the list of stuck changes: \(error)")
                outcome = .parked("\(error)")
            }
        }
        do {
            try await store.settleSync(of: change.code, change.sequence, outcome)
            return outcome == .heard
        } catch {
            // It stays due, and the look-up makes the next telling harmless.
            logger.error("what became of a told change could not be written: \(error)")
            return false
        }
    }

    /// 1, 2, 4 … seconds, at most an hour, each between half and one and a half times as long.
    static func delay(afterTry tries: Int) -> Duration {
        Duration.seconds(min(delayMax, 1 << min(tries - 1, 12))) * Double.random(in: 0.5...1.5)
    }
}
