// What the hall tells its estimator as it happens.
extension WaitEstimator {
    /// A citizen was served.
    ///
    /// - Parameters:
    ///   - line: the line called from, by its place.
    ///   - length: from the call to the end: the way, and the service.
    package mutating func serviceEnded(line: Int, lasted length: Duration) {
        guard lines.indices.contains(line) else { return }
        let milliseconds = Double(length.milliseconds)
        lines[line].serve(milliseconds: milliseconds)
        hall.add(milliseconds: milliseconds)
    }

    /// A counter was kept for a while without a service: nobody came, or the ticket was parked,
    /// transferred or returned.
    ///
    /// - Parameters:
    ///   - line: the line called from, by its place.
    ///   - length: from the call until the counter was free again.
    package mutating func calledInVain(line: Int, lasted length: Duration) {
        guard lines.indices.contains(line) else { return }
        lines[line].callInVain()
        // As long as a service at most; else a forgotten ticket would make every no-show slow.
        let longest = hall.known >= ServiceTimes.cutFrom ? 2 * hall.settled : 1_800_000
        let value = max(0, min(Double(length.milliseconds), longest))
        if shortCount >= 200 {
            shortSum *= 0.5
            shortCount *= 0.5
        }
        shortCount += 1
        shortSum += value
    }

    /// A waiting citizen was called for the first time.
    ///
    /// Only first calls teach: who returns, was parked or was sent here waited for other reasons.
    ///
    /// - Parameters:
    ///   - line: the line waited in, by its place.
    ///   - waited: from the forecast to the call.
    ///   - forecast: what was foreseen at issue; nil when nothing was.
    ///   - openCounters: open counters that serve the line now. When their number changed in
    ///     between, the wait says nothing about the model.
    package mutating func called(
        line: Int, waited: Duration, forecast: Forecast?, openCounters: Int
    ) {
        guard lines.indices.contains(line), let forecast, forecast.openCounters > 0 else { return }
        let milliseconds = Double(waited.milliseconds)
        lines[line].margins.learn(
            waitedSeconds: waited.milliseconds / 1_000, said: forecast.range)
        guard forecast.openCounters == openCounters, forecast.unitMilliseconds > 0 else { return }
        // Times that changed meanwhile are known to the model already: half of the wait fell under
        // the old, half under the new.
        let then = Double(forecast.unitMilliseconds)
        let change = (1 + unit(of: line) / then) / 2
        lines[line].correction.add(
            waited: milliseconds, foreseen: Double(forecast.plainMilliseconds) * change)
    }

    /// A clerk let somebody wait before calling the next.
    ///
    /// - Parameter length: how long the counter was free while the called citizen waited.
    package mutating func hesitated(_ length: Duration) {
        let value = max(0, min(Double(length.milliseconds), Self.hesitationMax))
        hesitation += FadingMean.fading * (value - hesitation)
    }
}
