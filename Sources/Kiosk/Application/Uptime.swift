/// Time that only goes on, whatever is done to the wall clock.
package enum Uptime {
    private static let start = ContinuousClock.now

    /// How long ago the program first asked.
    @Sendable package static func read() -> Duration { start.duration(to: .now) }
}
