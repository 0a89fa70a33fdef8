/// A busy hour of a large centre, for measuring what an estimate costs.
///
/// As many wait as the fullest of 21 offices had at once (177, in Warsaw in 2020): nine lines, ten
/// of sixteen counters shared.
package struct BusyHour: Sendable {
    /// One that has learned a morning.
    package let estimator: WaitEstimator
    /// What the last in each line asks.
    package let loads: [LineLoad]
    package let askedAt: Instant

    package init() {
        let waiting = [45, 31, 26, 22, 19, 14, 10, 7, 3]
        let counters: [[Int]] = [
            [0], [0], [0, 1], [0, 1], [0, 1, 2], [1], [1, 2], [2], [2, 3], [3], [3, 4], [4, 8],
            [5, 4], [5, 6], [6, 7], [7, 8, 0],
        ]
        let now = Instant(millisecondsSinceEpoch: 1_795_404_600_000)
        var estimator = WaitEstimator(lines: waiting.indices.map { LineID("\($0)") }, priors: nil)
        for step in 0..<400 {
            let line = step % waiting.count
            let length = Duration.seconds(180 + 40 * line + step * 37 % 240)
            estimator.serviceEnded(line: line, lasted: length)
            if step.isMultiple(of: 13) {
                estimator.calledInVain(line: line, lasted: .seconds(75))
            }
        }
        self.estimator = estimator
        askedAt = now
        loads = waiting.indices.map { line in
            LineLoad(
                line: line, ahead: waiting,
                headLead: waiting.map { Int64($0) * 95_000 },
                counters: counters.enumerated().map { place, lines in
                    LineLoad.Counter(
                        lines: LineSet(lines),
                        occupation: .busy(
                            line: lines[0], since: now - .seconds(place * 29)))
                })
        }
    }

    /// Asks once for each line.
    ///
    /// - Returns: the sum of the upper ends in seconds, so that no compiler leaves the work out.
    package func askAll() -> Int {
        loads.reduce(0) { $0 + (estimator.estimate($1, at: askedAt)?.highSeconds ?? 0) }
    }
}
