package import Kiosk
package import Logging

/// Opens apologies when promises pass, by time alone.
package struct LatenessWatch: Sendable {
    /// How often it looks; promises end at midnight, or at a minute.
    package static let interval = Duration.seconds(60)

    private let core: EmbeddedCore
    private let clock: any WallClock
    private let isTrusted: @Sendable () async -> Bool
    private let logger: Logger

    /// A watch over a core's dossiers.
    ///
    /// - Parameters:
    ///   - core: that has them.
    ///   - clock: tells when promises pass.
    ///   - isTrusted: whether the clock is believed: an apology that nobody owed cannot be unsaid.
    ///   - logger: told of each dossier that is late now.
    package init(
        core: EmbeddedCore, clock: any WallClock, isTrusted: @escaping @Sendable () async -> Bool,
        logger: Logger
    ) {
        self.core = core
        self.clock = clock
        self.isTrusted = isTrusted
        self.logger = logger
    }

    /// Looks until cancelled.
    package func run(time: some Clock<Duration> = ContinuousClock()) async {
        while !Task.isCancelled {
            await look()
            try? await time.sleep(for: Self.interval)
        }
    }

    /// Looks once; what the store cannot do now is tried the next time.
    package func look() async {
        guard await isTrusted() else { return }
        do throws(DossierError) {
            for code in try await core.noteLateness(at: clock.now()) {
                logger.warning("dossier \(code) is late; an apology is owed")
            }
        } catch {
            logger.error("late dossiers could not be looked for: \(error)")
        }
    }
}
