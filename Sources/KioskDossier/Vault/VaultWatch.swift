package import Kiosk
package import Logging
import QueueCore

/// Seals by a new key what an old one has, and erases what was kept long enough.
package struct VaultWatch: Sendable {
    /// How often it looks; what is over stays over.
    package static let interval = Duration.seconds(3_600)

    private let core: EmbeddedCore
    private let months: Int?
    private let clock: any WallClock
    private let isTrusted: @Sendable () async -> Bool
    private let logger: Logger

    /// A watch over a core's applicants.
    ///
    /// - Parameters:
    ///   - core: that has them.
    ///   - months: how long after a dossier's end they are kept, 1…600; nil for ever.
    ///   - clock: tells how long that is ago.
    ///   - isTrusted: whether the clock is believed: what it erased nobody brings back.
    ///   - logger: told of both.
    package init(
        core: EmbeddedCore, months: Int?, clock: any WallClock,
        isTrusted: @escaping @Sendable () async -> Bool, logger: Logger
    ) {
        self.core = core
        self.months = months
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

    /// Looks once, a batch after another so that nothing else waits long.
    package func look() async {
        do throws(DossierError) {
            while try await core.resealOld() > 0, !Task.isCancelled { await Task.yield() }
            guard let months, await isTrusted() else { return }
            let now = clock.now()
            // Months of 31 days: rather a day too long than one too short.
            let limit = now - .seconds(months * 31 * 86_400)
            var erased = 0
            while !Task.isCancelled {
                let count = try await core.eraseEnded(before: limit, at: now)
                if count == 0 { break }
                erased += count
                await Task.yield()
            }
            if erased > 0 { logger.notice("applicants of \(erased) ended dossiers were erased") }
        } catch {
            logger.error("the vault of applicants could not be looked after: \(error)")
        }
    }
}
